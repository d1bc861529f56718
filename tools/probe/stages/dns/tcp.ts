import { connect, type Socket } from 'node:net';
import { StageFailure } from '../failure';
import { fromLinkError, type Receive, Waiting } from './link';
import type { DnsServer } from './server';

/** One connection to one server (RFC 7766): questions go side by side, and a new one is dialled when it was closed. */
export class TcpLink {
  private line: Line | undefined;

  constructor(private readonly server: DnsServer) {}

  /** @returns withdraws the question */
  ask(encode: (id: number) => Buffer, receive: Receive): () => void {
    const used = this.line?.isOpen === true;
    if (!used) this.line = new Line(this.server);
    let withdraw = (): void => {};
    // A server may close an idle connection just as a question goes out.
    const retry: Receive = (outcome) => {
      if (!(used && outcome instanceof StageFailure)) return receive(outcome);
      withdraw();
      withdraw = this.ask(encode, receive);
    };
    withdraw = (this.line as Line).ask(encode, retry);
    return () => withdraw();
  }

  close(): void {
    this.line?.close();
  }
}

class Line {
  isOpen = true;
  private readonly waiting = new Waiting();
  private readonly socket: Socket;
  private received = Buffer.alloc(0);

  constructor(server: DnsServer) {
    this.socket = connect({ host: server.address, port: server.port, noDelay: true });
    this.socket.on('data', (chunk) => this.read(chunk));
    this.socket.on('error', (error) => this.end(fromLinkError(server, error)));
    this.socket.on('close', () => {
      const message = `${server.text}: closed without an answer`;
      this.end(new StageFailure('resolver-declines', 'EOF', message));
    });
  }

  ask(encode: (id: number) => Buffer, receive: Receive): () => void {
    const id = this.waiting.add(receive);
    const message = encode(id);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(message.length);
    this.socket.write(Buffer.concat([length, message]));
    return () => this.waiting.remove(id);
  }

  close(): void {
    this.isOpen = false;
    this.socket.destroy();
  }

  /** Messages with their length before them: RFC 1035 §4.2.2. */
  private read(chunk: Buffer): void {
    this.received = Buffer.concat([this.received, chunk]);
    while (this.received.length >= 2) {
      const end = 2 + this.received.readUInt16BE(0);
      if (this.received.length < end) return;
      const message = this.received.subarray(2, end);
      this.received = this.received.subarray(end);
      this.waiting.message(message);
    }
  }

  private end(failure: StageFailure): void {
    this.isOpen = false;
    this.waiting.fail(failure);
  }
}
