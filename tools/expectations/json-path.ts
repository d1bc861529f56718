import { type BodyMatch, firstDifference, shorten } from './meets';

export type PathMatch = Extract<BodyMatch, { readonly jsonPath: string }>;

/** As much of the library as is used; its own types let expressions be run. */
type Evaluate = (options: { path: string; json: unknown; eval: false; wrap: true }) => unknown;

/**
 * Looks for a value at a JSON path of a body. Filters and scripts of a path are never run.
 * @returns what is missing, or undefined
 */
export function matchPath(match: PathMatch, body: string): string | undefined {
  const { jsonPath } = match;
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return `the body is not JSON: ${shorten(body)}`;
  }
  const found = valuesAt(jsonPath, json);
  if (typeof found === 'string') return found;
  if (found.length === 0) return `the body has nothing at ${jsonPath}: ${shorten(body)}`;
  if (!('equals' in match) || match.equals === undefined) return undefined;
  if (found.some((value) => isSame(match.equals, value))) return undefined;
  const shown = found.map((value) => JSON.stringify(value)).join(', ');
  return `${jsonPath} is ${shorten(shown)}, expected ${JSON.stringify(match.equals)}`;
}

function valuesAt(path: string, json: unknown): readonly unknown[] | string {
  const { JSONPath } = require('jsonpath-plus') as { readonly JSONPath: Evaluate };
  if (json === null) return path === '$' ? [null] : [];
  try {
    return (JSONPath({ path, json, eval: false, wrap: true }) as unknown[] | undefined) ?? [];
  } catch (error) {
    return `${path} can't be followed: ${(error as Error).message}`;
  }
}

/** Both ways: neither has a member that the other lacks. */
function isSame(one: unknown, other: unknown): boolean {
  return firstDifference(one, other, '$') === undefined && firstDifference(other, one, '$') === undefined;
}
