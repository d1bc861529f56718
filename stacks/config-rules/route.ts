import { guess } from './rule';

export const routeMethods = ['ANY', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

/** A key of `routes`: `GET /orders/{id}`. */
export interface Route {
  readonly method: string;
  readonly path: string;
  /** Path segments without slashes; none for `/`. */
  readonly segments: readonly string[];
}

export interface RouteFault {
  /** Follows the quoted route: "… has no method". */
  readonly what: string;
  readonly fix: string;
}

const literal = /^[A-Za-z0-9._:-]+$/;
const parameter = /^\{[A-Za-z0-9._-]+\+?\}$/;

/** What is wrong with the path of a resource; undefined: nothing. */
export function pathFault(path: string): RouteFault | undefined {
  if (!path.startsWith('/'))
    return { what: 'has a path that does not begin with "/"', fix: `write /${path}` };
  if (path === '/') return undefined;
  if (/[?#]/.test(path))
    return {
      what: 'has a query or fragment in its path',
      fix: 'write the path alone: queries are not part of a route',
    };
  if (path.endsWith('/')) return { what: 'ends with "/"', fix: `write ${path.replace(/\/+$/, '') || '/'}` };
  const segments = path.slice(1).split('/');
  const names = new Set<string>();
  for (const [index, segment] of segments.entries()) {
    if (segment === '') return { what: 'has an empty path segment', fix: 'write one "/" between segments' };
    if (!literal.test(segment) && !parameter.test(segment))
      return {
        what: `has the segment "${segment}", which API Gateway refuses`,
        fix: 'use letters, digits and . _ - : or one {parameter}, or {proxy+} at the end',
      };
    if (!segment.startsWith('{')) continue;
    const name = segment.slice(1, -1).replace('+', '');
    if (names.has(name)) return { what: `has the parameter {${name}} twice`, fix: 'give each its own name' };
    names.add(name);
    if (segment.endsWith('+}') && index < segments.length - 1)
      return { what: `has "${segment}" before its end`, fix: `end the path with ${segment}` };
  }
  return undefined;
}

/** A key of `routes`, or what is wrong with it. */
export function parseRoute(text: string): Route | RouteFault {
  const [method = '', path, ...rest] = text.split(' ');
  if (path === undefined)
    return text.startsWith('/')
      ? { what: 'has no method', fix: `write e.g. GET ${text}` }
      : { what: 'is not a method and a path', fix: 'write e.g. GET /orders' };
  if (!routeMethods.includes(method)) {
    const near = guess(method.toUpperCase(), routeMethods);
    return {
      what: `has the method "${method}"`,
      fix: near ? `did you mean ${near}?` : `use one of ${routeMethods.join(', ')}`,
    };
  }
  if (rest.length > 0 || path === '')
    return { what: 'has too many blanks', fix: 'write one blank after the method' };
  return pathFault(path) ?? { method, path, segments: path === '/' ? [] : path.slice(1).split('/') };
}
