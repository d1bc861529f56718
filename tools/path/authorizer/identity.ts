import { type Authorizer, isUnknown, Unknown } from '../../assembly/model';
import type { Match } from '../5-gateway';
import type { GatewayRequest } from '../exchange';
import { header } from '../headers';
import { readQuery } from '../lambda/query';
import type { Ternary } from '../ternary';

/**
 * The value of an identity source such as `method.request.header.Authorization`: aws-facts §8.1 (doc).
 * Header names ignore case: clients of HTTP/2 send them in lower case, and are accepted. (from memory)
 */
export function readSource(
  request: GatewayRequest,
  match: Match,
  source: string,
): string | Unknown | undefined {
  const parameter =
    /^method\.request\.(header|querystring|multivalueheader|multivaluequerystring)\.(.+)$/.exec(source);
  if (parameter) {
    const name = parameter[2]!;
    if (parameter[1]!.endsWith('header')) return header(request.headers, name.toLowerCase());
    return readQuery(request.query).findLast(([own]) => own === name)?.[1];
  }
  const variable = /^stageVariables\.(.+)$/.exec(source);
  if (variable) return match.stage.variables[variable[1]!];
  const context: Readonly<Record<string, string | undefined>> = {
    'context.path': match.contextPath,
    'context.httpMethod': match.httpMethod,
    'context.resourcePath': match.resourcePath,
    'context.stage': match.stage.name,
    'context.apiId': match.api.id,
    'context.identity.sourceIp': request.sourceAddress,
    'context.identity.userAgent': header(request.headers, 'user-agent'),
    'context.identity.vpceId': request.endpoint?.id,
  };
  const name = source.replace(/^\$/, '');
  return Object.hasOwn(context, name)
    ? context[name]
    : new Unknown(`identity source ${source} is not evaluated`, match.method.where);
}

/** The first source that is missing or empty; `Unknown` where one can't be read. */
export function missingSource(
  request: GatewayRequest,
  match: Match,
  sources: readonly string[],
): string | Unknown | undefined {
  let doubt: Unknown | undefined;
  for (const source of sources) {
    const value = readSource(request, match, source);
    if (isUnknown(value)) doubt ??= value;
    else if (value === undefined || value === '') return source;
  }
  return doubt;
}

/**
 * Whether the token meets the validation expression. AWS does not say whether it must match whole or in part:
 * where the two differ, or the expression is none that JavaScript reads, nobody can tell.
 */
export function meetsExpression(authorizer: Authorizer, token: string): Ternary {
  const expression = authorizer.validationExpression;
  if (!expression) return true;
  try {
    const part = new RegExp(expression, 'u').test(token);
    const whole = new RegExp(`^(?:${expression})$`, 'u').test(token);
    return part === whole
      ? whole
      : new Unknown(`"${expression}" matches a part of the token only`, authorizer.where);
  } catch {
    return new Unknown(`"${expression}" is no expression that JavaScript reads`, authorizer.where);
  }
}
