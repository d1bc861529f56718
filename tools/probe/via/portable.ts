import { KitError, type Problem } from '../../kit-error';
import type { HeaderList } from '../../path/hop';
import type { SecretSource } from '../secrets/source';
import type { ProbeTarget } from '../target';

/** Headers whose value lets its holder in. */
const secretHeader = /authorization|cookie|token|secret|password|api-?key|credential/i;

const fix =
  'keep it in AWS Secrets Manager and name the secret, or call without --via from a host that has the file';

/**
 * A target as it can travel in an event: what is public in a file comes along as text, what is secret never does.
 * @param readFile reads the PEM file of authorities
 * @returns the target, or what keeps it at home
 */
export function portable(
  target: ProbeTarget,
  readFile: (path: string) => string,
): { readonly target: ProbeTarget; readonly problems: readonly Problem[] } {
  const secrets = secretsOf(target);
  const where = target.name ?? `${target.method ?? 'GET'} ${target.url}`;
  const problems = secrets.map((what) => ({ code: 'PROBE_VIA_SECRET', what, where, fix }));
  if (!isSignedThere(target))
    problems.push({
      code: 'PROBE_VIA_SECRET',
      what: `the role of a function signs for execute-api alone, not for ${target.sigv4?.service}`,
      where,
      fix: 'leave out --service, or call without --via with credentials of your own',
    });
  const { ca } = target;
  const inline = ca === undefined || ca.includes('-----BEGIN') ? ca : readFile(ca);
  return { target: inline === undefined ? target : { ...target, ca: inline }, problems };
}

/** The targets as they travel, and those that stay, each with its reasons. */
export function sortPortable(
  targets: readonly ProbeTarget[],
  readFile: (path: string) => string,
): {
  readonly travelling: readonly ProbeTarget[];
  readonly staying: readonly { readonly target: ProbeTarget; readonly problems: readonly Problem[] }[];
  readonly problems: readonly Problem[];
} {
  const all = targets.map((target) => portable(target, readFile));
  return {
    travelling: all.filter(({ problems }) => problems.length === 0).map(({ target }) => target),
    staying: all.filter(({ problems }) => problems.length > 0),
    problems: all.flatMap(({ problems }) => problems),
  };
}

/** @throws KitError PROBE_VIA_SECRET, all problems at once */
export function allPortable(
  targets: readonly ProbeTarget[],
  readFile: (path: string) => string,
): readonly ProbeTarget[] {
  const { travelling, problems } = sortPortable(targets, readFile);
  if (problems.length > 0) throw new KitError(problems);
  return travelling;
}

/** The function signs as its role for APIs alone: for Secrets Manager it would read what it may not show. */
const ownService = /^((cn\.)?com\.amazonaws\.[\w-]+\.)?execute-api$/;

/** Whether the role of a function may sign a call. */
export function isSignedThere({ sigv4 }: Pick<ProbeTarget, 'sigv4'>): boolean {
  return ownService.test(sigv4?.service ?? 'execute-api');
}

function secretsOf({ headers = [], clientCertificate, apiKey, bearer, token, sigv4 }: ProbeTarget): string[] {
  const names = Array.isArray(headers)
    ? (headers as HeaderList).map(([name]) => name)
    : Object.keys(headers as object);
  return [
    ...names.filter((name) => secretHeader.test(name)).map((name) => `the value of header ${name} is secret`),
    ...(clientCertificate ? [`the private key ${clientCertificate.key} is in a file of this machine`] : []),
    ...stays('API key', apiKey),
    ...stays('bearer token', bearer),
    ...(token ? [`the token comes from ${token.command[0]}, a program of this machine`] : []),
    ...(sigv4?.profile !== undefined || sigv4?.file !== undefined
      ? [`profile "${sigv4.profile ?? 'default'}" is of this machine; the function signs as its own role`]
      : []),
  ];
}

/** A secret of AWS Secrets Manager is read where the call is made; the others are here. */
function stays(what: string, source: SecretSource | undefined): string[] {
  if (!source) return [];
  if ('file' in source) return [`the ${what} is in ${source.file}, a file of this machine`];
  if ('stdin' in source) return [`the ${what} comes from stdin, which is of this machine`];
  return source.profile === undefined ? [] : [`profile "${source.profile}" is of this machine`];
}
