import { headerOf, type ResponseFacts } from './observation';

/** Of REST and WebSocket APIs (aws-facts §1.4), then of HTTP APIs. */
const headers = ['x-amzn-requestid', 'apigw-requestid'];

/** The id by which API Gateway's logs have the call; what can't be one is none. */
export function requestIdOf(response: ResponseFacts | undefined): string | undefined {
  if (!response) return undefined;
  return headers.map((name) => headerOf(response, name)).find((id) => id && /^[\w=+/-]{1,128}$/.test(id));
}
