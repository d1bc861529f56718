import { isIP } from 'node:net';
import { type Attempt, attempt, type Start, type Timeouts, unresolved } from './attempt';
import { judge } from './judge';
import type { Loading } from './loading';
import type { FirstTry, ProbeResult } from './report';
import { type Retrying, type Tries, withRetries, worthRetrying } from './running/retrying';
import type { Bounds } from './stages/failure';
import { givenFor } from './stages/overrides';
import { dialling, type Resolution, type Resolved, type Resolver } from './stages/resolve';
import type { SocksProxy } from './stages/socks';
import type { PreparedTarget } from './target';

/** One target, ready to be called. */
export interface Job {
  readonly prepared: PreparedTarget;
  readonly proxy: SocksProxy | null;
}

/** What the calls of a session share. */
export interface Shared {
  readonly bounds: Bounds;
  readonly timeouts: Timeouts;
  readonly resolver: Resolver;
  readonly loading: Loading;
  readonly allAddresses: boolean;
  /** A call has the answer that an earlier one had to the same question. */
  readonly sharedNames: boolean;
  readonly retrying?: Retrying;
  readonly signal?: AbortSignal;
}

/**
 * Calls a target: all addresses of its name side by side, or one.
 * @param turn which of the addresses, counted round and round; @default all of them
 */
export async function callTarget(shared: Shared, job: Job, turn?: number): Promise<readonly ProbeResult[]> {
  const { prepared, proxy } = job;
  const { bounds, loading, retrying, signal } = shared;
  const timeouts = { ...shared.timeouts, ...job.prepared.target.timeouts };
  const again = (one: Attempt): boolean =>
    !judge(one.observation, prepared.target.expect).asExpected &&
    worthRetrying(one.observation, prepared, retrying?.any ?? false);
  const failed = ({ resolution, failure, ms }: Resolved): Attempt | undefined =>
    failure && unresolved({ prepared, resolution, resolveMs: ms }, failure);

  let fresh = !shared.sharedNames;
  const asking = await withRetries(
    () => {
      const asked = resolve(shared.resolver, job, fresh);
      fresh = true;
      return asked;
    },
    (resolved) => {
      const one = failed(resolved);
      return one !== undefined && again(one);
    },
    retrying,
    signal,
  );
  const { resolution, ms } = asking.last;
  const first = failed(asking.first);
  const last = failed(asking.last);
  if (last) return [resultOf(prepared, { count: asking.count, first: first ?? last, last }, resolution)];
  const asked = resolution.by === 'system' || resolution.by === 'resolver';
  const start: Start = { prepared, proxy, resolution, resolveMs: ms };
  if (asked) await loading.load();
  const attempts = await Promise.all(
    dialled(shared, resolution, turn).map((address) =>
      withRetries(() => attempt(bounds, timeouts, start, address, loading), again, retrying, signal),
    ),
  );
  const answered = attempts.filter((one) => one.last.observation.stage === 'response').length;
  return attempts.map((one) => {
    const tries = { ...one, count: asking.count - 1 + one.count, first: first ?? one.first };
    if (attempts.length === 1) return resultOf(prepared, tries, resolution);
    const own = one.last.observation.stage === 'response' ? 1 : 0;
    const others = answered - own;
    const siblings = { answered: others, failed: attempts.length - 1 - others };
    const beside = { ...one.last, observation: { ...one.last.observation, siblings } };
    return resultOf(prepared, { ...tries, last: beside }, resolution);
  });
}

function dialled(
  { allAddresses }: Shared,
  { by, addresses }: Resolution,
  turn: number | undefined,
): readonly (string | null)[] {
  if (by === 'proxy') return [null];
  if (!allAddresses) return addresses.slice(0, 1);
  return turn === undefined ? addresses : [addresses[turn % addresses.length] as string];
}

async function resolve(resolver: Resolver, { prepared, proxy }: Job, fresh: boolean): Promise<Resolved> {
  const { target, dialled, host } = prepared;
  const { family, prefer, resolver: server } = target;
  if (target.address !== undefined) return asGiven([target.address]);
  const wish = { name: dialled.host, server, family, prefer, byProxy: proxy !== null };
  const given = givenFor(dialled, target.resolve);
  if (given) return dialling(asGiven(given), wish);
  if (isIP(dialled.host) !== 0) return asGiven([dialled.host]);
  if (server === undefined && proxy?.resolves) return { resolution: { by: 'proxy', addresses: [] }, ms: 0 };
  const resolved = await resolver.resolve(wish, fresh);
  if (dialled.host === host) return resolved;
  return { ...resolved, resolution: { ...resolved.resolution, name: dialled.host } };
}

function asGiven(addresses: readonly string[]): Resolved {
  return { resolution: { by: 'given', addresses }, ms: 0 };
}

function resultOf(prepared: PreparedTarget, tries: Tries<Attempt>, resolution: Resolution): ProbeResult {
  const { target, method } = prepared;
  const { observation, phases } = tries.last;
  const { attribution, asExpected } = judge(observation, target.expect, target.expiresWithin);
  const { addresses: _, ttl, ...dns } = resolution;
  return {
    ...(target.name === undefined ? {} : { name: target.name }),
    url: target.url,
    method,
    ...(target.vantage === undefined ? {} : { vantage: target.vantage }),
    address: observation.address,
    ...(ttl === undefined ? {} : { ttl }),
    ...(dns.by === 'given' || dns.by === 'proxy' ? {} : { dns }),
    status: observation.response?.status ?? null,
    ...(observation.webSocket ? { messages: observation.webSocket.messages } : {}),
    phases,
    tls: observation.certificate ?? null,
    ...attribution,
    expected: target.expect ?? null,
    asExpected,
    ...(tries.count === 1
      ? {}
      : { attempts: { count: tries.count, first: firstTry(prepared, tries.first) } }),
  };
}

function firstTry({ target }: PreparedTarget, { observation, phases }: Attempt): FirstTry {
  const { attribution, asExpected } = judge(observation, target.expect, target.expiresWithin);
  const { outcome, hop, code, because } = attribution;
  return { status: observation.response?.status ?? null, phases, outcome, hop, code, because, asExpected };
}
