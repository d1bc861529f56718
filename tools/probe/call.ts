import { isIP } from 'node:net';
import { type Attempt, attempt, type Start, type Timeouts, unresolved } from './attempt';
import { judge } from './judge';
import type { Loading } from './loading';
import type { ProbeResult } from './report';
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

/** What the calls of a run share. */
export interface Run {
  readonly bounds: Bounds;
  readonly timeouts: Timeouts;
  readonly resolver: Resolver;
  readonly loading: Loading;
  readonly allAddresses: boolean;
}

/** Calls all addresses of one target, side by side. */
export async function callTarget(run: Run, job: Job): Promise<readonly ProbeResult[]> {
  const { prepared, proxy } = job;
  const { resolution, failure, ms } = await resolve(run.resolver, job);
  if (failure)
    return [resultOf(prepared, unresolved({ prepared, resolution, resolveMs: ms }, failure), resolution)];
  const asked = resolution.by === 'system' || resolution.by === 'resolver';
  const start: Start = { prepared, proxy, resolution, resolveMs: ms };
  const addresses: readonly (string | null)[] = resolution.by === 'proxy' ? [null] : resolution.addresses;
  if (asked) await run.loading.load();
  const dialled = run.allAddresses ? addresses : addresses.slice(0, 1);
  const attempts = await Promise.all(
    dialled.map((address) => attempt(run.bounds, run.timeouts, start, address, run.loading)),
  );
  const answered = attempts.filter((one) => one.observation.stage === 'response').length;
  return attempts.map((one) => {
    if (attempts.length === 1) return resultOf(prepared, one, resolution);
    const own = one.observation.stage === 'response' ? 1 : 0;
    const others = answered - own;
    const siblings = { answered: others, failed: attempts.length - 1 - others };
    return resultOf(prepared, { ...one, observation: { ...one.observation, siblings } }, resolution);
  });
}

async function resolve(resolver: Resolver, { prepared, proxy }: Job): Promise<Resolved> {
  const { target, dialled, host } = prepared;
  const { family, prefer, resolver: server } = target;
  if (target.address !== undefined) return asGiven([target.address]);
  const wish = { name: dialled.host, server, family, prefer, byProxy: proxy !== null };
  const given = givenFor(dialled, target.resolve);
  if (given) return dialling(asGiven(given), wish);
  if (isIP(dialled.host) !== 0) return asGiven([dialled.host]);
  if (server === undefined && proxy?.resolves) return { resolution: { by: 'proxy', addresses: [] }, ms: 0 };
  const resolved = await resolver.resolve(wish);
  if (dialled.host === host) return resolved;
  return { ...resolved, resolution: { ...resolved.resolution, name: dialled.host } };
}

function asGiven(addresses: readonly string[]): Resolved {
  return { resolution: { by: 'given', addresses }, ms: 0 };
}

function resultOf(
  prepared: PreparedTarget,
  { observation, phases }: Attempt,
  resolution: Resolution,
): ProbeResult {
  const { target, method } = prepared;
  const { attribution, asExpected } = judge(observation, target.expect);
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
  };
}
