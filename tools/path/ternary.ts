import { isUnknown, type Unknown } from '../assembly/model';

/** True, false, or unknown with its cause. */
export type Ternary = boolean | Unknown;

/** Or: one `true` decides, whatever else is unknown. */
export function anyOf(values: Iterable<Ternary>): Ternary {
  let result: Ternary = false;
  for (const value of values) {
    if (value === true) return true;
    if (isUnknown(value) && !isUnknown(result)) result = value;
  }
  return result;
}

/** And: one `false` decides, whatever else is unknown. */
export function allOf(values: Iterable<Ternary>): Ternary {
  let result: Ternary = true;
  for (const value of values) {
    if (value === false) return false;
    if (isUnknown(value) && !isUnknown(result)) result = value;
  }
  return result;
}
