import { isUnknown, type Known, type Model, Unknown } from '../../assembly/model';
import type { GatewayRequest } from '../exchange';
import { hostName } from '../gateway/hosts';
import { header } from '../headers';
import type { HeaderList } from '../hop';
import { requestTime } from '../lambda/event';
import { readQuery } from '../lambda/query';
import type { HttpResult } from './result';
import type { HttpMatch } from './select';

/** What mapping expressions may refer to. */
export interface Scope {
  readonly model: Model;
  readonly request: GatewayRequest;
  readonly match: HttpMatch;
  /** In response mapping: as the integration gave it. */
  readonly response?: HttpResult;
}

type Value = Known<string> | undefined;

/** A JSON path reads this much of a body (DG http-api-parameter-mapping, doc). */
const bodyBytes = 100 * 1024;

/**
 * The text that a mapping's value stands for: a variable, a text with `${…}` in it, or a static text.
 * `undefined`: the request or response has no such part. Unknown: nobody can tell from the templates.
 */
export function evaluate(expression: string, scope: Scope): Value {
  if (/^\$[a-zA-Z]/.test(expression)) return variable(expression.slice(1), scope);
  let open: Unknown | undefined;
  const text = expression.replace(/\$\{([^}]+)\}/g, (_, name: string) => {
    const value = variable(name, scope);
    if (isUnknown(value)) open ??= value;
    return isUnknown(value) ? '' : (value ?? '');
  });
  return open ?? text;
}

function variable(name: string, scope: Scope): Value {
  const [root = '', part = ''] = name.split('.', 2);
  const rest = name.slice(root.length + part.length + 2);
  const { request, match, response } = scope;
  switch (`${root}.${part}`) {
    case 'request.header':
      return joined(request.headers, rest, false);
    case 'request.querystring':
      return joined(readQuery(request.query), rest, true);
    case 'request.path':
      return rest === '' ? match.path : match.pathParameters[rest];
    case 'request.body':
      return fromBody(request.body, name.slice('request.body'.length));
    case 'response.header':
      return response && joined(response.headers, rest, false);
    case 'response.body':
      return response && fromBody(response.body, name.slice('response.body'.length));
    default:
      if (root === 'stageVariables') return match.stage.variables[name.slice(root.length + 1)];
      if (root === 'context') return contextValue(name.slice('context.'.length), scope);
      return new Unknown(`$${name} is no value that a mapping can have`, match.route.where);
  }
}

/** Several values are one text with commas (DG, doc). */
function joined(pairs: HeaderList, name: string, isExact: boolean): string | undefined {
  const key = name.toLowerCase();
  const own = pairs.filter(([one]) => (isExact ? one === name : one.toLowerCase() === key));
  return own.length > 0 ? own.map(([, value]) => value).join(',') : undefined;
}

const utf8 = new TextDecoder();

function fromBody(body: Uint8Array | string, path: string): string | undefined {
  const text = typeof body === 'string' ? body : utf8.decode(body);
  if (path === '') return text;
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(text).subarray(0, bodyBytes).toString());
  } catch {
    return undefined;
  }
  for (const [, name, index, quoted] of path.matchAll(/\.([^.[\]]+)|\[(\d+)\]|\['([^']+)'\]/g)) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[name ?? index ?? quoted!];
  }
  if (value === undefined) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function contextValue(name: string, { model, request, match, response }: Scope): Value {
  const domainName = hostName(request.host);
  const time = request.receivedAt;
  const known: Readonly<Record<string, string>> = {
    accountId: model.account,
    apiId: match.api.id,
    domainName,
    domainPrefix: domainName.split('.', 1)[0]!,
    extendedRequestId: request.extendedRequestId,
    httpMethod: match.method,
    'identity.sourceIp': request.sourceAddress,
    'identity.userAgent': header(request.headers, 'user-agent') ?? '',
    path: match.rawPath,
    protocol: 'HTTP/1.1',
    requestId: request.extendedRequestId,
    ...(time === null ? {} : { requestTime: requestTime(time), requestTimeEpoch: String(time) }),
    routeKey: match.route.routeKey,
    stage: match.stage.name,
    ...(response ? { integrationStatus: String(response.status) } : {}),
  };
  return known[name] ?? new Unknown(`$context.${name} is not known on paper`, match.route.where);
}
