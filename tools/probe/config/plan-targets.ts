import { KitError } from '../../kit-error';
import { type Doors, throughDoor } from '../expectations';
import type { ProbeArguments } from '../flags';
import type { SkippedCall } from '../report';
import type { ProbeTarget } from '../target';
import type { FileCall } from './parse';

/**
 * The targets of a probe file that can be called from where the probe stands, the others with the reason. Through a
 * twin every target is called, from its own vantage and by the twin's resolver and authority.
 * @throws KitError PROBE_UNKNOWN_VANTAGE, PROBE_UNKNOWN_TARGET
 */
export function planTargets(
  calls: readonly FileCall[],
  { vantage, only, config }: Pick<ProbeArguments, 'vantage' | 'only' | 'config'>,
  doors: Doors | undefined,
): { readonly targets: readonly ProbeTarget[]; readonly skipped: readonly SkippedCall[] } {
  const chosen = chooseNamed(calls, ({ name }) => name, only, config).map(({ target }) => target);
  const here = vantage ?? 'on-prem';
  const isElsewhere = ({ vantage: from }: ProbeTarget): boolean =>
    from !== undefined && from !== here && (doors === undefined || vantage !== undefined);
  const made = chosen.filter((target) => !isElsewhere(target));
  return {
    targets: doors
      ? made.map((target) => ({ ...target, ...throughDoor(doors, target.vantage ?? here) }))
      : made,
    skipped: chosen.filter(isElsewhere).map(({ name, url, method = 'GET', vantage: from = '' }) => ({
      ...(name === undefined ? {} : { name }),
      url,
      method,
      vantage: from,
      reason: `to be called from ${from}, and this probe runs at ${here}`,
    })),
  };
}

/**
 * The calls that `--only` names; all of them without it.
 * @throws KitError PROBE_UNKNOWN_TARGET for every name that no call has
 */
export function chooseNamed<T>(
  calls: readonly T[],
  nameOf: (call: T) => string | undefined,
  only: readonly string[] | undefined,
  config = 'hybrid.yaml',
): T[] {
  if (only === undefined) return [...calls];
  const names = [...new Set(calls.map(nameOf).filter((name) => name !== undefined))];
  const problems = only
    .filter((name) => !names.includes(name))
    .map((name) => ({
      code: 'PROBE_UNKNOWN_TARGET',
      what: `no call of ${config === '-' ? 'stdin' : config} is named "${name}"`,
      where: '--only',
      fix: whichName(name, names),
    }));
  if (problems.length > 0) throw new KitError(problems);
  return calls.filter((call) => only.includes(nameOf(call) ?? ''));
}

/** Of very many names the first are listed. */
const listed = 20;

function whichName(name: string, names: readonly string[]): string {
  if (names.length === 0) return 'give its calls names';
  const { guess, suggest } =
    require('../../../stacks/config-rules/rule') as typeof import('../../../stacks/config-rules/rule');
  if (names.length <= listed) return suggest(name, names);
  const near = guess(name, names);
  const some = `names are ${names.slice(0, listed).join(', ')}, … (${names.length} in all)`;
  return near === undefined ? some : `did you mean "${near}"? Other ${some}`;
}

/**
 * A file that was only found in the working directory runs nothing.
 * @throws KitError PROBE_COMMAND_NOT_TRUSTED for every target with a program
 */
export function refusePrograms(calls: readonly FileCall[], config = 'hybrid.yaml'): void {
  const problems = calls.flatMap(({ target: { token, name, url } }) =>
    token === undefined
      ? []
      : [
          {
            code: 'PROBE_COMMAND_NOT_TRUSTED',
            what: `"${name ?? url}" runs ${token.command[0]}, and nobody named the file: it was only found in the working directory`,
            where: config,
            fix: `name it: --config ${config}`,
          },
        ],
  );
  if (problems.length > 0) throw new KitError(problems);
}
