import { identify } from '../caller';
import type { GatewayRequest } from '../exchange';
import { header } from '../headers';
import type { Verdict } from '../hop';
import { notApplicable, stop, unknown } from '../verdict';
import { httpError } from './answers';
import type { HttpMatch } from './select';

/** Hop 7 of an HTTP API: who the route lets in. */
export function authorizeHttp(request: GatewayRequest, match: HttpMatch): Verdict {
  const { route } = match;
  const where = [route.where];
  switch (route.authorization) {
    case 'NONE':
      return notApplicable('AUTHORIZER_NONE', `route ${route.routeKey} has no authorizer`);
    case 'AWS_IAM': {
      const caller = identify(request);
      if (caller.kind === 'signed') {
        const because = `route ${route.routeKey} wants AWS_IAM: ${caller.principal.reason}`;
        return unknown('IAM_NOT_CHECKED', because, where);
      }
      // Where a REST API says `Missing Authentication Token` (DG http-api-access-control-iam; captures)
      const response = httpError(request, 'FORBIDDEN');
      const because = `route ${route.routeKey} wants AWS_IAM, and the request is not signed`;
      return stop('IAM_SIGNATURE_MISSING', { kind: 'response', response }, because, where);
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
