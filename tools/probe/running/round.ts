import type { ProbeResult } from '../report';

/** What a watched call came to, as far as a change of it is news. */
export interface Change {
  readonly call: string;
  readonly address: string | null;
  /** `null`: this address was not there before. */
  readonly was: ProbeResult | null;
  /** `null`: this address is gone. */
  readonly is: ProbeResult | null;
}

/** One time through all calls of a run that watches. */
export interface Round {
  /** From 1. */
  readonly number: number;
  /** When it began, ISO 8601. */
  readonly at: string;
  readonly results: readonly ProbeResult[];
  /** Against the round before; of the first round what is not as expected. */
  readonly changes: readonly Change[];
}

/** What is otherwise than in the round before: another code, another status, an address more or less. Pure. */
export function changesBetween(
  before: readonly ProbeResult[] | undefined,
  now: readonly ProbeResult[],
): readonly Change[] {
  const known = byPlace(before ?? []);
  const changes: Change[] = [];
  for (const [key, is] of byPlace(now)) {
    const was = known.get(key) ?? null;
    known.delete(key);
    if (before === undefined ? is.asExpected : was !== null && isSame(was, is)) continue;
    changes.push({ call: callOf(is), address: is.address, was, is });
  }
  for (const was of known.values()) changes.push({ call: callOf(was), address: was.address, was, is: null });
  return changes;
}

function byPlace(results: readonly ProbeResult[]): Map<string, ProbeResult> {
  return new Map(
    results.map((one) => [JSON.stringify([one.name, one.method, one.url, one.vantage, one.address]), one]),
  );
}

function isSame(was: ProbeResult, is: ProbeResult): boolean {
  return was.code === is.code && was.status === is.status && was.asExpected === is.asExpected;
}

function callOf({ name, method, url, vantage }: ProbeResult): string {
  const call = name ?? `${method} ${url}`;
  return vantage === undefined ? call : `${vantage}: ${call}`;
}

/** A line for the round and one for each change. Pure. */
export function renderRound({ number, at, results, changes }: Round, color: boolean): string {
  const { createColors } = require('picocolors') as typeof import('picocolors');
  const paint = createColors(color);
  const good = results.filter((result) => result.asExpected).length;
  const slowest = Math.max(0, ...results.map((result) => result.phases.total));
  const time = at.slice(11, 19);
  const text = `${good} of ${results.length} as expected`;
  const head = `${time}  round ${number}  ${good === results.length ? paint.green(text) : paint.red(text)}, slowest ${slowest.toFixed(slowest >= 100 ? 0 : 1)} ms`;
  return [head, ...changes.map((change) => `${time}  ${line(change, paint)}`)].join('\n');
}

function line(
  { call, address, was, is }: Change,
  paint: ReturnType<typeof import('picocolors').createColors>,
): string {
  const where = address === null ? call : `${call} ${address}`;
  const before = was === null ? '' : `, was ${state(was)}`;
  if (is === null) return paint.yellow(paint.bold(`GONE     ${where}${before}`));
  const now = `${where}: ${state(is)}${before}`;
  if (is.asExpected) {
    const word = was === null ? 'NEW    ' : was.asExpected ? 'CHANGED' : 'OK     ';
    return paint.green(paint.bold(`${word}  ${now}`));
  }
  const unknown = is.outcome === 'unknown';
  const loud = unknown ? paint.yellow : paint.red;
  return `${loud(paint.bold(`${unknown ? 'UNKNOWN' : 'FAILS  '}  ${now}`))}\n            ${is.because}`;
}

function state({ code, status }: ProbeResult): string {
  return status === null ? code : `${status} ${code}`;
}
