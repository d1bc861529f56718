import { isIP } from 'node:net';
import { KitError, type Problem } from '../kit-error';
import { type Attempt, attempt, type Start, type Timeouts, unresolved } from './attempt';
import { judge } from './judge';
import { Loading } from './loading';
import type { ProbeResult, Report } from './report';
import type { Bounds, StageFailure } from './stages/failure';
import { askServer, checkResolver, type Question, type Resolution, resolveBySystem } from './stages/resolve';
import { parseProxy, type SocksProxy } from './stages/socks';
import { secureContext } from './stages/tls';
import { type PreparedTarget, type ProbeTarget, prepareTarget } from './target';

export interface ProbeOptions {
  /** Call every address that the name has, one result each. @default true */
  readonly allAddresses?: boolean;
  /** Targets under way at once. @default 10 */
  readonly concurrency?: number;
  /** Milliseconds. @default defaultTimeouts */
  readonly timeouts?: Partial<Timeouts>;
  /** Ends every call at once; what is known by then is reported. @default none */
  readonly signal?: AbortSignal;
  /** Told of each result as it is known, in the order in which calls end. @default nobody */
  readonly onResult?: (result: ProbeResult) => void;
}

/** A data centre is near: what takes longer than this to connect is not coming. First byte: aws-facts §1.6 (29 s). */
export const defaultTimeouts: Timeouts = {
  resolve: 5000,
  connect: 5000,
  tls: 5000,
  firstByte: 30_000,
  total: 60_000,
};

interface Job {
  readonly prepared: PreparedTarget;
  readonly proxy: SocksProxy | null;
}

/**
 * Makes every call and says of each which hop decided.
 * @returns results in the order of the targets, one for each address
 * @throws KitError for a target that can't be called as written (all problems at once); never for what the network does
 */
export async function probe(targets: readonly ProbeTarget[], options: ProbeOptions = {}): Promise<Report> {
  const jobs = prepareAll(targets);
  const stops = new Set<() => void>();
  const { signal } = options;
  const bounds: Bounds = { stops, stopped: () => signal?.aborted === true };
  const stopAll = (): void => {
    for (const stop of [...stops]) stop();
  };
  const loading = new Loading(jobs);
  signal?.addEventListener('abort', stopAll);
  try {
    const timeouts = { ...defaultTimeouts, ...options.timeouts };
    const results: (readonly ProbeResult[])[] = new Array(jobs.length);
    let next = 0;

    const work = async (): Promise<void> => {
      for (let index = next++; index < jobs.length; index = next++) {
        const job = jobs[index] as Job;
        const ended = await call(bounds, timeouts, job, options.allAddresses ?? true, loading);
        results[index] = ended;
        for (const result of ended) options.onResult?.(result);
      }
    };
    const first = work();
    await Promise.race([first, loading.done]);
    const others = Math.min(Math.max(1, options.concurrency ?? 10), jobs.length) - 1;
    await Promise.all([first, ...Array.from({ length: others }, work)]);
    return { schemaVersion: 1, results: results.flat() };
  } finally {
    loading.cancel();
    signal?.removeEventListener('abort', stopAll);
  }
}

/**
 * Whether every target can be called as written.
 * @throws KitError with all problems at once
 */
export function checkTargets(targets: readonly ProbeTarget[]): void {
  prepareAll(targets);
}

function prepareAll(targets: readonly ProbeTarget[]): Job[] {
  const problems: Problem[] = [];
  const jobs: Job[] = [];
  for (const target of targets) {
    try {
      const prepared = prepareTarget(target);
      if (target.resolver !== undefined) checkResolver(target.resolver);
      if (target.address !== undefined) checkAddress(target.address, target.name ?? target.url);
      if (target.ca !== undefined || target.clientCertificate !== undefined) secureContext(target);
      jobs.push({ prepared, proxy: target.proxy === undefined ? null : parseProxy(target.proxy) });
    } catch (error) {
      if (!(error instanceof KitError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new KitError(problems);
  return jobs;
}

function checkAddress(address: string, where: string): void {
  if (isIP(address) !== 0) return;
  throw new KitError({
    code: 'PROBE_BAD_ADDRESS',
    what: `"${address}" is not an IP address`,
    where,
    fix: 'give the address to dial, e.g. 10.20.1.7; the host of the URL stays as it is',
  });
}

/** All addresses of one target, side by side. */
async function call(
  bounds: Bounds,
  timeouts: Timeouts,
  job: Job,
  allAddresses: boolean,
  loading: Loading,
): Promise<readonly ProbeResult[]> {
  const { prepared, proxy } = job;
  const ask = questionOf(job);
  const started = performance.now();
  let resolution: Resolution;
  try {
    resolution = await ask(bounds, Math.min(timeouts.resolve, timeouts.total));
  } catch (error) {
    const resolveMs = performance.now() - started;
    const by = prepared.target.resolver === undefined ? 'system' : 'resolver';
    const failed: Resolution = { by, server: prepared.target.resolver, addresses: [] };
    const failure = (error as StageFailure).facts();
    return [resultOf(prepared, unresolved({ prepared, resolution: failed, resolveMs }, failure))];
  }
  const asked = resolution.by === 'system' || resolution.by === 'resolver';
  const start: Start = { prepared, proxy, resolution, resolveMs: asked ? performance.now() - started : 0 };
  const addresses: readonly (string | null)[] = resolution.by === 'proxy' ? [null] : resolution.addresses;
  if (asked) await loading.load();
  const dialled = allAddresses ? addresses : addresses.slice(0, 1);
  const attempts = await Promise.all(
    dialled.map((address) => attempt(bounds, timeouts, start, address, loading)),
  );
  const answered = attempts.filter((one) => one.observation.stage === 'response').length;
  return attempts.map((one) => {
    if (attempts.length === 1) return resultOf(prepared, one, resolution.ttl);
    const own = one.observation.stage === 'response' ? 1 : 0;
    const others = answered - own;
    const siblings = { answered: others, failed: attempts.length - 1 - others };
    return resultOf(prepared, { ...one, observation: { ...one.observation, siblings } }, resolution.ttl);
  });
}

function questionOf({ prepared, proxy }: Job): Question {
  const { host, target } = prepared;
  const given = target.address ?? (isIP(host) === 0 ? undefined : host);
  if (given !== undefined) return () => Promise.resolve({ by: 'given', addresses: [given] });
  if (target.resolver !== undefined) return askServer(host, target.resolver);
  if (proxy?.resolves) return () => Promise.resolve({ by: 'proxy', addresses: [] });
  return (bounds, ms) => resolveBySystem(bounds, ms, host);
}

function resultOf(prepared: PreparedTarget, { observation, phases }: Attempt, ttl?: number): ProbeResult {
  const { target, method } = prepared;
  const { attribution, asExpected } = judge(observation, target.expect);
  return {
    ...(target.name === undefined ? {} : { name: target.name }),
    url: target.url,
    method,
    ...(target.vantage === undefined ? {} : { vantage: target.vantage }),
    address: observation.address,
    ...(ttl === undefined ? {} : { ttl }),
    status: observation.response?.status ?? null,
    ...(observation.webSocket ? { messages: observation.webSocket.messages } : {}),
    phases,
    tls: observation.certificate ?? null,
    ...attribution,
    expected: target.expect ?? null,
    asExpected,
  };
}
