import { type Bounds, bounded, StageFailure } from '../failure';
import { type AddressType, encodeQuestion, type Reply, readReply } from './message';
import type { DnsServer, Transport } from './server';
import { TcpLink } from './tcp';
import { UdpLink } from './udp';

/** What one question came to. */
export interface Asked {
  readonly type: AddressType;
  readonly transport: Transport;
  /** Milliseconds from the question to its answer, a second one over TCP included. */
  readonly ms: number;
  readonly reply?: Reply;
  /** Absent where there is an address. */
  readonly failure?: StageFailure;
}

/** Asks one server; its sockets are opened with the first question and shared by all. */
export class DnsClient {
  private udp: UdpLink | undefined;
  private tcp: TcpLink | undefined;

  constructor(readonly server: DnsServer) {}

  /** One question, over TCP where the answer is too long for a datagram. Never throws. */
  async ask(bounds: Bounds, limit: number, name: string, type: AddressType): Promise<Asked> {
    const started = performance.now();
    let { transport } = this.server;
    if (!isName(name)) {
      const failure = new StageFailure('local', 'EBADNAME', `${name} can't be asked for: it is no DNS name`);
      return { type, transport, ms: 0, failure };
    }
    const facts = () => ({ type, transport, ms: performance.now() - started });
    try {
      let reply = await this.askOver(transport, bounds, limit, name, type);
      if (reply.truncated && transport === 'udp') {
        transport = 'tcp';
        const left = limit - (performance.now() - started);
        reply = await this.askOver(transport, bounds, left, name, type).catch(afterTruncation);
      }
      const { failure } = reply;
      if (!failure) return { ...facts(), reply };
      const message = `${this.server.text}: ${failure.code} for ${name} ${type}`;
      return { ...facts(), reply, failure: new StageFailure(failure.kind, failure.code, message) };
    } catch (error) {
      return { ...facts(), failure: error as StageFailure };
    }
  }

  close(): void {
    this.udp?.close();
    this.tcp?.close();
  }

  private askOver(
    transport: Transport,
    bounds: Bounds,
    ms: number,
    name: string,
    type: AddressType,
  ): Promise<Reply> {
    const link = this.link(transport);
    return bounded<Reply>(bounds, ms, (settle) => {
      const withdraw = link.ask(
        (id) => encodeQuestion(id, name, type),
        (outcome) => {
          const reply = outcome instanceof StageFailure ? outcome : readReply(outcome, name, type);
          if (reply === undefined) return;
          withdraw();
          settle(reply);
        },
      );
      return withdraw;
    }).catch((failure: StageFailure) => {
      if (failure.kind !== 'timeout') throw failure;
      throw new StageFailure('resolver-silent', 'ETIMEOUT', `${this.server.text}: ${failure.message}`);
    });
  }

  private link(transport: Transport): UdpLink | TcpLink {
    if (transport === 'tcp') {
      this.tcp ??= new TcpLink(this.server);
      return this.tcp;
    }
    this.udp ??= new UdpLink(this.server);
    return this.udp;
  }
}

/** RFC 1035 §3.1: labels of 1 to 63 bytes, 255 with their lengths; URLs allow more. */
function isName(name: string): boolean {
  const labels = name.replace(/\.$/, '').split('.');
  return name.length <= 253 && labels.every((label) => label.length >= 1 && label.length <= 63);
}

/** The firewall that lets UDP 53 pass and not TCP 53 shows only with a long answer. */
function afterTruncation(failure: StageFailure): never {
  const message = `${failure.message} over TCP, after a truncated answer over UDP`;
  throw new StageFailure(failure.kind, failure.code, message);
}
