import { setMaxListeners } from 'node:events';
import { KitError, type Problem } from '../kit-error';
import type { Timeouts } from './attempt';
import { callTarget, type Job, type Shared } from './call';
import { isSecretHeader, secretsOfUrl } from './config/secret-shapes';
import { Loading } from './loading';
import type { ProbeResult } from './report';
import type { Retrying } from './running/retrying';
import { keepSecret } from './secrets/known';
import { Resolver } from './stages/resolve';
import { parseProxy } from './stages/socks';
import { secureContext } from './stages/tls';
import { type PreparedTarget, type ProbeTarget, prepareTarget } from './target';

/** A data centre is near: what takes longer than this to connect is not coming. First byte: aws-facts §1.6 (29 s). */
export const defaultTimeouts: Timeouts = {
  resolve: 5000,
  connect: 5000,
  tls: 5000,
  firstByte: 30_000,
  total: 60_000,
};

export interface SessionOptions {
  /** Call every address that the name has, one result each. @default true */
  readonly allAddresses?: boolean;
  /** Milliseconds. @default defaultTimeouts */
  readonly timeouts?: Partial<Timeouts>;
  /** Ends every call at once; what is known by then is its result. @default none */
  readonly signal?: AbortSignal;
  /** @default every call is tried once */
  readonly retrying?: Retrying;
  /** Ask for a name once and let every call have that answer. @default false: each call asks */
  readonly sharedNames?: boolean;
}

/** Targets that are ready to be called, once or again and again. */
export interface Session {
  readonly targets: readonly PreparedTarget[];
  /**
   * One call of one target: at all addresses of its name side by side, or at one.
   * @param turn which of the addresses, counted round and round; @default all of them
   */
  call(index: number, turn?: number): Promise<readonly ProbeResult[]>;
  /** Resolves when what is slow to load is there; the first call before that goes ahead alone. */
  readonly loaded: Promise<void>;
  /** Loads it now, so that no phase of a call has it. */
  load(): Promise<void>;
  close(): void;
}

/**
 * Checks every target before the first packet.
 * @throws KitError for a target that can't be called as written (all problems at once)
 */
export function openSession(targets: readonly ProbeTarget[], options: SessionOptions = {}): Session {
  const jobs = prepareAll(targets);
  const stops = new Set<() => void>();
  const { signal } = options;
  const stopAll = (): void => {
    for (const stop of [...stops]) stop();
  };
  // Every call that pauses between two tries listens; that many are no leak.
  if (signal) setMaxListeners(0, signal);
  signal?.addEventListener('abort', stopAll);
  const loading = new Loading(jobs);
  const bounds = { stops, stopped: () => signal?.aborted === true };
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const resolver = new Resolver(bounds, Math.min(timeouts.resolve, timeouts.total));
  for (const { prepared } of jobs)
    if (prepared.target.resolver !== undefined) resolver.prepare(prepared.target.resolver);
  const { allAddresses = true, sharedNames = false, retrying } = options;
  const shared: Shared = { bounds, timeouts, resolver, loading, allAddresses, sharedNames, retrying, signal };
  return {
    targets: jobs.map(({ prepared }) => prepared),
    call: (index, turn) => callTarget(shared, jobs[index] as Job, turn),
    loaded: loading.done,
    load: () => loading.load(),
    close: () => {
      loading.cancel();
      resolver.close();
      signal?.removeEventListener('abort', stopAll);
    },
  };
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
      for (const [name, value] of prepared.headers) if (isSecretHeader(name)) keepSecret(value);
      for (const value of secretsOfUrl(target.url)) keepSecret(value);
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
