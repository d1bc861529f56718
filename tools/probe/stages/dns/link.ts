import { StageFailure, type SystemError } from '../failure';
import type { DnsServer } from './server';

/** What came for a question: a message, or why none will. */
export type Outcome = Buffer | StageFailure;
export type Receive = (outcome: Outcome) => void;

/** The questions under way on one socket, by the id of their messages. */
export class Waiting {
  private readonly byId = new Map<number, Receive>();

  get size(): number {
    return this.byId.size;
  }

  /** An id that no other question on this socket has; not to be guessed, as answers are told by it. */
  add(receive: Receive): number {
    const { randomInt } = require('node:crypto') as typeof import('node:crypto');
    let id = randomInt(65_536);
    while (this.byId.has(id)) id = randomInt(65_536);
    this.byId.set(id, receive);
    return id;
  }

  remove(id: number): void {
    this.byId.delete(id);
  }

  message(bytes: Buffer): void {
    if (bytes.length >= 12) this.byId.get(bytes.readUInt16BE(0))?.(bytes);
  }

  fail(failure: StageFailure): void {
    for (const receive of [...this.byId.values()]) receive(failure);
  }
}

/** An error of a socket to a DNS server: a closed port is a fact about it, a lack of a socket one about this machine. */
export function fromLinkError(server: DnsServer, error: SystemError): StageFailure {
  const code = error.code ?? 'UNKNOWN';
  const kinds = {
    ECONNREFUSED: 'resolver-refused',
    ECONNRESET: 'resolver-declines',
    EPIPE: 'resolver-declines',
    EHOSTUNREACH: 'resolver-silent',
    ENETUNREACH: 'resolver-silent',
    ETIMEDOUT: 'resolver-silent',
  } as const;
  const kind = code in kinds ? kinds[code as keyof typeof kinds] : 'local';
  return new StageFailure(kind, code, `${server.text}: ${error.message}`);
}
