import { KitError, type Problem } from '../kit-error';
import type { Timeouts } from './attempt';
import type { FileCall } from './config/parse';
import { chooseNamed, planTargets } from './config/plan-targets';
import { callsFrom, type Doors, expectationsToTargets, throughDoor } from './expectations';
import type { ProbeArguments } from './flags';
import { readExpectation } from './read-expectation';
import { overSignature, proofFromFlags, proofsOf } from './read-proof';
import { wireFromFlags } from './read-wire';
import type { SkippedCall } from './report';
import type { ProbeTarget } from './target';

export interface Plan {
  readonly targets: readonly ProbeTarget[];
  readonly skipped: readonly SkippedCall[];
}

/** What reading files and stdin needs; given, so that tests have none of it. */
export interface Inputs {
  readonly readFile: (path: string) => string;
  readonly readStdin: () => string;
  /** Of hybrid.yaml its configuration, of a probe file its targets. */
  readonly loadConfig: (
    path: string,
  ) => { readonly config: Parameters<typeof callsFrom>[0] } | { readonly targets: readonly FileCall[] };
}

const defaultVantage = 'on-prem';

/**
 * Which calls to make.
 * @param words URLs, each with its method before it where it has one
 * @throws KitError
 */
export function planCalls(words: readonly string[], args: ProbeArguments, inputs: Inputs): Plan {
  const doors = args.twin === undefined ? undefined : readDoors(args.twin, inputs);
  const plan = words.length > 0 ? fromWords(words, args, inputs, doors) : fromConfig(args, inputs, doors);
  if (plan.targets.length > 0)
    return { ...plan, targets: plan.targets.map((target) => adjusted(target, args)) };
  throw problem(
    'PROBE_NOTHING_TO_CALL',
    plan.skipped.length > 0
      ? `none of the ${plan.skipped.length} calls starts at ${args.vantage ?? defaultVantage}`
      : 'there is nothing to call',
    args.config ?? 'hybrid.yaml',
    'give a URL, add entries to "expect", or name another --vantage',
  );
}

/** The limits in milliseconds. */
export function readTimeouts(args: ProbeArguments): Partial<Timeouts> {
  const limit = (name: 'connect-timeout' | 'tls-timeout' | 'first-byte-timeout' | 'max-time') => {
    const value = args[name];
    if (value === undefined) return undefined;
    if (Number.isFinite(value) && value > 0 && value <= 86_400) return value * 1000;
    throw problem(
      'PROBE_BAD_OPTION',
      `${value} is not a number of seconds`,
      `--${name}`,
      'give e.g. 5 or 0.5',
    );
  };
  const entries = {
    connect: limit('connect-timeout'),
    tls: limit('tls-timeout'),
    firstByte: limit('first-byte-timeout'),
    total: limit('max-time'),
  };
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));
}

function fromConfig(args: ProbeArguments, inputs: Inputs, doors: Doors | undefined): Plan {
  const calls = inputs.loadConfig(args.config ?? 'hybrid.yaml');
  if ('targets' in calls) return planTargets(calls.targets, args, doors);
  const config = {
    ...calls.config,
    expect: chooseNamed(calls.config.expect, ({ name }) => name, args.only, args.config),
  };
  if (!doors) return callsFrom(config, args.vantage ?? defaultVantage, proofsOf(args));
  if (args.vantage === undefined) return { targets: expectationsToTargets(config, doors), skipped: [] };
  const { skipped } = callsFrom(config, args.vantage);
  const expect = config.expect.filter(({ from }) => from === args.vantage);
  return { targets: expectationsToTargets({ ...config, expect }, doors), skipped };
}

function fromWords(
  words: readonly string[],
  args: ProbeArguments,
  inputs: Inputs,
  doors: Doors | undefined,
): Plan {
  const shared = {
    ...(doors ? throughDoor(doors, args.vantage ?? defaultVantage) : {}),
    ...(args.vantage === undefined ? {} : { vantage: args.vantage }),
    headers: (args.header ?? []).map(splitHeader),
    body: args.data === undefined ? undefined : readBody(args.data, inputs),
    ...(args.send === undefined ? {} : { send: args.send }),
    ...proofFromFlags(args, doors),
    expect: readExpectation(args),
  };
  const targets: ProbeTarget[] = [];
  let method: string | undefined;
  for (const word of words) {
    if (/^[A-Z]+$/.test(word)) method = word;
    else {
      const fallback = args.method ?? (args.data === undefined ? 'GET' : 'POST');
      targets.push({ ...shared, url: word, method: method ?? fallback });
      method = undefined;
    }
  }
  return { targets, skipped: [] };
}

/** The flags that say how to get there win over the file and the twin. */
function adjusted(target: ProbeTarget, args: ProbeArguments): ProbeTarget {
  const clientCertificate = readPair(args);
  return {
    ...target,
    ...overSignature(target, args),
    ...wireFromFlags(args),
    ...(clientCertificate ? { clientCertificate } : {}),
  };
}

function readPair({ cert, key }: ProbeArguments): ProbeTarget['clientCertificate'] {
  if (cert !== undefined && key !== undefined) return { cert, key };
  if (cert === undefined && key === undefined) return undefined;
  const given = cert === undefined ? '--key' : '--cert';
  const missing = cert === undefined ? '--cert' : '--key';
  throw problem('PROBE_BAD_OPTION', `there is no ${missing}`, given, `give ${missing} too: both PEM files`);
}

function splitHeader(line: string): [string, string] {
  const colon = line.indexOf(':');
  if (colon > 0) return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
  throw problem(
    'PROBE_BAD_OPTION',
    `"${line}" has no name before a colon`,
    '--header',
    'write "Name: value"',
  );
}

function readBody(data: string, inputs: Inputs): string {
  if (data === '-' || data === '@-') return inputs.readStdin();
  if (!data.startsWith('@')) return data;
  try {
    return inputs.readFile(data.slice(1));
  } catch (cause) {
    const what = `cannot read ${data.slice(1)}: ${(cause as Error).message}`;
    throw problem('PROBE_BAD_BODY_FILE', what, '--data', 'check the path after the @', cause);
  }
}

function readDoors(file: string, inputs: Inputs): Doors {
  const fix = 'start the twin with --ready-file and give the same path';
  try {
    const doors = JSON.parse(inputs.readFile(file)) as Partial<Doors>;
    if (typeof doors.vantages === 'object' && typeof doors.ca === 'string') return doors as Doors;
  } catch (cause) {
    throw problem(
      'PROBE_BAD_READY_FILE',
      `cannot read it: ${(cause as Error).message}`,
      `--twin ${file}`,
      fix,
      cause,
    );
  }
  throw problem('PROBE_BAD_READY_FILE', 'it has no "vantages" and "ca"', `--twin ${file}`, fix);
}

function problem(code: string, what: string, where: string, fix: string, cause?: unknown): KitError {
  const one: Problem = { code, what, where, fix };
  return new KitError(one, cause === undefined ? undefined : { cause });
}
