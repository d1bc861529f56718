import {
  type Answer,
  decode,
  encode,
  type OptAnswer,
  type Packet,
  type Question,
  type RecordType,
} from 'dns-packet';
import type { Resolution } from '../path/1-dns';

/** The largest UDP answer to a client that does not speak EDNS: RFC 1035 §4.2.1. */
const plainUdpBytes = 512;
/** The most that Route 53 Resolver sends over UDP to one that does; the common fragmentation-safe size. */
const ednsUdpBytes = 1232;

const flags = {
  authoritative: 0x0400,
  truncated: 0x0200,
  recursionDesired: 0x0100,
  recursionAvailable: 0x0080,
};
const rcodes: Readonly<Record<string, number>> = {
  NOERROR: 0,
  FORMERR: 1,
  SERVFAIL: 2,
  NXDOMAIN: 3,
  NOTIMP: 4,
};
/** How long a client may keep a "no": the minimum field of Route 53's SOA records (seconds). */
const negativeTtl = 300;

type Found = Pick<Resolution, 'rcode' | 'answers'>;
export type Resolve = (name: string, type: string) => Resolution;

/**
 * Answers one message. Returns nothing for what is no query at all: garbage gets no answer, lest the port echo.
 * @param limit bytes; `undefined` over TCP
 */
export function answerDns(message: Uint8Array, resolve: Resolve, over: 'udp' | 'tcp'): Buffer | undefined {
  const bytes = Buffer.from(message.buffer, message.byteOffset, message.byteLength);
  if (bytes.length < 12 || (bytes.readUInt16BE(2) & 0x8000) !== 0) return undefined;
  const id = bytes.readUInt16BE(0);
  if (((bytes.readUInt16BE(2) >> 11) & 15) !== 0) return bare(id, bytes, rcodes.NOTIMP as number);
  let query: Packet;
  try {
    query = decode(bytes);
  } catch {
    return bare(id, bytes, rcodes.FORMERR as number);
  }
  const question = query.questions?.[0];
  if (!question || query.questions?.length !== 1) return bare(id, bytes, rcodes.FORMERR as number);
  const edns = query.additionals?.find((record) => record.type === 'OPT');
  const clientLimit = edns
    ? Math.min(Math.max(edns.udpPayloadSize, plainUdpBytes), ednsUdpBytes)
    : plainUdpBytes;
  const response = reply(id, query, question, resolve);
  const withEdns: Packet = edns ? { ...response, additionals: [emptyOpt] } : response;
  const encoded = encode(withEdns);
  if (over === 'tcp' || encoded.length <= clientLimit) return encoded;
  return encode({
    ...withEdns,
    flags: (withEdns.flags ?? 0) | flags.truncated,
    answers: [],
    authorities: [],
  });
}

const emptyOpt: OptAnswer = {
  type: 'OPT',
  name: '.',
  udpPayloadSize: ednsUdpBytes,
  extendedRcode: 0,
  ednsVersion: 0,
  flags: 0,
  flag_do: false,
  options: [],
};

function reply(id: number, query: Packet, question: Question, resolve: Resolve): Packet {
  const isInternet = question.class === undefined || question.class === 'IN' || question.class === 'ANY';
  const found: Found = isInternet ? tryResolve(resolve, question) : { rcode: 'NOERROR', answers: [] };
  const isNegative = found.answers.length === 0;
  return {
    type: 'response',
    id,
    flags:
      flags.recursionAvailable |
      ((query.flags ?? 0) & flags.recursionDesired) |
      (found.rcode === 'SERVFAIL' ? 0 : flags.authoritative) |
      (rcodes[found.rcode] ?? (rcodes.SERVFAIL as number)),
    questions: [question],
    answers: found.answers.map(toRecord),
    authorities: isNegative && found.rcode !== 'SERVFAIL' ? [startOfAuthority(question.name)] : [],
  };
}

/** A fault of this program is the failure of a server. */
function tryResolve(resolve: Resolve, question: Question): Found {
  try {
    return resolve(question.name.toLowerCase(), question.type);
  } catch {
    return { rcode: 'SERVFAIL', answers: [] };
  }
}

/** dns-packet's shape of a record's data, by type. */
function toRecord({ name, type, ttl, data }: Resolution['answers'][number]): Answer {
  const base = { name, type: type as RecordType, ttl, class: 'IN' as const };
  switch (type) {
    case 'MX': {
      const [preference, exchange] = data.split(/\s+/);
      return { ...base, type: 'MX', data: { preference: Number(preference), exchange: exchange ?? '.' } };
    }
    case 'SRV': {
      const [priority, weight, port, target] = data.split(/\s+/);
      return {
        ...base,
        type: 'SRV',
        data: {
          priority: Number(priority),
          weight: Number(weight),
          port: Number(port),
          target: target ?? '.',
        },
      };
    }
    case 'TXT':
      return {
        ...base,
        type: 'TXT',
        data: [...data.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map((m) => m[1] ?? m[2] ?? ''),
      };
    default:
      return { ...base, data } as Answer;
  }
}

/** Route 53's own SOA, so that clients cache the "no" (RFC 2308). The zone is the name's parent. */
function startOfAuthority(name: string): Answer {
  return {
    type: 'SOA',
    name: name.split('.').slice(1).join('.') || '.',
    ttl: negativeTtl,
    data: {
      mname: 'ns-0.awsdns-00.com',
      rname: 'awsdns-hostmaster.amazon.com',
      serial: 1,
      refresh: 7200,
      retry: 900,
      expire: 1_209_600,
      minimum: negativeTtl,
    },
  };
}

/** A header alone, for a message that could not be understood. */
function bare(id: number, message: Buffer, rcode: number): Buffer {
  const header = Buffer.alloc(12);
  header.writeUInt16BE(id, 0);
  header.writeUInt16BE(0x8000 | (message.readUInt16BE(2) & 0x7900) | flags.recursionAvailable | rcode, 2);
  return header;
}
