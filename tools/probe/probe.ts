import { isIP } from 'node:net';
import { KitError, type Problem } from '../kit-error';
import type { Timeouts } from './attempt';
import { callTarget, type Job, type Run } from './call';
import { Loading } from './loading';
import type { ProbeResult, Report } from './report';
import { parseServer } from './stages/dns/server';
import type { Bounds } from './stages/failure';
import { Resolver } from './stages/resolve';
import { parseProxy } from './stages/socks';
import { secureContext } from './stages/tls';
import { type ProbeTarget, prepareTarget } from './target';

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
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const loading = new Loading(jobs);
  const resolver = new Resolver(bounds, Math.min(timeouts.resolve, timeouts.total));
  for (const { prepared } of jobs)
    if (prepared.target.resolver !== undefined) resolver.prepare(prepared.target.resolver);
  const run: Run = { bounds, timeouts, resolver, loading, allAddresses: options.allAddresses ?? true };
  signal?.addEventListener('abort', stopAll);
  try {
    const results: (readonly ProbeResult[])[] = new Array(jobs.length);
    let next = 0;

    const work = async (): Promise<void> => {
      for (let index = next++; index < jobs.length; index = next++) {
        const job = jobs[index] as Job;
        const ended = await callTarget(run, job);
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
    resolver.close();
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
      if (target.resolver !== undefined) parseServer(target.resolver);
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
