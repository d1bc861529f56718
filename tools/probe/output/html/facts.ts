import type { ProbeResult } from '../../report';

export type Fact = readonly [name: string, value: string];

/** What the server showed of itself. */
export function certificateFacts({ tls }: ProbeResult): readonly Fact[] {
  if (tls === null) return [];
  const left = tls.daysLeft < 0 ? `expired ${-tls.daysLeft} days ago` : `${tls.daysLeft} days left`;
  return [
    ['subject', tls.subject],
    ['names', tls.names.join(', ')],
    ['issuer', tls.issuer],
    ['ends', left],
    ['session', `${tls.protocol}, ${tls.cipher}`],
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
