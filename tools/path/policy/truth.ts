/**
 * Three-valued logic as small integers, so that AND is the minimum, OR the maximum and NOT a subtraction.
 * What can't be known stays `unknown` unless another operand settles the matter.
 */
export type Truth = 0 | 1 | 2;

export const no: Truth = 0;
export const unknown: Truth = 1;
export const yes: Truth = 2;

export function not(value: Truth): Truth {
  return (2 - value) as Truth;
}
