import type { ProbeResult } from '../../report';

export type Fact = readonly [name: string, value: string];

/** What the server showed of itself, and its chain up to the authority. */
export function certificateFacts({ tls }: ProbeResult): readonly Fact[] {
  if (tls === null) return [];
  const { chain = [], rejected, serverName, verifiedFor } = tls;
  return [
    ['subject', tls.subject],
    ['names', tls.names.join(', ')],
    ['issuer', tls.issuer],
    ['ends', ends(tls.daysLeft)],
    ...(rejected ? [['does not hold', rejected] as const] : []),
    ...(verifiedFor === undefined ? [] : [['has to cover', verifiedFor] as const]),
    ...(serverName === undefined ? [] : [['server name', serverName ?? 'none was sent'] as const]),
    ['session', [tls.protocol, tls.cipher, tls.keyExchange, tls.alpn].filter(Boolean).join(', ')],
    ...chain.map(
      (one, index): Fact => [
        index === 0 ? 'chain' : `chain, ${index + 1}`,
        `${one.subject} by ${one.issuer}, ${one.key}, until ${one.notAfter} (${ends(one.daysLeft)}), serial ${one.serial}, SHA-256 ${one.fingerprint}`,
      ],
    ),
  ];
}

function ends(daysLeft: number): string {
  return daysLeft < 0 ? `expired ${-daysLeft} days ago` : `${daysLeft} days left`;
}

/** What was spoken, and the answers that led on. */
export function exchangeFacts(result: ProbeResult): readonly Fact[] {
  const { status, httpVersion, requestId, redirects = [], landedAt, messages } = result;
  return [
    ...(status === null
      ? []
      : [['answer', `HTTP${httpVersion ? `/${httpVersion}` : ''} ${status}`] as const]),
    ...(requestId === undefined ? [] : [['request id', requestId] as const]),
    ...redirects.map((one): Fact => ['led on', `${one.method} ${one.url} ${one.status} → ${one.to}`]),
    ...(landedAt ? [['landed at', `${landedAt.url} (${landedAt.address ?? 'no address'})`] as const] : []),
    ...(messages ?? []).map((text): Fact => ['message', text]),
  ];
}

/** The way from the name to the addresses. */
export function dnsFacts({ dns }: ProbeResult): readonly Fact[] {
  if (!dns) return [];
  const { by, server, questions = [], records = [], notDialled = [] } = dns;
  const asked = questions.map(
    ({ type, transport, ms, ended }) => `${type} over ${transport}: ${ended}, ${ms.toFixed(1)} ms`,
  );
  return [
    ['asked', server ?? (by === 'system' ? 'the resolver of the system' : by)],
    ...asked.map((text): Fact => ['question', text]),
    ...records.map(({ name, type, ttl, data }): Fact => ['record', `${name} ${ttl} ${type} ${data}`]),
    ...(notDialled.length > 0 ? [['not called', notDialled.join(', ')] as const] : []),
  ];
}

/** Of a call that was tried again: the first try. All else is of the last. */
export function tryFacts({ attempts }: ProbeResult): readonly Fact[] {
  if (!attempts) return [];
  const { first, count } = attempts;
  return [
    ['tries', String(count)],
    ['the first', `${first.hop ?? 'unknown'} ${first.code}: ${first.because}`],
  ];
}
