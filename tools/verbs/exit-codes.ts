import type { Outcome } from '../path/hop';

/** 0 as expected, 1 an expectation failed or the call was stopped, 3 unknown. 2 is usage or configuration. */
export const exitCodes: Readonly<Record<Outcome, number>> = {
  pass: 0,
  stop: 1,
  unknown: 3,
};
