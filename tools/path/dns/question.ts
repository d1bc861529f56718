import type { Model, Vantage, Where } from '../../assembly/model';
import type { Verdict } from '../hop';
import type { ReasonCode } from '../reasons';
import type { State } from '../state';
import { stop, unknown } from '../verdict';
import type { View } from './views';

/** One resource record of an answer; TTL in seconds. */
export interface Answer {
  readonly name: string;
  readonly type: string;
  readonly ttl: number;
  readonly data: string;
}

/** What a resolver in the vantage's network answers. */
export interface Resolution {
  readonly verdict: Verdict;
  readonly rcode: 'NOERROR' | 'NXDOMAIN' | 'SERVFAIL';
  readonly answers: readonly Answer[];
  /** Those of type A among the answers. */
  readonly addresses: readonly string[];
}

/** Names that one answer may lead through before it counts as a loop. */
export const longestChain = 8;

/** A question and all that decides its answer. */
export interface Question {
  readonly model: Model;
  readonly state: State;
  readonly vantage: Vantage;
  readonly view: View;
  readonly type: string;
  /** Ids of the forward rules that the question has come through. @default none */
  readonly forwardedBy?: readonly string[];
  /** Asks for the name that a CNAME leads to, from the same vantage. */
  readonly follow: (name: string, chain: readonly Answer[]) => Resolution;
}

export function failed(
  verdict: Verdict,
  rcode: Resolution['rcode'],
  answers: readonly Answer[] = [],
): Resolution {
  return { verdict, rcode, answers, addresses: [] };
}

export function nxdomain(
  code: ReasonCode,
  because: string,
  where: readonly Where[],
  answers: readonly Answer[],
  fix?: string,
): Resolution {
  const details = fix ? { fix } : {};
  return failed(stop(code, { kind: 'nxdomain' }, because, where, details), 'NXDOMAIN', answers);
}

export function servfail(
  code: ReasonCode,
  because: string,
  where: readonly Where[],
  fix?: string,
): Resolution {
  const details = fix ? { fix } : {};
  return failed(stop(code, { kind: 'servfail' }, because, where, details), 'SERVFAIL');
}

export function noData(
  question: Question,
  name: string,
  types: readonly string[],
  where: readonly Where[],
  answers: readonly Answer[],
): Resolution {
  const has = types.length > 0 ? `records of type ${[...new Set(types)].join(', ')}` : 'names below it';
  const because = `${name} has ${has} and no ${question.type}`;
  return failed(stop('DNS_NO_DATA', { kind: 'no-data' }, because, where), 'NOERROR', answers);
}

/** The zone is there, and what it would answer isn't known. */
export function notKnown(because: string, where: readonly Where[], answers: readonly Answer[]): Resolution {
  return failed(unknown('DNS_TARGET_UNKNOWN', because, where), 'SERVFAIL', answers);
}
