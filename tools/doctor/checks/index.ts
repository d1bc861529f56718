import { hopNames } from '../../path/hop';
import type { Check } from '../check';
import { certificateChecks } from './certificate';
import { stackChecks } from './stacks';

/** Every check, in travel order. */
export const checks: readonly Check[] = [...stackChecks, ...certificateChecks].toSorted(
  (one, other) => hopNames.indexOf(one.hop) - hopNames.indexOf(other.hop),
);
