import type { HttpApi, HttpRoute } from '../../assembly/model';
import { decode } from '../gateway/router';

/** The route that a request takes. */
export interface HttpRouted {
  readonly route: HttpRoute;
  readonly pathParameters: Readonly<Record<string, string>>;
}

interface Pattern {
  readonly route: HttpRoute;
  /** `ANY` for every method. */
  readonly method: string;
  readonly segments: readonly string[];
}

interface Table {
  /** Most specific first. */
  readonly patterns: readonly Pattern[];
  readonly fallback?: HttpRoute;
}

const tables = new WeakMap<HttpApi, Table>();

function tableOf(api: HttpApi): Table {
  let table = tables.get(api);
  if (table) return table;
  const patterns = api.routes.flatMap((route): Pattern[] => {
    const [method = '', path] = route.routeKey.split(' ');
    return path === undefined ? [] : [{ route, method: method.toUpperCase(), segments: segmentsOf(path) }];
  });
  table = {
    patterns: patterns.sort(bySpecificity),
    fallback: api.routes.find(({ routeKey }) => routeKey === '$default'),
  };
  tables.set(api, table);
  return table;
}

/** A slash at the end is a segment of its own: HTTP APIs match paths to the letter (from memory). */
function segmentsOf(path: string): string[] {
  return path.split('/').slice(1);
}

/** 0: exact, 1: `{name}`, 2: `{name+}` */
function breadth(segment: string | undefined): number {
  if (segment === undefined || !segment.startsWith('{')) return 0;
  return segment.endsWith('+}') ? 2 : 1;
}

function bySpecificity(one: Pattern, other: Pattern): number {
  for (let at = 0; at < Math.max(one.segments.length, other.segments.length); at++) {
    const difference = breadth(one.segments[at]) - breadth(other.segments[at]);
    if (difference !== 0) return difference;
  }
  return Number(one.method === 'ANY') - Number(other.method === 'ANY');
}

/**
 * The most specific route of path and method together: a full match, then a greedy one, then `$default`
 * (DG http-api-develop-routes, doc). Unlike a REST API it falls back to a wider path for want of a method.
 */
export function routeHttp(api: HttpApi, method: string, path: string): HttpRouted | undefined {
  const { patterns, fallback } = tableOf(api);
  const segments = segmentsOf(path);
  for (const pattern of patterns) {
    if (pattern.method !== 'ANY' && pattern.method !== method) continue;
    const pathParameters = match(pattern.segments, segments);
    if (pathParameters) return { route: pattern.route, pathParameters };
  }
  return fallback && { route: fallback, pathParameters: {} };
}

function match(pattern: readonly string[], path: readonly string[]): Record<string, string> | undefined {
  const found: Record<string, string> = Object.create(null);
  for (const [at, part] of pattern.entries()) {
    const segment = path[at];
    const name = /^\{(.+?)(\+)?\}$/.exec(part);
    if (segment === undefined) return undefined;
    if (!name) {
      if (decode(segment) !== part) return undefined;
      continue;
    }
    if (segment === '') return undefined;
    if (name[2]) {
      found[name[1]!] = path.slice(at).map(decode).join('/');
      return found;
    }
    found[name[1]!] = decode(segment);
  }
  return pattern.length === path.length ? found : undefined;
}
