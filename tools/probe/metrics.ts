import { isIP } from 'node:net';
import type { ProbeResult } from './report';

/** Label → value. */
export type Labels = Readonly<Record<string, string>>;

/** One value of a metric. */
export interface Sample {
  readonly labels: Labels;
  readonly value: number;
}

/** A gauge, as it was when the call was made. */
export interface Metric {
  readonly name: string;
  readonly help: string;
  /** The name ends in it. */
  readonly unit?: 'seconds' | 'bytes';
  /** Names of labels that samples have beyond those of the call. */
  readonly labels?: readonly string[];
  readonly of: (result: ProbeResult) => readonly Sample[];
}

const one = (value: number | null | undefined, labels: Labels = {}): readonly Sample[] =>
  value === null || value === undefined ? [] : [{ labels, value }];

/** To the microsecond, as phases are measured; without the tail of a binary division. */
const seconds = (ms: number): number => Number((ms / 1000).toFixed(6));

/** blackbox_exporter's names of the phases, of the last exchange; the transfer is what the others leave. */
function phaseSamples({ phases, redirects = [] }: ProbeResult): readonly Sample[] {
  const { resolve, connect, tls, firstByte, total } = phases;
  const known = { resolve, connect, tls, processing: firstByte };
  const before = redirects.reduce((sum, one) => sum + one.phases.total, 0);
  const spent = Object.values(known).reduce<number>((sum, ms) => sum + (ms ?? 0), before);
  const all = { ...known, transfer: firstByte === null ? null : Math.max(0, total - spent) };
  return Object.entries(all).flatMap(([phase, ms]) => (ms === null ? [] : one(seconds(ms), { phase })));
}

/** Names and meanings are blackbox_exporter's where it has the same, so that its dashboards work. */
export const metrics: readonly Metric[] = [
  {
    name: 'probe_success',
    help: 'Whether the call ended as expected',
    of: ({ asExpected }) => one(asExpected ? 1 : 0),
  },
  {
    name: 'probe_unknown',
    help: 'Whether it can not be told if the call ended as expected; probe_success is 0 then',
    of: ({ asExpected, outcome }) => one(!asExpected && outcome === 'unknown' ? 1 : 0),
  },
  {
    name: 'probe_verdict',
    help: 'The hop that decided and the reason code; the value is 1',
    labels: ['outcome', 'hop', 'code', 'confidence'],
    of: ({ outcome, hop, code, confidence }) => one(1, { outcome, hop: hop ?? '', code, confidence }),
  },
  {
    name: 'probe_duration_seconds',
    help: 'How long the call took',
    unit: 'seconds',
    of: ({ phases }) => one(seconds(phases.total)),
  },
  {
    name: 'probe_dns_lookup_time_seconds',
    help: 'How long it took to find the addresses; absent where it failed',
    unit: 'seconds',
    of: ({ phases }) => one(phases.resolve === null ? null : seconds(phases.resolve)),
  },
  {
    name: 'probe_http_duration_seconds',
    help: 'How long each phase took; absent where it was not finished',
    unit: 'seconds',
    labels: ['phase'],
    of: phaseSamples,
  },
  {
    name: 'probe_http_status_code',
    help: 'HTTP status; 0 without a response',
    of: ({ status }) => one(status ?? 0),
  },
  {
    name: 'probe_http_version',
    help: 'Version of HTTP that was spoken; absent where no request was sent',
    of: ({ httpVersion }) => one(httpVersion === undefined ? null : Number(httpVersion)),
  },
  {
    name: 'probe_http_redirects',
    help: 'Answers that led on, and were followed',
    of: ({ redirects }) => one(redirects?.length ?? 0),
  },
  {
    name: 'probe_http_ssl',
    help: 'Whether a TLS handshake was finished',
    of: ({ tls }) => one(tls === null ? 0 : 1),
  },
  {
    name: 'probe_certificate_days_left',
    help: 'Whole days until the certificate expires; negative afterwards',
    of: ({ tls }) => one(tls?.daysLeft),
  },
  {
    name: 'probe_ssl_earliest_cert_expiry',
    help: 'When the first certificate of the chain expires, in seconds since 1970',
    of: ({ tls }) => {
      const ends = (tls?.chain ?? []).map(({ notAfter }) => Date.parse(notAfter) / 1000);
      return ends.length === 0 ? [] : one(Math.min(...ends));
    },
  },
  {
    name: 'probe_ssl_last_chain_info',
    help: 'The certificate of the server; the value is 1',
    labels: ['fingerprint_sha256', 'subject', 'issuer', 'subjectalternative', 'serialnumber'],
    of: ({ tls }) => {
      const [own] = tls?.chain ?? [];
      if (!own) return [];
      const { subject, issuer, names, serial } = own;
      const fingerprint_sha256 = own.fingerprint.replaceAll(':', '').toLowerCase();
      const subjectalternative = names.join(',');
      return one(1, {
        fingerprint_sha256,
        subject,
        issuer,
        subjectalternative,
        serialnumber: serial.toLowerCase(),
      });
    },
  },
  {
    name: 'probe_tls_version_info',
    help: 'The TLS version, e.g. "TLS 1.3"; the value is 1',
    labels: ['version'],
    of: ({ tls }) => (tls === null ? [] : one(1, { version: tls.protocol.replace('TLSv', 'TLS ') })),
  },
  {
    name: 'probe_tls_cipher_info',
    help: 'The cipher suite; the value is 1',
    labels: ['cipher'],
    of: ({ tls }) => (tls === null ? [] : one(1, { cipher: tls.cipher })),
  },
  {
    name: 'probe_attempts',
    help: 'Tries that the call took',
    of: ({ attempts }) => one(attempts?.count ?? 1),
  },
  {
    name: 'probe_ip_protocol',
    help: 'Version of the Internet Protocol that was used',
    of: ({ address }) => one(address === null || isIP(address) === 0 ? null : isIP(address)),
  },
];

/** What tells a result from the others of its report. */
export function callLabels({ name, url, method, address, vantage }: ProbeResult): Labels {
  return { target: url, name: name ?? '', method, address: address ?? '', vantage: vantage ?? '' };
}
