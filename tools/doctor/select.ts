import { suggest } from '../../stacks/config-rules/rule';
import { KitError } from '../kit-error';
import { hopNames } from '../path/hop';
import type { Check } from './check';

/**
 * The checks that `--only` names, by hop or by name; all without.
 * @throws KitError naming every word that is neither
 */
export function selectChecks(checks: readonly Check[], only: readonly string[]): readonly Check[] {
  const names: readonly string[] = checks.map(({ name }) => name);
  const hops: readonly string[] = hopNames;
  const problems = only
    .filter((word) => !hops.includes(word) && !names.includes(word))
    .map((word) => ({
      code: 'DOCTOR_UNKNOWN_CHECK',
      what: `"${word}" is neither a hop nor a check`,
      where: '--only',
      fix: suggest(word, [...hops, ...names]),
    }));
  if (problems.length > 0) throw new KitError(problems);
  if (only.length === 0) return checks;
  return checks.filter(({ name, hop }) => only.includes(name) || only.includes(hop));
}
