import type { AnswerRecord } from '../observation';
import type { ProbeResult, Report } from '../report';

/**
 * What was seen of name, certificate and redirects, a line each. Pure.
 * @returns none for a report of several calls, or of one that is made again and again: `-o json` has it of each
 */
export function wireFacts({ results, statistics }: Report): string[] {
  const calls = new Set(
    results.map(({ name, method, url, vantage }) => JSON.stringify([name, method, url, vantage])),
  );
  if (calls.size !== 1 || statistics) return [];
  return [
    ...distinct(results, dnsFacts).map(({ text }) => `dns   ${text}`),
    ...labelled(distinct(results, tlsFacts), 'tls  '),
    ...labelled(distinct(results, httpFacts), 'http '),
  ];
}

interface Told {
  readonly text: string;
  readonly addresses: readonly string[];
}

/** Each text once, with the addresses of which it is told. */
function distinct(
  results: readonly ProbeResult[],
  tell: (result: ProbeResult) => string | undefined,
): Told[] {
  const told = new Map<string, string[]>();
  for (const result of results) {
    const text = tell(result);
    if (text !== undefined) told.set(text, [...(told.get(text) ?? []), result.address ?? '–']);
  }
  return [...told].map(([text, addresses]) => ({ text, addresses }));
}

/** Addresses are named where they differ. */
function labelled(told: readonly Told[], label: string): string[] {
  return told.map(({ text, addresses }) =>
    told.length === 1 ? `${label} ${text}` : `${label} ${addresses.join(', ')}: ${text}`,
  );
}

function dnsFacts({ dns }: ProbeResult): string | undefined {
  if (!dns?.questions) return undefined;
  const { records = [], questions, server, notDialled = [] } = dns;
  const aliases = records.filter(({ type }) => type === 'CNAME');
  const addresses = records.filter(({ type }) => type !== 'CNAME');
  const way = [records[0]?.name, ...aliases.map(kept), addresses.map(kept).join(', ')];
  const asked = questions.map(({ type, transport, ms, ended }) => {
    const isPlain = ended === 'answered' || (ended === 'no-data' && addresses.length > 0);
    const how = isPlain ? '' : `: ${ended}`;
    return `${type} over ${transport} in ${ms.toFixed(1)} ms${how}`;
  });
  const left = notDialled.length > 0 ? [`not called: ${notDialled.join(', ')}`] : [];
  const found = way.filter((part) => part !== undefined && part !== '').join(' → ');
  return [`${found === '' ? 'nothing' : found} (from ${server}: ${asked.join(', ')})`, ...left].join('; ');
}

function kept({ data, ttl }: AnswerRecord): string {
  return `${data} (${ttl} s)`;
}

function tlsFacts({ tls }: ProbeResult): string | undefined {
  if (!tls) return undefined;
  const { subject, issuer, daysLeft, protocol, rejected, serverName, chain = [] } = tls;
  const days = daysLeft < 0 ? `ended ${-daysLeft} days ago` : `${daysLeft} days left`;
  return [
    `${protocol}, ${subject} by ${issuer}, ${days}`,
    ...(chain.length > 1 ? [`${chain.length} certificates to ${chain.at(-1)?.subject}`] : []),
    ...(serverName === null ? ['no server name sent'] : []),
    ...(rejected ? [`does not hold: ${rejected}`] : []),
  ].join('; ');
}

function httpFacts({ httpVersion, redirects = [], landedAt }: ProbeResult): string | undefined {
  if (httpVersion !== '2' && redirects.length === 0) return undefined;
  const hops = redirects.map(({ method, url, status }) => `${method} ${url} ${status} → `).join('');
  return [`HTTP/${httpVersion ?? '?'}`, ...(landedAt ? [`${hops}${landedAt.url}`] : [])].join('; ');
}
