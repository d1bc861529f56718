import type { APIGatewayAuthorizerResult, Statement } from 'aws-lambda';

/** A route that the authorizer guards. */
export interface RouteRight {
  /** Upper case; `*` for every method. */
  readonly method: string;
  /** As in an ARN, with `*` for a parameter: `/orders/*`. */
  readonly path: string;
  /** One of them is needed; none: whoever is authenticated may call. */
  readonly scopes: readonly string[];
}

/** Who calls. */
export interface Identity {
  readonly principalId: string;
  readonly scopes: readonly string[];
  /** Handed on to the backend as text. */
  readonly context: Readonly<Record<string, string | number | boolean>>;
}

/**
 * The answer for every route of the API at once, whichever was called: API Gateway keeps it and applies it to the
 * next route (aws-facts §8.1). What is not allowed is denied and not just left out, because where an authorizer is
 * silent the resource policy's Allow is enough (aws-facts §2.1).
 */
export function authorize(
  methodArn: string,
  routes: readonly RouteRight[],
  { principalId, scopes, context }: Identity,
): APIGatewayAuthorizerResult {
  const may = (route: RouteRight) =>
    route.scopes.length === 0 || route.scopes.some((scope) => scopes.includes(scope));
  return { principalId, policyDocument: policyFor(stageOf(methodArn), routes, may), context: { ...context } };
}

/** The answer that lets somebody call nothing. */
export function refuseAll(methodArn: string, principalId: string): APIGatewayAuthorizerResult {
  return { principalId, policyDocument: policyFor(stageOf(methodArn), [], () => false) };
}

/** `arn:aws:execute-api:eu-west-1:111122223333:abc123/prod/GET/orders` → up to `/prod`. */
function stageOf(methodArn: string): string {
  return methodArn.split('/', 2).join('/');
}

function policyFor(stage: string, routes: readonly RouteRight[], may: (route: RouteRight) => boolean) {
  const allowed = routes.filter(may);
  // One route a statement: a resource has at most 512 characters (aws-facts §8.1).
  const each = (Effect: 'Allow' | 'Deny', list: readonly RouteRight[]): Statement[] =>
    list.map(({ method, path }) => statement(Effect, `${stage}/${method}${path}`));
  const everything = (Effect: 'Allow' | 'Deny') => [statement(Effect, `${stage}/*`)];
  const Statement =
    allowed.length === 0
      ? everything('Deny')
      : allowed.length === routes.length
        ? everything('Allow')
        : [
            ...each('Allow', allowed),
            ...each(
              'Deny',
              routes.filter((route) => !may(route)),
            ),
          ];
  return { Version: '2012-10-17', Statement };
}

function statement(Effect: 'Allow' | 'Deny', Resource: string): Statement {
  return { Effect, Action: 'execute-api:Invoke', Resource };
}
