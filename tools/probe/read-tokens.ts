import { KitError, type Problem } from '../kit-error';
import { splitWords } from './config/split-words';
import type { ProbeArguments } from './flags';
import type { SecretSource } from './secrets/source';
import type { ProbeTarget } from './target';

type Tokens = Pick<ProbeTarget, 'bearer' | 'token' | 'apiKey'>;

const sources = ['bearer-file', 'bearer-secret', 'token-command', 'saml-command'] as const;

/** Whether the command line says where a token comes from. */
export function hasToken(args: ProbeArguments): boolean {
  return sources.some((name) => args[name] !== undefined);
}

/**
 * Where tokens and keys of the command line come from; members that no flag sets are absent.
 * @throws KitError PROBE_TWO_PROOFS, PROBE_BAD_OPTION; all problems at once
 */
export function tokensFromFlags(args: ProbeArguments): Tokens {
  const problems: Problem[] = [];
  const given = sources.filter((name) => args[name] !== undefined);
  const signs = args.sigv4 === true || args.role !== undefined;
  const profile = args['bearer-secret'] === undefined && args.profile !== undefined;
  const all = [...given, ...(given.length > 0 && (signs || profile) ? ['sigv4' as const] : [])];
  if (all.length > 1)
    problems.push({
      code: 'PROBE_TWO_PROOFS',
      what: `${all.map((name) => `--${name}`).join(' and ')} exclude each other${signs || profile ? ' (--profile and --role sign, too)' : ''}`,
      where: `--${all.at(-1)}`,
      fix: 'keep one of them',
    });
  const file = args['bearer-file'];
  const secret = args['bearer-secret'];
  const key = args['api-key-secret'];
  if (key !== undefined && (args['api-key'] ?? args['api-keys']) !== undefined)
    problems.push({
      code: 'PROBE_BAD_OPTION',
      what: 'an API key comes from AWS or from a file',
      where: '--api-key-secret',
      fix: 'leave out --api-key and --api-keys; a member of a JSON secret is NAME#MEMBER',
    });
  const token = readCommand(args, problems);
  if (problems.length > 0) throw new KitError(problems);
  return {
    ...(file === undefined ? {} : { bearer: file === '-' ? { stdin: true } : { file } }),
    ...(secret === undefined ? {} : { bearer: inAws(secret, args) }),
    ...(key === undefined ? {} : { apiKey: inAws(key, { region: args.region }) }),
    ...(token ? { token } : {}),
  };
}

/** `NAME` or `NAME#MEMBER`. */
function inAws(text: string, { region, profile }: ProbeArguments): SecretSource {
  const at = text.lastIndexOf('#');
  return {
    secret: at < 0 ? text : text.slice(0, at),
    ...(at < 0 ? {} : { name: text.slice(at + 1) }),
    ...(region === undefined ? {} : { region }),
    ...(profile === undefined ? {} : { profile }),
  };
}

function readCommand(args: ProbeArguments, problems: Problem[]): ProbeTarget['token'] {
  const saml = args['saml-command'];
  const line = saml ?? args['token-command'];
  const { 'token-header': header, 'token-timeout': timeoutSeconds } = args;
  const where = saml === undefined ? '--token-command' : '--saml-command';
  if (timeoutSeconds !== undefined && !(timeoutSeconds > 0 && timeoutSeconds <= 86_400))
    problems.push({
      code: 'PROBE_BAD_OPTION',
      what: `${timeoutSeconds} is not a number of seconds`,
      where: '--token-timeout',
      fix: 'give e.g. 30',
    });
  if (line === undefined) return undefined;
  const split = splitWords(line);
  if ('why' in split) {
    const fix = 'write a program and its arguments, or a JSON list of them; put anything more into a script';
    problems.push({ code: 'PROBE_BAD_OPTION', what: split.why, where, fix });
    return undefined;
  }
  return {
    command: split.words,
    as: saml === undefined ? (args['token-form'] ?? 'jwt') : 'saml',
    ...(header === undefined ? {} : { header }),
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
  };
}
