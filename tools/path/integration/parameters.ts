import { isUnknown, type Known, type Model, Unknown, type Where } from '../../assembly/model';
import type { Match } from '../5-gateway';
import type { GatewayRequest } from '../exchange';
import { header } from '../headers';
import type { HeaderList } from '../hop';
import { requestContext } from '../lambda/event';
import { readQuery } from '../lambda/query';

/** What the mapping expressions of a REST API may refer to. */
export interface MappingScope {
  readonly model: Model;
  readonly request: GatewayRequest;
  readonly match: Match;
  /** What an authorizer handed on. */
  readonly authorizer?: Readonly<Record<string, string>>;
}

/** What request parameters make of a request. */
export interface Mapped {
  readonly headers: HeaderList;
  readonly query: HeaderList;
  readonly path: Readonly<Record<string, string>>;
  /** The whole path, in place of stage and URI. */
  readonly pathOverride?: string;
}

/**
 * The request parameters of an integration (DG rest-api-parameter-mapping, doc). One whose source the request does
 * not have is left out (inferred). Unknown: one can't be resolved.
 */
export function mapParameters(
  scope: MappingScope,
  parameters: Readonly<Record<string, Known<string>>>,
  where: Where,
): Mapped | Unknown {
  const headers: [string, string][] = [];
  const query: [string, string][] = [];
  const path: Record<string, string> = Object.create(null);
  let pathOverride: string | undefined;
  for (const [destination, source] of Object.entries(parameters)) {
    const value = isUnknown(source) ? source : valueIn(scope, source);
    if (isUnknown(value)) return value;
    if (value === undefined) continue;
    const [, kind, name] = /^integration\.request\.(header|querystring|path)\.(.+)$/.exec(destination) ?? [];
    if (kind === 'header') headers.push([name!, value]);
    else if (kind === 'querystring') query.push([name!, value]);
    else if (kind === 'path') path[name!] = value;
    // The page on private integrations names this variable as the one to override by parameter mapping (doc).
    else if (destination === 'context.requestOverride.path')
      pathOverride = value.startsWith('/') ? value : `/${value}`;
    else return new Unknown(`${destination} is no request parameter that is modelled`, where);
  }
  return { headers, query, path, pathOverride };
}

type Value = Known<string> | undefined;

/** One source: `method.request.…`, `context.…`, `stageVariables.…` or a text in single quotes. */
function valueIn(scope: MappingScope, source: string): Value {
  const literal = /^'(.*)'$/s.exec(source);
  if (literal) return literal[1];
  const { request, match } = scope;
  const [, place, name = ''] =
    /^method\.request\.(path|querystring|header|multivaluequerystring|multivalueheader|body)(?:\.(.+))?$/.exec(
      source,
    ) ?? [];
  switch (place) {
    case 'path':
      return match.pathParameters[name];
    case 'querystring':
      return readQuery(request.query).findLast(([own]) => own === name)?.[1];
    case 'multivaluequerystring':
      return several(readQuery(request.query).filter(([own]) => own === name));
    case 'header':
      return header(request.headers, name.toLowerCase());
    case 'multivalueheader':
      return several(request.headers.filter(([own]) => own.toLowerCase() === name.toLowerCase()));
    case 'body':
      return name === '' ? textOf(request.body) : fromJson(textOf(request.body), name);
    default:
      return elsewhere(scope, source);
  }
}

function several(pairs: HeaderList): string | undefined {
  return pairs.length > 0 ? pairs.map(([, value]) => value).join(',') : undefined;
}

function elsewhere({ model, request, match, authorizer }: MappingScope, source: string): Value {
  const dot = source.indexOf('.');
  const name = source.slice(dot + 1);
  if (source.startsWith('stageVariables.')) return match.stage.variables[name];
  if (!source.startsWith('context.'))
    return new Unknown(`${source} is no source of a mapping`, match.method.where);
  if (name.startsWith('authorizer.')) return authorizer?.[name.slice('authorizer.'.length)];
  return contextValue({ model, request, match }, name);
}

/** `context.identity.sourceIp` and the like: the same values that templates and functions are given. */
function contextValue({ model, request, match }: MappingScope, name: string): Value {
  const isTimeless = request.receivedAt === null && name.startsWith('requestTime');
  let value: unknown = requestContext(model, request, match);
  for (const part of name.split('.'))
    value =
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[part] : undefined;
  if (value === null) return undefined;
  if (!isTimeless && (typeof value === 'string' || typeof value === 'number')) return String(value);
  return new Unknown(`$context.${name} is not known on paper`, match.method.where);
}

const utf8 = new TextDecoder();

function textOf(body: Uint8Array | string): string {
  return typeof body === 'string' ? body : utf8.decode(body);
}

/** A path of names and indexes; what has more to it is not read. */
function fromJson(text: string, path: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  for (const [, name, index] of `.${path}`.matchAll(/\.([^.[\]]+)|\[(\d+)\]/g)) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[name ?? index!];
  }
  if (value === undefined) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
