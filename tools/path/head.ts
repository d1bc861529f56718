import type { HttpResponse, Verdict } from './hop';

/** A verdict as HEAD meets it: its answer has no body (RFC 9110 §9.3.2). */
export function asSeenByHead(verdict: Verdict): Verdict {
  const { symptom } = verdict;
  if (symptom?.kind !== 'response') return verdict;
  return { ...verdict, symptom: { kind: 'response', response: withoutBody(symptom.response) } };
}

/** The headers of a response alone. */
export function withoutBody<T extends HttpResponse | null>(response: T): T {
  return response && { ...response, body: '' };
}
