import { headerOf, type Observation, type ResponseFacts } from '../observation';

/** `ForbiddenException`; some services append a colon and a namespace. Empty for a function's own answer. */
export function errorType(response: ResponseFacts): string {
  return headerOf(response, 'x-amzn-errortype')?.split(':')[0] ?? '';
}

/** Headers that only API Gateway sets (aws-facts §1.4); an HTTP API has its own. */
export function isFromGateway(response: ResponseFacts): boolean {
  return ['x-amz-apigw-id', 'x-amzn-errortype', 'x-amzn-requestid', 'apigw-requestid'].some(
    (name) => headerOf(response, name) !== undefined,
  );
}

export type Match = (response: ResponseFacts, type: string) => boolean;

/** Errors that API Gateway makes; a function's own status has no error type. */
export const error =
  (match: Match, also: (seen: Observation) => boolean = () => true) =>
  (seen: Observation): boolean => {
    const { response } = seen;
    if (seen.stage !== 'response' || !response || !isFromGateway(response)) return false;
    const type = errorType(response);
    return type !== '' && match(response, type) && also(seen);
  };

export const denied = (text: RegExp) =>
  error((response, type) => type === 'AccessDeniedException' && text.test(response.body));

export const says = (seen: Observation): string =>
  `API Gateway answers ${seen.response?.status} ${seen.response?.body.trim().slice(0, 200)}`;
