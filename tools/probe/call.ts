import { type Attempt, type Start, type Timeouts, unresolved } from './attempt';
import { attemptAndFollow } from './follow';
import { judge } from './judge';
import type { Loading } from './loading';
import { type Job, locate } from './locate';
import type { FirstTry, ProbeResult } from './report';
import { requestIdOf } from './request-id';
import { type Retrying, type Tries, withRetries, worthRetrying } from './running/retrying';
import { withoutSecrets } from './secrets/known';
import type { Bounds } from './stages/failure';
import type { Resolution, Resolved, Resolver } from './stages/resolve';
import type { PreparedTarget } from './target';

export type { Job };

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
  const { loading, signal } = shared;
  const { retrying = shared.retrying } = prepared.target;
  const timeouts = { ...shared.timeouts, ...job.prepared.target.timeouts };
  const again = (one: Attempt): boolean =>
    !judge(one.observation, prepared.target.expect).asExpected &&
    worthRetrying(one.observation, prepared, retrying?.any ?? false);
  const failed = ({ resolution, failure, ms }: Resolved): Attempt | undefined =>
    failure && unresolved({ prepared, resolution, resolveMs: ms }, failure);

  let fresh = !shared.sharedNames;
  const asking = await withRetries(
    () => {
      const asked = locate(shared.resolver, job, fresh);
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
      withRetries(() => attemptAndFollow(shared, timeouts, start, address), again, retrying, signal),
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

function resultOf(prepared: PreparedTarget, tries: Tries<Attempt>, resolution: Resolution): ProbeResult {
  const { target, method } = prepared;
  const { observation, phases, redirects } = tries.last;
  const { attribution, asExpected } = judge(observation, target.expect, target.expiresWithin);
  const { addresses: _, ttl, ...dns } = resolution;
  const requestId = requestIdOf(observation.response);
  return withoutSecrets({
    ...(target.name === undefined ? {} : { name: target.name }),
    url: target.url,
    method,
    ...(target.vantage === undefined ? {} : { vantage: target.vantage }),
    address: redirects?.[0] ? redirects[0].address : observation.address,
    ...(ttl === undefined ? {} : { ttl }),
    ...(dns.by === 'given' || dns.by === 'proxy' ? {} : { dns }),
    status: observation.response?.status ?? null,
    ...(requestId === undefined ? {} : { requestId }),
    ...(observation.httpVersion === undefined ? {} : { httpVersion: observation.httpVersion }),
    ...(redirects?.length
      ? { redirects, landedAt: { url: redirects.at(-1)?.to ?? target.url, address: observation.address } }
      : {}),
    ...(observation.webSocket ? { messages: observation.webSocket.messages } : {}),
    phases,
    tls: observation.certificate ?? null,
    ...attribution,
    expected: target.expect ?? null,
    asExpected,
    ...(tries.count === 1
      ? {}
      : { attempts: { count: tries.count, first: firstTry(prepared, tries.first) } }),
  });
}

function firstTry({ target }: PreparedTarget, { observation, phases }: Attempt): FirstTry {
  const { attribution, asExpected } = judge(observation, target.expect, target.expiresWithin);
  const { outcome, hop, code, because } = attribution;
  return { status: observation.response?.status ?? null, phases, outcome, hop, code, because, asExpected };
}
