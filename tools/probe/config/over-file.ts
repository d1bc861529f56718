import { KitError, type Problem } from '../../kit-error';
import type { HeaderList } from '../../path/hop';
import type { ProbeArguments } from '../flags';
import type { ProbeTarget } from '../target';

/** Of hybrid.yaml every expectation says by itself who calls, what, and what must come of it. */
const onlyForUrls = /^(method|data|send|expect-.*)$/;
const notForExpectations = /^(header|sigv4|bearer-.*|token-.*|saml-.*|api-key|api-key-secret)$/;

/**
 * Refuses what was said for this run and would do nothing to the calls of a file.
 * @throws KitError PROBE_BAD_OPTION for every such flag
 */
export function refuseIdle(given: ProbeArguments, kind: 'hybrid.yaml' | 'probe file'): void {
  const problems: Problem[] = Object.keys(given)
    .filter((flag) => onlyForUrls.test(flag) || (kind === 'hybrid.yaml' && notForExpectations.test(flag)))
    .map((flag) => ({
      code: 'PROBE_BAD_OPTION',
      what: `it is for URLs on the command line, and the calls come from a file`,
      where: `--${flag}`,
      fix:
        kind === 'hybrid.yaml'
          ? 'say it in the entries of "expect"'
          : 'say it in the targets, or in defaults',
    }));
  if (problems.length > 0) throw new KitError(problems);
}

/** A target of a probe file with the headers and the proof of who calls that were said for this run. Pure. */
export function overTarget(
  target: ProbeTarget,
  headers: HeaderList,
  proof: Pick<ProbeTarget, 'bearer' | 'token' | 'sigv4' | 'apiKey'>,
): ProbeTarget {
  const { bearer, token, sigv4, ...rest } = target;
  const replaced = (proof.bearer ?? proof.token ?? proof.sigv4) !== undefined;
  const names = headers.map(([name]) => name.toLowerCase());
  const own = (target.headers ?? []) as HeaderList;
  return {
    ...(replaced ? rest : target),
    ...proof,
    ...(headers.length > 0 && {
      headers: [...own.filter(([name]) => !names.includes(name.toLowerCase())), ...headers],
    }),
  };
}
