import {
  type HttpMapping,
  isUnknown,
  type Known,
  type Model,
  Unknown,
  type Where,
} from '../../assembly/model';
import type { GatewayRequest } from '../exchange';
import type { HeaderList } from '../hop';
import { readQuery } from '../lambda/query';
import { evaluate, type Scope } from './expressions';
import type { HttpResult } from './result';
import type { HttpMatch } from './select';

/** What parameter mapping may change of a request. */
export interface Parts {
  readonly path: string;
  readonly query: string;
  readonly headers: HeaderList;
}

/** Headers that no mapping may touch (DG http-api-parameter-mapping, reserved headers, doc). */
const reserved = [
  /^access-control-/,
  /^apigw-/,
  /^authorization$/,
  /^connection$/,
  /^content-(encoding|length|location)$/,
  /^forwarded$/,
  /^keep-alive$/,
  /^origin$/,
  /^proxy-(authenticate|authorization)$/,
  /^te$/,
  /^trailers$/,
  /^transfer-encoding$/,
  /^upgrade$/,
  /^x-amzn?-/,
  /^x-forwarded-(for|host|proto)$/,
  /^via$/,
];

export function isReservedHeader(name: string): boolean {
  return reserved.some((pattern) => pattern.test(name.toLowerCase()));
}

interface Change {
  readonly how: 'append' | 'overwrite' | 'remove';
  readonly what: 'header' | 'querystring' | 'path' | 'statuscode';
  readonly name: string;
}

/** `overwrite:header.x`; `undefined`: AWS knows no such destination. */
export function readDestination(text: string): Change | undefined {
  const found = /^(append|overwrite|remove):(?:(header|querystring)\.(.+)|(path|statuscode))$/.exec(text);
  if (!found) return undefined;
  const [, how, named, name = '', whole] = found;
  if (whole !== undefined && how !== 'overwrite') return undefined;
  return { how, what: named ?? whole, name } as Change;
}

/** The request after the integration's request parameters; Unknown where one of them is. */
export function mapRequest(
  model: Model,
  request: GatewayRequest,
  match: HttpMatch,
  parameters: Readonly<Record<string, Known<string>>>,
  parts: Parts,
  where: Where,
): Parts | Unknown {
  let { path, query, headers } = parts;
  for (const [destination, source] of Object.entries(parameters)) {
    const change = readDestination(destination);
    if (!change || change.what === 'statuscode' || isRefused(change))
      return new Unknown(`AWS does not take ${destination} as a request parameter`, where);
    const value = isUnknown(source) ? source : evaluate(source, { model, request, match });
    if (isUnknown(value)) return value;
    // What the request does not have changes nothing (inferred).
    if (value === undefined && change.how !== 'remove') continue;
    if (change.what === 'path') path = value!.startsWith('/') ? value! : `/${value}`;
    else if (change.what === 'header') headers = applyTo(headers, change, value ?? '');
    else query = writeQuery(applyTo(readQuery(query), change, value ?? '', true));
  }
  return { path, query, headers };
}

function isRefused({ what, name }: Change): boolean {
  return what === 'header' && isReservedHeader(name);
}

function applyTo(pairs: HeaderList, { how, name }: Change, value: string, isExact = false): HeaderList {
  const key = name.toLowerCase();
  const isOther = ([own]: readonly [string, string]) => (isExact ? own !== name : own.toLowerCase() !== key);
  if (how === 'append') return [...pairs, [name, value]];
  const others = pairs.filter(isOther);
  return how === 'remove' ? others : [...others, [name, value]];
}

function writeQuery(pairs: HeaderList): string {
  return pairs.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
}

/** The response after the mappings for its status: aws-facts §8.3 (doc). */
export function mapResponse(
  scope: Omit<Scope, 'response'>,
  result: HttpResult,
  parameters: Readonly<Record<string, readonly HttpMapping[]>>,
  where: Where,
): HttpResult | Unknown {
  let { status, headers } = result;
  for (const { destination, source } of parameters[String(result.status)] ?? []) {
    if (isUnknown(destination)) return destination;
    const change = readDestination(destination);
    if (!change || change.what === 'path' || change.what === 'querystring' || isRefused(change))
      return new Unknown(`AWS does not take ${destination} as a response parameter`, where);
    const value = isUnknown(source) ? source : evaluate(source, { ...scope, response: result });
    if (isUnknown(value)) return value;
    if (value === undefined && change.how !== 'remove') continue;
    if (change.what === 'header') headers = applyTo(headers, change, value ?? '');
    else if (!/^[2-5]\d\d$/.test(value!)) return new Unknown(`${value} is no status code`, where);
    else status = Number(value);
  }
  return { ...result, status, headers };
}
