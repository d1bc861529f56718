import { type RouteTarget, routeTargetOf } from '../config-schema/apis';
import {
  type ConfigPath,
  type Finding,
  finding,
  quote,
  type RuleContext,
  type Sound,
  type SoundApi,
  suggest,
} from './rule';

/** A route leads to one function or one backend, by a name that is defined. */
export function checkRouteTarget(
  at: ConfigPath,
  written: string | Sound<RouteTarget>,
  backends: readonly string[],
  context: RuleContext,
): Finding[] {
  const target = routeTargetOf(written);
  const { function: named, backend, via } = target;
  const sound = context.isSound(at);
  if (named !== undefined && backend !== undefined)
    return [finding('CFG_ROUTE_TARGET', at, 'has function and backend', 'keep the one that answers')];
  if (sound && named === undefined && backend === undefined)
    return [
      finding('CFG_ROUTE_TARGET', at, 'leads to nothing', 'add function or backend with the name of one'),
    ];
  const found: Finding[] = [];
  if (sound && via !== undefined && backend === undefined)
    found.push(
      finding(
        'CFG_ROUTE_TARGET',
        [...at, 'via'],
        'says how a backend is reached, and the route has none',
        'remove via, or name a backend',
      ),
    );
  const isHandedOn = backend !== undefined && (via === undefined || via === 'function');
  if (sound && 'stream' in target && target.stream && !isHandedOn)
    found.push(
      finding(
        'CFG_ROUTE_TARGET',
        [...at, 'stream'],
        'is set, and the route does not lead to a backend via function',
        'remove stream, or name a backend and leave via out',
      ),
    );
  if (named !== undefined && context.functionNames?.includes(named) === false)
    found.push(
      finding(
        'CFG_UNKNOWN_FUNCTION',
        typeof written === 'string' ? at : [...at, 'function'],
        `names ${quote(named)}, which is not in functions`,
        suggest(named, context.functionNames),
      ),
    );
  if (backend !== undefined && !backends.includes(backend) && context.isSound(['backends']))
    found.push(
      finding(
        'CFG_UNKNOWN_BACKEND',
        [...at, 'backend'],
        `names ${quote(backend)}, which is not in backends`,
        suggest(backend, backends),
      ),
    );
  return found;
}

/**
 * Both forms of the proxy in one API do not go together: bytes as they are need every body to be binary, and
 * templates read text only (aws-facts §1.7, §10).
 */
export function checkForms(at: ConfigPath, { routes = {} }: SoundApi): Finding[] {
  const targets = Object.entries(routes).flatMap(([text, written]) =>
    written === undefined ? [] : [{ text, ...routeTargetOf(written) }],
  );
  const isPassed = targets.some(
    ({ backend, via = 'function' }) => backend !== undefined && via === 'function',
  );
  if (!isPassed) return [];
  return targets
    .filter(({ via }) => via === 'function-mapped')
    .map(({ text }) =>
      finding(
        'CFG_ROUTE_TARGET',
        [...at, text, 'via'],
        'is function-mapped, and another route of the API passes everything through a function',
        'use one of the two forms for all routes, or two APIs with a basePath each',
      ),
    );
}
