import { connect, type Socket } from 'node:net';
import { type Bounds, bounded, fromSocketError } from './failure';

/**
 * A TCP connection to one address: no name, so no second address is tried behind the caller's back.
 * @throws StageFailure
 */
export function dial(bounds: Bounds, ms: number, address: string, port: number): Promise<Socket> {
  return bounded<Socket>(bounds, ms, (settle) => {
    const socket = connect({ host: address, port, noDelay: true });
    socket.once('connect', () => {
      socket.off('error', fail);
      socket.on('error', ignore);
      settle(socket);
    });
    const fail = (error: Error): void => settle(fromSocketError(error));
    socket.once('error', fail);
    return () => socket.on('error', ignore).destroy();
  });
}

/** For sockets whose errors are told by the stage that uses them. */
export function ignore(): void {}
