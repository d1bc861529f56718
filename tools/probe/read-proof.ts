import { KitError } from '../kit-error';
import { type Doors, type Proofs, sourceOf } from './expectations';
import type { ProbeArguments } from './flags';
import { hasToken, tokensFromFlags } from './read-tokens';
import type { ProbeTarget } from './target';

type Proof = Pick<ProbeTarget, 'sigv4' | 'apiKey' | 'bearer' | 'token'>;

/**
 * How a call of the command line proves who calls.
 * @throws KitError PROBE_BAD_OPTION, PROBE_TWO_PROOFS
 */
export function proofFromFlags(args: ProbeArguments, doors: Doors | undefined): Proof {
  const { sigv4, profile, role, region, service } = args;
  const tokens = tokensFromFlags(args);
  const asked = [profile, role, service].some((one) => one !== undefined);
  const signs = sigv4 === true || (!hasToken(args) && asked);
  const name = args['api-key'];
  const file = args['api-keys'] ?? (name === undefined ? undefined : doors?.apiKeys);
  if (name !== undefined && file === undefined) {
    throw new KitError({
      code: 'PROBE_BAD_OPTION',
      what: `the value of "${name}" is in no file`,
      where: '--api-key',
      fix: 'give --api-keys, a JSON file with values by name, or --twin',
    });
  }
  const own = doors?.credentials === undefined ? {} : { file: doors.credentials };
  return {
    ...(signs ? { sigv4: { region, service, profile, role, ...own } } : {}),
    ...(file === undefined ? {} : { apiKey: { ...sourceOf(file), ...(name === undefined ? {} : { name }) } }),
    ...tokens,
  };
}

/** What a probe of hybrid.yaml in the real network has to prove callers with. */
export function proofsOf(args: ProbeArguments): Proofs {
  const apiKeys = args['api-keys'];
  return { profiles: true, ...(apiKeys === undefined ? {} : { apiKeys }) };
}

/**
 * What was said for this run wins over what a file says of a signature; a region may also come from settings, where
 * the file has none.
 */
export function overSignature({ sigv4 }: ProbeTarget, given: ProbeArguments, under: ProbeArguments): Proof {
  if (!sigv4) return {};
  const { profile, role, service, region = sigv4.region ?? under.region } = given;
  const over = { profile, role, region, service };
  return {
    sigv4: {
      ...sigv4,
      ...Object.fromEntries(Object.entries(over).filter(([, value]) => value !== undefined)),
    },
  };
}
