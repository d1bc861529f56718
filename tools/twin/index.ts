import { randomBytes } from 'node:crypto';
import type { Model } from '../assembly/model';
import { createFunctionRunner } from '../functions';
import type { InvocationResult } from '../path/exchange';
import { Authority } from './authority';
import { Connections } from './connections';
import { createControlServer } from './control';
import { changeFailures, type Failure } from './failures';
import { FrontDesk } from './front-desk';
import type { HttpLimits } from './fronts';
import { Gateway } from './gateway';
import { HealthChecks } from './health';
import { formatEntry, type Journal, type JournalEntry } from './journal';
import { KeptAnswers } from './kept-answers';
import { LiveChain } from './live-chain';
import { LoadBalancers } from './load-balancer';
import { listenOnLoopback } from './ports';
import { type ReadyFile, removeReadyFile, writeReadyFile } from './ready';
import { Secrets } from './secrets';
import { UsageMeter } from './usage-meter';
import { type SocksLimits, Vantages } from './vantages';

export { tellTwin } from './control';
export { twinErrors } from './errors';
export type { Failure } from './failures';
export type { JournalEntry } from './journal';
export { notEmulated } from './not-emulated';
export type { ReadyFile } from './ready';

export interface TwinOptions {
  readonly model: Model;
  /** Written once everything serves; removed on close. @default none */
  readonly readyFile?: string;
  /** One line per connection, request and change of health. @default none */
  readonly log?: (line: string) => void;
  /** The same as data. @default none */
  readonly journal?: Journal;
  /** How many times faster than the template says targets are checked. @default 100 */
  readonly healthCheckSpeed?: number;
  /** Worker threads per function. @default 4 */
  readonly functionConcurrency?: number;
  /** Keep the templates' throttles and quotas. @default true */
  readonly throttling?: boolean;
  /** Clock of what is kept and counted, milliseconds. @default this machine's */
  readonly now?: () => number;
  /** Patience with slow clients. @default see HttpLimits and SocksOptions */
  readonly limits?: HttpLimits & SocksLimits;
}

export interface Twin {
  readonly ready: ReadyFile;
  /** Breaks a zone (`a` or the whole name) or a target. @throws KitError where the model has no such thing */
  fail(failure: Failure): void;
  heal(failure: Failure): void;
  /** Resolves when health checks have brought every target to the state that the failures lead to. */
  settled(): Promise<void>;
  /** Serves another model: for new connections and requests; ports of vantages stay. */
  reload(model: Model): Promise<void>;
  /** Calls a function of the model as Lambda would, its own connections in its own network; never rejects. */
  invoke(functionArn: string, event: unknown): Promise<InvocationResult>;
  close(): Promise<void>;
}

/**
 * Serves a model on loopback: DNS and SOCKS5 for every vantage, load balancers, endpoints, API Gateway and the
 * functions. It has sockets, clocks and threads; every decision is a function of tools/path.
 * @throws KitError TWIN_READY_FILE
 */
export async function startTwin(options: TwinOptions): Promise<Twin> {
  const journal = journalOf(options);
  const speed = options.healthCheckSpeed ?? 100;
  const secrets = new Secrets(options.model);
  const meter = options.throttling === false ? undefined : new UsageMeter(options.now);
  const keyOf = (value: string) => secrets.apiKeyOf(value);
  const chain = new LiveChain(options.model, { usage: meter, keyOf });
  const connections = new Connections();
  const authority = await Authority.create();
  const runner = createFunctionRunner(options.model, {
    concurrency: options.functionConcurrency,
    network: (lambda) => vantages.networkOf(lambda, authority.pem),
    log: journal && ((name, line) => journal({ kind: 'function', name, line })),
  });
  const kept = new KeptAnswers(options.now);
  const { webSocketIdleMs } = options.limits ?? {};
  const gateway = new Gateway({ chain, runner, kept, secrets, meter, journal, webSocketIdleMs });
  const desk = new FrontDesk({ chain, authority, connections, gateway, limits: options.limits });
  const frontAt = (address: string) => desk.frontAt(address);
  const publicFront = () => desk.publicFront;
  const balancers = new LoadBalancers({
    chain,
    authority,
    connections,
    frontAt,
    publicFront,
    unknownFront: () => desk.unknownFront,
    runner,
    journal,
  });
  const vantages = new Vantages(
    { chain, connections, balancers, frontAt, publicFront, journal },
    options.limits ?? {},
  );
  await authority.mintFor(options.model);
  await desk.update(options.model);
  await vantages.update(options.model);
  const health = new HealthChecks(chain, {
    speed,
    onChange: (_group, target, healthy) =>
      journal?.({ kind: 'health', target: `${target.id}:${target.port}`, healthy }),
  });

  const change = (failure: Failure, broken: boolean): void => {
    chain.setFailures(changeFailures(chain.model, chain.state.failures, failure, broken));
    if (broken) connections.cutBroken(chain);
  };
  const token = randomBytes(24).toString('base64url');
  const control = createControlServer({
    token,
    fail: (failure) => change(failure, true),
    heal: (failure) => change(failure, false),
    state: () => ({
      failures: chain.state.failures,
      targets: health.list(),
      connections: connections.count,
      vantages: vantages.list(),
    }),
  });
  const url = `http://127.0.0.1:${await listenOnLoopback(control)}`;
  const describe = (): ReadyFile => ({
    vantages: vantages.list(),
    ca: authority.file,
    credentials: secrets.credentialsFile,
    apiKeys: secrets.apiKeysFile,
    control: { url, token },
    pid: process.pid,
  });

  async function close(): Promise<void> {
    if (options.readyFile !== undefined) removeReadyFile(options.readyFile, describe());
    health.stop();
    control.close();
    control.closeAllConnections();
    await vantages.close();
    desk.close();
    connections.closeAll();
    await runner.close();
    authority.remove();
    secrets.remove();
  }

  let reloading = Promise.resolve();
  async function reload(model: Model): Promise<void> {
    await authority.mintFor(model);
    await desk.update(model);
    secrets.update(model);
    chain.replaceModel(model);
    await vantages.update(model);
    runner.update(model);
    kept.flush();
    health.restart();
    if (options.readyFile !== undefined) writeReadyFile(options.readyFile, describe());
  }

  journal?.({ kind: 'twin', line: `health checks run ${speed} times as often as the templates say` });
  try {
    if (options.readyFile !== undefined) writeReadyFile(options.readyFile, describe());
  } catch (error) {
    await close();
    throw error;
  }
  return {
    get ready() {
      return describe();
    },
    fail: (failure) => change(failure, true),
    heal: (failure) => change(failure, false),
    settled: () => health.settled(),
    reload(model) {
      const next = reloading.then(() => reload(model));
      reloading = next.catch(() => {});
      return next;
    },
    invoke: (functionArn, event) => runner.invoke(functionArn, event, invocationLimitMs),
    close,
  };
}

/** Lambda's longest: 15 minutes. The function's own limit comes first. */
const invocationLimitMs = 900_000;

/** Nothing is put together for a log that nobody reads. */
function journalOf({ log, journal }: TwinOptions): Journal | undefined {
  if (!log) return journal;
  return (entry: JournalEntry) => {
    journal?.(entry);
    log(formatEntry(entry));
  };
}
