import { isUnknown, type Known, Unknown, type WebSocketIntegration } from '../../assembly/model';
import type { HeaderList } from '../hop';
import { readQuery } from '../lambda/query';
import { contextOf, type RouteCall } from './event';
import { parseJsonPath, parseMessage, readJsonPath, stringified } from './json-path';

/** What `requestParameters` add to the call of a backend. */
export interface Mapped {
  readonly headers: HeaderList;
  readonly query: HeaderList;
  readonly path: Readonly<Record<string, string>>;
  /** Parameters whose value nobody can tell from the templates. */
  readonly unknowns: readonly Unknown[];
}

/**
 * Evaluates `integration.request.{header,querystring,path}.NAME` ← context, stage variables, parts of the message,
 * of the handshake ($connect only), and static text in single quotes (developer guide "data mapping", doc).
 * A source that is not there leaves its parameter out (inferred).
 */
export function mapParameters(integration: WebSocketIntegration, call: RouteCall): Mapped {
  const headers: [string, string][] = [];
  const query: [string, string][] = [];
  const path: Record<string, string> = {};
  const unknowns: Unknown[] = [];
  for (const [target, source] of Object.entries(integration.requestParameters)) {
    const place = /^integration\.request\.(header|querystring|path)\.(.+)$/.exec(target);
    const value = place ? evaluate(source, call, integration) : notEvaluated(target, integration);
    if (isUnknown(value)) unknowns.push(value);
    else if (value === undefined) continue;
    else if (place?.[1] === 'header') headers.push([place[2] as string, value]);
    else if (place?.[1] === 'querystring') query.push([place[2] as string, value]);
    else path[place?.[2] as string] = value;
  }
  return { headers, query, path, unknowns };
}

function notEvaluated(expression: string, { where }: WebSocketIntegration): Unknown {
  const property = `Properties.RequestParameters`;
  return new Unknown(`mapping ${JSON.stringify(expression)} is not evaluated`, { ...where, property });
}

function evaluate(
  source: Known<string>,
  call: RouteCall,
  integration: WebSocketIntegration,
): Known<string> | undefined {
  if (isUnknown(source)) return source;
  const text = /^'(.*)'$/s.exec(source)?.[1];
  if (text !== undefined) return text;
  const [, kind, name = ''] = /^(context|stageVariables|route\.request\.\w+)(?:\.?(.*))$/s.exec(source) ?? [];
  const { target, socket, happening } = call;
  const { handshake } = socket;
  const isConnect = happening.kind === 'CONNECT';
  const named = (pairs: HeaderList, fold: (name: string) => string) =>
    isConnect ? pairs.filter(([own]) => fold(own) === fold(name)).map(([, value]) => value) : [];
  const lower = (own: string) => own.toLowerCase();
  const same = (own: string) => own;
  switch (kind) {
    case 'context':
      return scalar(readJsonPath(contextOf(call), name.split('.'))) ?? notEvaluated(source, integration);
    case 'stageVariables':
      return target.stage.variables[name];
    case 'route.request.header':
      return named(handshake.headers, lower).at(-1);
    case 'route.request.multivalueheader':
      return listed(named(handshake.headers, lower));
    case 'route.request.querystring':
      return named(readQuery(handshake.query), same).at(-1);
    case 'route.request.multivaluequerystring':
      return listed(named(readQuery(handshake.query), same));
    case 'route.request.body':
      return happening.kind === 'MESSAGE' ? ofBody(name, call, source, integration) : undefined;
    default:
      return notEvaluated(source, integration);
  }
}

function ofBody(
  name: string,
  { happening }: RouteCall,
  source: string,
  integration: WebSocketIntegration,
): Known<string> | undefined {
  const data = happening.kind === 'MESSAGE' ? happening.message.data : '';
  if (typeof data !== 'string') return undefined;
  if (name === '') return data;
  const path = parseJsonPath(name.startsWith('[') ? name : `.${name}`);
  if (!path) return notEvaluated(source, integration);
  const value = readJsonPath(parseMessage(data), path);
  return value === undefined ? undefined : stringified(value);
}

function scalar(value: unknown): string | undefined {
  return value === undefined || typeof value === 'object' ? undefined : String(value);
}

/** Several values of one name in one header or parameter (inferred). */
function listed(values: readonly string[]): string | undefined {
  return values.length > 0 ? values.join(',') : undefined;
}
