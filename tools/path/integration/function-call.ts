import { type Integration, isUnknown, type LambdaFunction, type Model } from '../../assembly/model';
import type { Match } from '../5-gateway';
import { apiArn } from '../account';
import type { GatewayRequest } from '../exchange';
import { bodySize } from '../gateway/limits';
import { apiError, ids } from '../gateway/responses';
import { scopeOf } from '../gateway/scope';
import { header } from '../headers';
import type { HttpResponse, Verdict } from '../hop';
import { functionIndex, mayInvoke } from '../lambda/permission';
import { stop, unknown } from '../verdict';
import type { Ending } from './kind';

/** The function that an integration names, where the templates have it. */
export function functionOf(model: Model, integration: Integration): LambdaFunction | undefined {
  return typeof integration.functionArn === 'string'
    ? functionIndex(model).get(integration.functionArn)
    : undefined;
}

/** What stands in the way of calling an integration's function. */
export function checkFunction(
  model: Model,
  request: GatewayRequest,
  match: Match,
  integration: Integration,
): Verdict | undefined {
  const { functionArn, credentials } = integration;
  if (isUnknown(functionArn)) return unknown('FUNCTION_NOT_KNOWN', functionArn.reason, [functionArn.where]);
  const lambda = functionOf(model, integration);
  if (!lambda) {
    const because = `function ${functionArn ?? integration.uri} is not in the templates`;
    return unknown('FUNCTION_NOT_KNOWN', because, [integration.where]);
  }
  if (header(request.headers, 'transfer-encoding') !== undefined) {
    const because = `Transfer-Encoding is sent to function ${lambda.name}`;
    return unknown('TRANSFER_ENCODING_NOT_KNOWN', because, [integration.where]);
  }
  // Whoever may pass the role is taken to have given it lambda:InvokeFunction: roles are not in the model.
  if (credentials !== undefined) return undefined;
  const sourceArn = sourceArnOf(model, match);
  const admitted = mayInvoke(model, lambda, sourceArn);
  if (admitted === true) return undefined;
  if (admitted !== false) {
    const because = `whether ${lambda.name} may be invoked for ${sourceArn}: ${admitted.reason}`;
    return unknown('FUNCTION_NOT_KNOWN', because, [admitted.where]);
  }
  // aws-facts §10 (doc), §1.4 (captures)
  const response = apiError(scopeOf(request, match), 'API_CONFIGURATION_ERROR');
  const because = `function ${lambda.name} has no permission for apigateway.amazonaws.com and ${sourceArn}`;
  return stop('FUNCTION_PERMISSION_MISSING', { kind: 'response', response }, because, [
    lambda.where,
    integration.where,
  ]);
}

/** Source of the invocation: the resource path, not the actual one. (DG-04 sample; aws-facts §10) */
function sourceArnOf(model: Model, { api, stage, httpMethod, resourcePath }: Match): string {
  return `${apiArn(model, api)}/${stage.name}/${httpMethod}${resourcePath}`;
}

/** Lambda's payload limit, each way: aws-facts §10 (doc). */
const payloadBytes = 6 * 1024 * 1024;

/** The other body of 413 that captures show: aws-facts §1.4. Not customisable (doc). */
export function tooLarge(request: GatewayRequest, lambda: LambdaFunction): Ending {
  const response: HttpResponse = {
    status: 413,
    headers: [...ids(request), ['Content-Type', 'application/json']],
    body: '{"message":"Request Too Long"}',
  };
  const because = `the event for ${lambda.name} would be larger than ${payloadBytes} bytes`;
  const verdict = stop('FUNCTION_REQUEST_TOO_LARGE', { kind: 'response', response }, because, [lambda.where]);
  return { verdict, response };
}

/** Whether an event is larger than Lambda takes. Escapes and base64 make it larger than its body, at most sixfold. */
export function isTooLarge(request: GatewayRequest, event: unknown): boolean {
  return bodySize(request.body) * 6 > payloadBytes && Buffer.byteLength(JSON.stringify(event)) > payloadBytes;
}
