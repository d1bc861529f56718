import type { AddressInfo } from 'node:net';
import { KitError } from '../../../kit-error';
import { openSession, type SessionOptions } from '../../session';
import type { ProbeTarget } from '../../target';
import { systemClock } from '../clock';
import { LastResults } from './last-results';
import { makeServer } from './server';

export interface Serving {
  readonly host: string;
  readonly port: number;
  /** Milliseconds between two rounds of the configured calls. */
  readonly every: number;
  /** /probe may call any URL. */
  readonly anyTarget: boolean;
  readonly concurrency: number;
}

/**
 * Serves metrics until the signal aborts.
 * @param say what is served where, once it is
 * @throws KitError PROBE_CANNOT_LISTEN, and those of targets that can't be called as written
 */
export async function serve(
  targets: readonly ProbeTarget[],
  serving: Serving,
  options: SessionOptions & { readonly signal: AbortSignal; readonly runbooks?: string },
  say: (address: AddressInfo) => void,
): Promise<void> {
  const { host, port, every, anyTarget, concurrency } = serving;
  const { signal } = options;
  const session = openSession(targets, options);
  const last = new LastResults(session);
  const server = makeServer({ allowed: { targets, anyTarget }, last, concurrency, options });
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', (cause: NodeJS.ErrnoException) => reject(cannotListen(host, port, cause)));
      server.listen(port, host, resolve);
    });
    say(server.address() as AddressInfo);
    await last.keepUp(every, concurrency, systemClock, signal);
  } finally {
    session.close();
    server.close();
    server.closeAllConnections();
  }
}

function cannotListen(host: string, port: number, cause: NodeJS.ErrnoException): KitError {
  return new KitError(
    {
      code: 'PROBE_CANNOT_LISTEN',
      what: `cannot listen on ${host}:${port}: ${cause.code ?? cause.message}`,
      where: '--serve',
      fix:
        cause.code === 'EADDRINUSE'
          ? 'end what listens there, or take another port'
          : 'use an address of this machine and a port from 1024',
    },
    { cause },
  );
}
