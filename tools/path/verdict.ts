import type { Where } from '../assembly/model';
import type { HopName, Symptom, Verdict } from './hop';
import { type ReasonCode, reasons } from './reasons';

interface Details {
  /** More precise than the reason's general fix. */
  readonly fix?: string;
  readonly address?: string;
  /** Of a code that several hops share. */
  readonly hop?: HopName;
}

type Sentence = string;

/** The hop lets the call go on. */
export function pass(
  code: ReasonCode,
  because: Sentence,
  where: readonly Where[] = [],
  details: Details = {},
): Verdict {
  return { hop: reasons[code].hop, outcome: 'pass', code, because, where, ...details };
}

/** A pass with a weakness that one would rather mend. */
export function remark(
  code: ReasonCode,
  because: Sentence,
  where: readonly Where[] = [],
  details: Details = {},
): Verdict {
  return { ...pass(code, because, where, details), fix: details.fix ?? reasons[code].fix };
}

/** The hop says no, and this is what the caller sees. */
export function stop(
  code: ReasonCode,
  symptom: Symptom,
  because: Sentence,
  where: readonly Where[] = [],
  details: Details = {},
): Verdict {
  const { hop, fix } = reasons[code];
  return { hop, outcome: 'stop', code, because, where, fix, ...details, symptom };
}

/** What the templates don't tell; `because` names the missing value. */
export function unknown(
  code: ReasonCode,
  because: Sentence,
  where: readonly Where[] = [],
  details: Details = {},
): Verdict {
  const { hop, fix } = reasons[code];
  return { hop, outcome: 'unknown', code, because, where, fix, ...details };
}

/** The call doesn't meet this hop. */
export function notApplicable(code: ReasonCode, because: Sentence, details: Details = {}): Verdict {
  return { hop: reasons[code].hop, outcome: 'not-applicable', code, because, where: [], ...details };
}
