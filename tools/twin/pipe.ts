import type { Socket } from 'node:net';

export interface PipeOptions {
  /** Milliseconds without a byte in either direction. */
  readonly idleMs: number;
  /** Ends `socket` as a TCP reset does. */
  readonly reset: (socket: Socket) => void;
}

/**
 * Bytes both ways between two sockets, with back-pressure. An end goes on as an end, so that a half-closed
 * connection still answers; an error or a sudden close on one side resets the other.
 */
export function pipeBothWays(client: Socket, upstream: Socket, { idleMs, reset }: PipeOptions): void {
  forward(client, upstream, reset);
  forward(upstream, client, reset);
  client.setTimeout(idleMs, () => {
    reset(client);
    reset(upstream);
  });
}

function forward(from: Socket, to: Socket, reset: (socket: Socket) => void): void {
  let isEnded = false;
  from.on('data', (chunk: Buffer) => {
    if (!to.write(chunk)) {
      from.pause();
      to.once('drain', () => from.resume());
    }
  });
  from.on('end', () => {
    isEnded = true;
    to.end();
  });
  from.on('error', () => {});
  from.on('close', (hadError: boolean) => {
    if (hadError || !isEnded) reset(to);
  });
  from.resume();
}
