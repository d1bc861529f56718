import { defaultQuotas } from '../config-schema';
import { reservedSegments } from './mappings';
import { type ConfigPath, type Finding, finding, quote } from './rule';

/** Where a path is written: a key of `routes`, or a path of an OpenAPI file. */
export interface WrittenPath {
  readonly path: string;
  readonly segments: readonly string[];
  readonly at: ConfigPath;
  /** Place in an OpenAPI file. */
  readonly where?: string;
}

const isParameter = (segment: string) => segment.startsWith('{');

/**
 * API Gateway allows one variable child for each resource, `{id}` or `{proxy+}`: "A sibling … already has a
 * variable path part -- only one is allowed" (capture: localstack #7746, aws-apigateway-importer #202).
 */
function checkSiblings(paths: readonly WrittenPath[]): Finding[] {
  const children = new Map<string, { readonly segment: string; readonly path: string }>();
  const found: Finding[] = [];
  for (const { path, segments, at, where } of paths)
    for (const [depth, segment] of segments.entries()) {
      if (!isParameter(segment)) continue;
      const parent = segments.slice(0, depth).join('/');
      const other = children.get(parent);
      if (!other) children.set(parent, { segment, path });
      else if (other.segment !== segment) {
        found.push({
          ...finding(
            'CFG_ROUTE_CONFLICT',
            at,
            `has ${segment} where ${quote(other.path)} has ${other.segment}: one place of the path takes one parameter`,
            `use ${other.segment} in both`,
          ),
          where,
        });
        break;
      }
    }
  return found;
}

/** Rules on all paths of one API: reserved ones, siblings, and how many resources they make. */
export function checkPaths(
  paths: readonly WrittenPath[],
  api: ConfigPath,
  resourcesPerApi: number = defaultQuotas.resourcesPerApi,
): Finding[] {
  const found: Finding[] = [];
  for (const { segments, at, where } of paths)
    if (segments.length === 1 && reservedSegments.includes(segments[0] as string))
      found.push({
        ...finding(
          'CFG_ROUTE_RESERVED',
          at,
          'is kept by API Gateway for its own health check behind a custom domain',
          'use another path, e.g. /health',
        ),
        where,
      });
  const resources = new Set(
    paths.flatMap(({ segments }) => [
      '',
      ...segments.map((_, depth) => segments.slice(0, depth + 1).join('/')),
    ]),
  );
  if (resources.size > resourcesPerApi)
    found.push(
      finding(
        'CFG_QUOTA',
        api,
        `needs ${resources.size} resources (each path segment is one); an API has at most ${resourcesPerApi}`,
        'use {proxy+} or split the API, or have the quota raised and set quotas.resourcesPerApi',
      ),
    );
  return [...found, ...checkSiblings(paths)];
}
