import type { Expectation } from '../../../stacks/config-schema';
import type { Model } from '../../assembly/model';
import { expectedCall } from '../../expectations/call-line';
import { type Call, type HopName, hopNames, type Outcome, type Verdict } from '../../path/hop';
import type { Trace } from '../../path/trace';
import { type Verified, verify } from '../../verify';
import type { Unread } from './live-draft';

/** A side of the comparison: its model, and how a call is walked on it. */
export interface Side {
  readonly model: Model;
  readonly trace: (call: Call) => Promise<Trace>;
}

/** Where two walks part first. */
export interface Parting {
  readonly hop: HopName;
  /** What each side says there; empty: it does not come to that hop. */
  readonly paper: readonly Verdict[];
  readonly live: readonly Verdict[];
}

/** One expectation on both sides. */
export interface Compared {
  readonly expectation: Expectation;
  readonly call: Call;
  /** `unknown`: the same as far as it was read, and not all of it was. */
  readonly result: 'same' | 'different' | 'unknown';
  /** Absent where that side has no such vantage. */
  readonly paper?: Verified;
  readonly live?: Verified;
  /** Present exactly where they are different. */
  readonly parting?: Parting;
  /** Of the hops that the call meets: what was taken as declared. */
  readonly unread: readonly Unread[];
}

/** Walks every expectation on both sides. */
export async function compare(
  expectations: readonly Expectation[],
  paper: Side,
  live: Side,
  unread: readonly Unread[],
): Promise<readonly Compared[]> {
  const compared: Compared[] = [];
  for (const expectation of expectations) {
    const call = expectedCall(expectation);
    const [declared] = await walked(expectation, call, paper);
    const [deployed] = await walked(expectation, call, live);
    compared.push(compareOne(expectation, call, declared, deployed, unread));
  }
  return compared;
}

async function walked(expectation: Expectation, call: Call, side: Side): Promise<readonly Verified[]> {
  const isThere = side.model.vantages.some(({ name }) => name === call.from);
  return isThere ? verify([expectation], side.trace) : [];
}

function compareOne(
  expectation: Expectation,
  call: Call,
  paper: Verified | undefined,
  live: Verified | undefined,
  all: readonly Unread[],
): Compared {
  const met = [paper, live].flatMap((one) => verdictsMet(one?.trace.hops ?? []));
  const unread = all.filter(({ hops, codes = [''] }) =>
    met.some(({ hop, code }) => hops.includes(hop) && codes.some((start) => code.startsWith(start))),
  );
  const parting = partingOf(paper, live);
  const isKnown = unread.length === 0 && live?.trace.outcome !== 'unknown';
  const result = parting ? 'different' : isKnown ? 'same' : 'unknown';
  return { expectation, call, result, paper, live, unread, ...(parting ? { parting } : {}) };
}

/** What decides what the caller sees: nothing behind a hop that stops the call on every way. */
function verdictsMet(verdicts: readonly Verdict[]): readonly Verdict[] {
  const end = verdicts.find(({ outcome, address }) => outcome === 'stop' && address === undefined)?.hop;
  return verdicts
    .filter(({ outcome, code }) => outcome !== 'not-applicable' && code !== 'NOT_REACHED')
    .filter(({ hop }) => end === undefined || hopNames.indexOf(hop) <= hopNames.indexOf(end));
}

function partingOf(paper: Verified | undefined, live: Verified | undefined): Parting | undefined {
  const [declared, deployed] = [paper, live].map((one) => verdictsMet(one?.trace.hops ?? [])) as [
    readonly Verdict[],
    readonly Verdict[],
  ];
  const at = (hop: HopName): Parting => ({
    hop,
    paper: declared.filter((verdict) => verdict.hop === hop),
    live: deployed.filter((verdict) => verdict.hop === hop),
  });
  const first = hopNames.map(at).find((one) => signature(one.paper) !== signature(one.live));
  if (first) return first;
  const isAnsweredAlike = (paper?.trace.status ?? null) === (live?.trace.status ?? null);
  return isAnsweredAlike ? undefined : at('integration');
}

/** What one side says and the other does not. */
export function ownVerdicts(verdicts: readonly Verdict[], others: readonly Verdict[]): readonly Verdict[] {
  return verdicts.filter((verdict) => others.every((one) => signature([one]) !== signature([verdict])));
}

/** What a hop says, without its sentences and places. */
function signature(verdicts: readonly Verdict[]): string {
  return verdicts
    .map(({ outcome, code, address }) => `${outcome} ${code} ${address ?? ''}`)
    .sort()
    .join('\n');
}

/** Anything different, or an expectation that the deployed side does not meet: stop. */
export function summarizeDrift(compared: readonly Compared[]): Outcome {
  const isBad = ({ result, live }: Compared) => result === 'different' || live?.judgement.met === 'no';
  if (compared.some(isBad)) return 'stop';
  return compared.every(isAsItMustBe) ? 'pass' : 'unknown';
}

/** Deployed as declared, and what is expected. */
export function isAsItMustBe({ result, live }: Compared): boolean {
  return result === 'same' && live?.judgement.met === 'yes';
}
