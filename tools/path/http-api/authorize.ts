import type { Model } from '../../assembly/model';
import { identify } from '../caller';
import type { GatewayRequest } from '../exchange';
import { header } from '../headers';
import type { Verdict } from '../hop';
import { checkCaller } from '../iam/check-caller';
import { notApplicable, pass, stop, unknown } from '../verdict';
import { httpError } from './answers';
import type { HttpMatch } from './select';

/** Hop 7 of an HTTP API: who the route lets in. */
export function authorizeHttp(model: Model, request: GatewayRequest, match: HttpMatch): Verdict {
  const { route } = match;
  const where = [route.where];
  switch (route.authorization) {
    case 'NONE':
      return notApplicable('AUTHORIZER_NONE', `route ${route.routeKey} has no authorizer`);
    case 'AWS_IAM': {
      const { api, stage, method, path } = match;
      const check = checkCaller({
        model,
        request,
        caller: identify(model, request),
        arn: `arn:${model.partition}:execute-api:${model.region}:${model.account}:${api.id}/${stage.name}/${method}${path}`,
        name: `route ${route.routeKey}`,
        where: route.where,
      });
      if (check.outcome === 'pass') return pass(check.code, check.because, check.where);
      if (check.outcome === 'unknown') return unknown(check.code, check.because, check.where);
      // Where a REST API says more, an HTTP API says `Forbidden` (DG http-api-access-control-iam; captures)
      const response = httpError(request, 'FORBIDDEN');
      return stop(check.code, { kind: 'response', response }, check.because, check.where);
    }
    default: {
      // Both kinds want their identity source before anything else: aws-facts §8.2 (doc)
      if (route.authorization === 'JWT' && header(request.headers, 'authorization') === undefined) {
        const response = httpError(request, 'UNAUTHORIZED');
        const because = `route ${route.routeKey} wants a token, and Authorization is not sent`;
        return stop('IDENTITY_SOURCE_MISSING', { kind: 'response', response }, because, where);
      }
      const kind = route.authorization === 'JWT' ? 'a JWT authorizer' : 'a Lambda authorizer';
      return unknown('HTTP_AUTHORIZER_NOT_MODELLED', `route ${route.routeKey} has ${kind}`, where);
    }
  }
}
