import type { Packet } from 'dns-packet';
import type { AddressType, AnswerRecord, FailureKind } from '../../observation';

export type { AddressType, AnswerRecord };

/** What a message says to a question. */
export interface Reply {
  readonly truncated: boolean;
  /** CNAMEs in the order in which they lead on, then the addresses of the last name. */
  readonly records: readonly AnswerRecord[];
  /** Absent where there is an address. */
  readonly failure?: { readonly kind: FailureKind; readonly code: string };
}

/** Loaded when there is something to ask: a given address needs no codec. */
export function loadCodec(): typeof import('dns-packet') {
  return require('dns-packet') as typeof import('dns-packet');
}

/** A question for one name, without EDNS: what is over 512 bytes comes truncated, and is asked again over TCP. */
export function encodeQuestion(id: number, name: string, type: AddressType): Buffer {
  const { encode, RECURSION_DESIRED } = loadCodec();
  return encode({ type: 'query', id, flags: RECURSION_DESIRED, questions: [{ name, type }] });
}

const refusals: Readonly<Record<string, readonly [FailureKind, string]>> = {
  NXDOMAIN: ['nxdomain', 'ENOTFOUND'],
  SERVFAIL: ['servfail', 'ESERVFAIL'],
  REFUSED: ['resolver-declines', 'EREFUSED'],
  NOTIMP: ['resolver-declines', 'ENOTIMP'],
  FORMERR: ['resolver-declines', 'EFORMERR'],
};

/**
 * Reads the reply to a question.
 * @returns undefined for a message that answers another question, or none
 */
export function readReply(bytes: Buffer, name: string, type: AddressType): Reply | undefined {
  let packet: Packet & { readonly rcode?: string; readonly flag_tc?: boolean };
  try {
    packet = loadCodec().decode(bytes);
  } catch {
    return { truncated: false, records: [], failure: { kind: 'resolver-declines', code: 'EBADRESP' } };
  }
  const [question] = packet.questions ?? [];
  if (packet.type !== 'response') return undefined;
  if (question && (!same(question.name, name) || question.type !== type)) return undefined;
  const records = wayOf(packet, name, type);
  const truncated = packet.flag_tc === true;
  const rcode = packet.rcode ?? 'NOERROR';
  if (rcode !== 'NOERROR') {
    const [kind, code] = refusals[rcode] ?? ['resolver-declines', rcode];
    return { truncated, records: records.filter((one) => one.type === 'CNAME'), failure: { kind, code } };
  }
  if (records.some((record) => record.type === type)) return { truncated, records };
  return { truncated, records, failure: { kind: 'no-data', code: 'ENODATA' } };
}

function wayOf({ answers = [] }: Packet, name: string, type: AddressType): AnswerRecord[] {
  const way: AnswerRecord[] = [];
  const passed = new Set<string>();
  let current = name;
  while (!passed.has(current.toLowerCase())) {
    passed.add(current.toLowerCase());
    for (const answer of answers)
      if (answer.type === type && same(answer.name, current))
        way.push({ name: current, type, ttl: answer.ttl ?? 0, data: answer.data });
    if (way.at(-1)?.type === type) return way;
    const alias = answers.find((answer) => answer.type === 'CNAME' && same(answer.name, current));
    if (alias?.type !== 'CNAME') return way;
    way.push({ name: current, type: 'CNAME', ttl: alias.ttl ?? 0, data: alias.data });
    current = alias.data;
  }
  return way;
}

/** RFC 4343: case makes no difference; nor does the dot at the end. */
function same(one: string, other: string): boolean {
  return one.replace(/\.$/, '').toLowerCase() === other.replace(/\.$/, '').toLowerCase();
}
