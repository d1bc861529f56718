import type { Outcome } from '../../path/hop';
import type { ReasonCode } from '../../path/reasons';
import type { Observation } from '../observation';
import type { ProbeReasonCode } from '../reasons';
import type { Confidence } from '../report';

export type Code = ReasonCode | ProbeReasonCode;

/** One line of the table: the first whose `when` holds decides. */
export interface Rule {
  readonly when: (seen: Observation) => boolean;
  readonly outcome: Outcome;
  /** The likeliest cause that the caller can name; its hop is in the registry. */
  readonly code: Code;
  /** One sentence with the values that were seen. */
  readonly because: (seen: Observation) => string;
  readonly confidence: Confidence;
  /** What else looks the same from here, likeliest first. @default [] */
  readonly candidates?: readonly Code[];
  /** @default the registry's */
  readonly fix?: string;
  /** Set where nothing is known of the chain. */
  readonly noHop?: true;
}

/** `10.20.1.7:443`, or the name where the address is not known. */
export function peer(seen: Observation): string {
  const shown = seen.address ?? seen.host;
  return `${shown.includes(':') ? `[${shown}]` : shown}:${seen.port}`;
}
