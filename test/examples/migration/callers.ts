import { Resolver } from 'node:dns/promises';
import type { TLSSocket } from 'node:tls';
import type { ReadyFile } from '../../../tools/twin';
import { dial, exchange, fetchOnce, get, secure, session } from '../../twin/client';

const host = 'api.corp.example';
const path = '/orders';

/** A client that calls again and again, whatever changes meanwhile. */
export interface Caller {
  readonly name: string;
  /** Answered calls so far. */
  readonly calls: number;
  /** What went wrong, in order. */
  readonly failures: readonly string[];
  /** Lets go of what it remembers, as after a name's time to live and an idle connection's end. */
  forget(): void;
  /** Resolves when the call in flight is over. */
  stop(): Promise<void>;
}

function start(name: string, call: () => Promise<number>, forget: () => void = () => {}): Caller {
  let isStopped = false;
  let calls = 0;
  const failures: string[] = [];
  const run = async (): Promise<void> => {
    while (!isStopped) {
      try {
        const status = await call();
        if (status !== 200) failures.push(`call ${calls + 1}: status ${status}`);
      } catch (error) {
        failures.push(`call ${calls + 1}: ${String(error)}`);
      }
      calls += 1;
    }
  };
  const running = run();
  return {
    name,
    failures,
    forget,
    get calls() {
      return calls;
    },
    stop() {
      isStopped = true;
      return running;
    },
  };
}

/** Asks DNS before every call. */
export function freshCaller(ready: ReadyFile, from: string): Caller {
  return start(`fresh ${from}`, async () => (await fetchOnce(ready, from, `https://${host}${path}`)).status);
}

/** Asks DNS once and dials what it was told, in turn, until it is told to forget. */
export function cachingCaller(ready: ReadyFile, from: string): Caller {
  let known: readonly string[] = [];
  let turn = 0;
  const resolver = new Resolver();
  resolver.setServers([ready.vantages[from]!.dns]);
  const call = async (): Promise<number> => {
    if (known.length === 0) known = await resolver.resolve4(host);
    turn += 1;
    const address = known[turn % known.length]!;
    const { reply, socket } = await dial(ready, from, address);
    if (reply !== 0) throw new Error(`${address} gives SOCKS reply ${reply}`);
    const client = await secure(ready, socket, { servername: host });
    const { status } = await exchange(client, get(host, path));
    client.destroy();
    return status;
  };
  return start(`caching ${from}`, call, () => {
    known = [];
  });
}

/** Keeps one connection and calls over it, one call after the other, until it is told to forget. */
export function keptConnection(ready: ReadyFile, from: string): Caller {
  let open: TLSSocket | undefined;
  const call = async (): Promise<number> => {
    const client = open ?? (await session(ready, from, host));
    open = client;
    return (await exchange(client, get(host, path))).status;
  };
  return start(`kept connection ${from}`, call, () => {
    open = undefined;
  });
}
