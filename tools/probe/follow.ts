import { type Attempt, attempt, type Start, type Timeouts, unresolved } from './attempt';
import type { Loading } from './loading';
import { locate } from './locate';
import type { Unfollowed } from './observation';
import { nextTarget } from './redirect';
import type { Redirect } from './report';
import type { Bounds } from './stages/failure';
import type { Resolver } from './stages/resolve';
import type { SocksProxy } from './stages/socks';
import { type PreparedTarget, prepareTarget } from './target';

interface Shared {
  readonly bounds: Bounds;
  readonly resolver: Resolver;
  readonly loading: Loading;
  readonly sharedNames: boolean;
}

/**
 * Calls one address, and where the target wants redirects to be followed, what its answers lead to. Of a name that a
 * redirect leads to the first address is called. The phases of the last exchange are told, and the total of all.
 */
export async function attemptAndFollow(
  shared: Shared,
  timeouts: Timeouts,
  start: Start,
  address: string | null,
): Promise<Attempt> {
  const { bounds, loading } = shared;
  let current = await attempt(bounds, timeouts, start, address, loading);
  const { maxRedirects: limit = 0, expect } = start.prepared.target;
  // An answer is an answer, wherever it leads: what must be unreachable is not.
  if (limit === 0 || expect === 'unreachable') return current;
  const redirects: Redirect[] = [];
  const been = new Set([keyOf(start.prepared)]);
  let { prepared } = start;
  let spent = 0;
  for (;;) {
    const next = nextTarget(prepared, current.observation);
    if (next === undefined) return ended(current, redirects, spent);
    if ('kind' in next) return ended(current, redirects, spent, next);
    const onward = prepareTarget(next);
    if (been.has(keyOf(onward))) return ended(current, redirects, spent, loopTo(onward));
    if (redirects.length === limit) return ended(current, redirects, spent, tooMany(limit));
    been.add(keyOf(onward));
    redirects.push(redirectOf(prepared, current, onward));
    spent += current.phases.total;
    prepared = onward;
    const left = { ...timeouts, total: timeouts.total - spent };
    current = await attemptFirst(shared, left, onward, start.proxy);
  }
}

async function attemptFirst(
  { bounds, resolver, loading, sharedNames }: Shared,
  timeouts: Timeouts,
  prepared: PreparedTarget,
  proxy: SocksProxy | null,
): Promise<Attempt> {
  const { resolution, failure, ms } = await locate(resolver, { prepared, proxy }, !sharedNames);
  const start = { prepared, proxy, resolution, resolveMs: ms };
  if (failure) return unresolved(start, failure);
  return attempt(bounds, timeouts, start, resolution.addresses[0] ?? null, loading);
}

function ended(
  last: Attempt,
  redirects: readonly Redirect[],
  spent: number,
  unfollowed?: Unfollowed,
): Attempt {
  const { observation, phases } = last;
  return {
    observation: unfollowed ? { ...observation, unfollowed } : observation,
    phases: { ...phases, total: Math.round((phases.total + spent) * 1000) / 1000 },
    ...(redirects.length > 0 ? { redirects } : {}),
  };
}

function redirectOf(
  { target, method }: PreparedTarget,
  { observation, phases }: Attempt,
  to: PreparedTarget,
): Redirect {
  const status = observation.response?.status ?? 0;
  return { url: target.url, method, address: observation.address, status, to: to.target.url, phases };
}

function keyOf({ method, target }: PreparedTarget): string {
  return `${method} ${target.url}`;
}

function loopTo({ target }: PreparedTarget): Unfollowed {
  return {
    kind: 'loop',
    message: `leads back to ${target.url}, where the call has been (the probe keeps no cookies)`,
  };
}

function tooMany(limit: number): Unfollowed {
  return { kind: 'too-many', message: `leads on after ${limit} redirect(s)` };
}
