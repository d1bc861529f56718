import type { BasePathMapping, Domain } from '../../assembly/model';

export interface MappedPath {
  readonly mapping: BasePathMapping;
  /** What is left for the API, with its leading slash. */
  readonly rest: string;
}

/**
 * Picks the mapping. With single-level mappings only, the whole first segment must be equal; once the domain
 * has a multi-level one, the longest string prefix wins, so that `/ordersandmore` reaches `orders`.
 * An empty base path takes what no other does. aws-facts §3.2 (doc)
 */
export function mapPath(domain: Domain, path: string): MappedPath | undefined {
  const multiLevel = domain.mappings.some((mapping) => mapping.multiLevel);
  const firstSegment = path.slice(1).split('/', 1)[0]!;
  let best: BasePathMapping | undefined;
  for (const mapping of domain.mappings) {
    const base = trimmed(mapping.basePath);
    const matches = base === '' || (multiLevel ? path.startsWith(base, 1) : base === firstSegment);
    if (matches && (!best || base.length > trimmed(best.basePath).length)) best = mapping;
  }
  if (!best) return undefined;
  const base = trimmed(best.basePath);
  if (base === '') return { mapping: best, rest: path };
  const rest = path.slice(1 + base.length);
  return { mapping: best, rest: rest.startsWith('/') ? rest : `/${rest}` };
}

/** `(none)` is how the API spells an empty base path. */
function trimmed(basePath: string): string {
  return basePath === '(none)' ? '' : basePath;
}
