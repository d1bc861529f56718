import type { Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { StageFailure } from '../failure';
import { fromLinkError, type Receive, Waiting } from './link';
import type { DnsServer } from './server';

/** A datagram that got lost is sent again after this (ms), as often as the time of the stage allows. */
const again = 2000;

/** One connected socket to one server, for all questions of a run: connected, so that a closed port is told. */
export class UdpLink {
  private readonly waiting = new Waiting();
  private readonly socket: Socket;
  private readonly ready: Promise<void>;
  /** This machine gave no socket: every question ends with it. */
  private broken: StageFailure | undefined;

  constructor(private readonly server: DnsServer) {
    const { createSocket } = require('node:dgram') as typeof import('node:dgram');
    const socket = createSocket(isIPv6(server.address) ? 'udp6' : 'udp4');
    this.socket = socket;
    socket.on('message', (bytes) => this.waiting.message(bytes));
    this.ready = new Promise((resolve) => {
      socket.on('error', (error) => {
        const failure = fromLinkError(server, error);
        if (failure.kind === 'local') this.broken = failure;
        this.waiting.fail(failure);
        resolve();
      });
      socket.connect(server.port, server.address, (error?: Error) => {
        if (error) socket.emit('error', error);
        resolve();
      });
    });
  }

  /**
   * Sends a question, and again until it is withdrawn.
   * @returns withdraws it
   */
  ask(encode: (id: number) => Buffer, receive: Receive): () => void {
    const id = this.waiting.add(receive);
    const bytes = encode(id);
    const fail = (error: Error): void => {
      const failure = fromLinkError(this.server, error);
      // The refusal of one datagram is told to whoever sends the next.
      if (failure.kind === 'resolver-refused') this.waiting.fail(failure);
      else receive(failure);
    };
    const send = (): void => {
      try {
        this.socket.send(bytes, (error) => error && fail(error));
      } catch (error) {
        fail(error as Error);
      }
    };
    let withdrawn = false;
    let timer: NodeJS.Timeout | undefined;
    void this.ready.then(() => {
      if (withdrawn) return;
      if (this.broken) return receive(this.broken);
      send();
      timer = setInterval(send, again);
    });
    return () => {
      withdrawn = true;
      clearInterval(timer);
      this.waiting.remove(id);
    };
  }

  close(): void {
    this.socket.close();
  }
}
