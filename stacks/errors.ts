import type { Problem } from '../tools/kit-error';

/** Errors of writing templates: code → what it means and the general fix. docs/errors.md is made of it. */
export const stackErrors = {
  BUNDLE_FAILED: {
    means: 'A handler, or a file that it imports, is not there or is not valid TypeScript.',
    fix: 'Mend the file that the message names, or the `entry` in hybrid.yaml that leads to it.',
  },
} as const;

/** A {@link Problem} with the code's own fix. */
export function stackProblem(code: keyof typeof stackErrors, what: string, where: string): Problem {
  return { code, what, where, fix: stackErrors[code].fix };
}
