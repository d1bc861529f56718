import type { Socket } from 'node:net';

export interface PipeOptions {
  /** Milliseconds without a byte in either direction. */
  readonly idleMs: number;
  /** Ends `socket` as a TCP reset does. */
  readonly reset: (socket: Socket) => void;
}

/** Once both sides have ended, what is left goes out within this many milliseconds or not at all. */
const lingerMs = 2000;

/**
 * Bytes both ways between two sockets, with back-pressure. An end goes on as an end, so that a half-closed
 * connection still answers; an error or a sudden close on one side resets the other.
 */
export function pipeBothWays(client: Socket, upstream: Socket, { idleMs, reset }: PipeOptions): void {
  client.setTimeout(idleMs, () => {
    reset(client);
    reset(upstream);
  });
  let ended = 0;
  const onEnd = (): void => {
    ended += 1;
    // A client that is gone may leave the last write of its TLS session pending for ever.
    if (ended === 2) client.setTimeout(lingerMs);
  };
  forward(client, upstream, onEnd, reset);
  forward(upstream, client, onEnd, reset);
}

function forward(from: Socket, to: Socket, onEnd: () => void, reset: (socket: Socket) => void): void {
  let isEnded = false;
  const end = (): void => {
    isEnded = true;
    to.end();
    onEnd();
  };
  from.on('data', (chunk: Buffer) => {
    if (!to.write(chunk)) {
      from.pause();
      to.once('drain', () => from.resume());
    }
  });
  // A client may have ended before its upstream is there.
  if (from.readableEnded) end();
  else from.on('end', end);
  from.on('error', () => {});
  from.on('close', (hadError: boolean) => {
    if (hadError || !isEnded) reset(to);
  });
  from.resume();
}
