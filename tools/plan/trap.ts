import type { Where } from '../assembly/model';
import { type PlanReasonCode, planReasons } from './reasons';

/** One thing that an update or a deletion runs into. */
export interface Trap {
  readonly code: PlanReasonCode;
  /** `refused`: AWS says no and the deployment rolls back. `slow`: it waits long. `note`: nothing fails. */
  readonly severity: 'refused' | 'slow' | 'note';
  readonly because: string;
  readonly where: readonly Where[];
  readonly fix: string;
}

const severities: Partial<Record<PlanReasonCode, Trap['severity']>> = {
  FUNCTION_INTERFACES_LINGER: 'slow',
  STACK_LEFT_BEHIND: 'note',
};

export function trap(
  code: PlanReasonCode,
  because: string,
  where: readonly Where[],
  fix: string = planReasons[code].fix,
): Trap {
  return { code, severity: severities[code] ?? 'refused', because, where, fix };
}
