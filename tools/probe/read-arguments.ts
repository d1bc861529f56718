import { readableKeys } from '../../stacks/readable-keys';
import { KitError, type Problem } from '../kit-error';
import type { Timeouts } from './attempt';
import { overTarget, refuseIdle } from './config/over-file';
import type { FileCall } from './config/parse';
import { chooseNamed, planTargets, refusePrograms } from './config/plan-targets';
import { checkStdin } from './config/stdin';
import { callsFrom, type Doors, expectationsToTargets, throughDoor } from './expectations';
import type { ProbeArguments } from './flags';
import { readExpectation } from './read-expectation';
import { overSignature, proofFromFlags, proofsOf } from './read-proof';
import { wireFromFlags } from './read-wire';
import { readWords } from './read-words';
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

/** What was said for this run, and who said it. */
export interface Said {
  /** By flags and environment: it goes before what a file or a twin says of a call, all else after. */
  readonly given: ProbeArguments;
  /** Whether somebody named the file of the calls: only then it may name programs to run. */
  readonly namedFile: boolean;
}

const defaultVantage = 'on-prem';

/**
 * Which calls to make.
 * @param words URLs, each with its method before it where it has one
 * @throws KitError
 */
export function planCalls(
  words: readonly string[],
  args: ProbeArguments,
  inputs: Inputs,
  said: Said = { given: args, namedFile: true },
): Plan {
  const doors = args.twin === undefined ? undefined : readDoors(args.twin, inputs);
  const usesFile = words.length === 0;
  const plan = usesFile ? fromConfig(args, inputs, doors, said) : fromWords(words, args, inputs, doors);
  if (plan.targets.length > 0) {
    const targets = plan.targets.map((target) => adjusted(target, args, said.given));
    checkStdin(args, usesFile, targets);
    return { ...plan, targets };
  }
  throw problem(
    'PROBE_NOTHING_TO_CALL',
    whyNothing(plan, args.vantage ?? defaultVantage),
    args.config ?? 'hybrid.yaml',
    nearVantage(plan, args) ?? 'give a URL, add entries to "expect", or name another --vantage',
  );
}

/** Calls that start here and lack something say what that is. */
function whyNothing({ skipped }: Plan, vantage: string): string {
  const reasons = new Set(skipped.flatMap((call) => (call.vantage === vantage ? call.reason : [])));
  if (reasons.size > 0) return `every call from ${vantage} lacks something: ${[...reasons].join('; ')}`;
  return skipped.length > 0
    ? `none of the ${skipped.length} calls starts at ${vantage}`
    : 'there is nothing to call';
}

/** Where the vantage is a typo of one that calls start from. */
function nearVantage({ skipped }: Plan, { vantage }: ProbeArguments): string | undefined {
  const others = [...new Set(skipped.flatMap((call) => call.vantage ?? []))];
  if (vantage === undefined || others.length === 0 || others.includes(vantage)) return undefined;
  const { suggest } =
    require('../../stacks/config-rules/rule') as typeof import('../../stacks/config-rules/rule');
  return suggest(vantage, others);
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

function fromConfig(
  args: ProbeArguments,
  inputs: Inputs,
  doors: Doors | undefined,
  { given, namedFile }: Said,
): Plan {
  const calls = inputs.loadConfig(args.config ?? 'hybrid.yaml');
  if ('targets' in calls) {
    refuseIdle(given, 'probe file');
    if (!namedFile) refusePrograms(calls.targets, args.config);
    const plan = planTargets(calls.targets, args, doors);
    const { sigv4, ...proof } = proofFromFlags(given, doors);
    const over = given.sigv4 && sigv4 ? { ...proof, sigv4 } : proof;
    const headers = readHeaderLines(given.header, inputs);
    return { ...plan, targets: plan.targets.map((target) => overTarget(target, headers, over)) };
  }
  refuseIdle(given, 'hybrid.yaml');
  const config = {
    ...calls.config,
    expect: chooseNamed(calls.config.expect, ({ name }) => name, args.only, args.config),
  };
  // Somebody else reads the secrets that it may read; a file of this machine stays here.
  const secrets = args.via === undefined ? {} : { secrets: readableKeys(config) };
  if (!doors) return callsFrom(config, args.vantage ?? defaultVantage, { ...proofsOf(args), ...secrets });
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
    headers: readHeaderLines(args.header, inputs),
    body: args.data === undefined ? undefined : readBody(args.data, inputs),
    ...(args.send === undefined ? {} : { send: args.send }),
    ...proofFromFlags(args, doors),
    expect: readExpectation(args),
  };
  const fallback = args.method ?? (args.data === undefined ? 'GET' : 'POST');
  const targets = readWords(words, fallback).map((call) => ({ ...shared, ...call }));
  return { targets, skipped: [] };
}

/** How to get there: what was said for this run, then what the file or the twin says, then files of settings. */
function adjusted(target: ProbeTarget, args: ProbeArguments, given: ProbeArguments): ProbeTarget {
  const under = Object.fromEntries(Object.entries(args).filter(([name]) => !(name in given)));
  const clientCertificate = readPair(args);
  const pair = clientCertificate ? { clientCertificate } : {};
  const pairIsGiven = given.cert !== undefined || given.key !== undefined;
  const limits = Object.keys(readTimeouts(given));
  const { retrying, timeouts, ...rest } = target;
  return {
    ...(pairIsGiven ? {} : pair),
    ...wireFromFlags(under),
    ...rest,
    ...(retrying && given.retries === undefined && { retrying }),
    ...overSignature(target, given, under),
    ...wireFromFlags(given),
    ...(pairIsGiven ? pair : {}),
    ...(timeouts && {
      timeouts: Object.fromEntries(Object.entries(timeouts).filter(([name]) => !limits.includes(name))),
    }),
  };
}

function readPair(args: ProbeArguments): ProbeTarget['clientCertificate'] {
  const { cert, key, 'key-passphrase-file': passphrase } = args;
  if (cert !== undefined && key !== undefined)
    return { cert, key, ...(passphrase === undefined ? {} : { passphrase }) };
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
    `a line of ${line.length} characters has no name before a colon`, // it may be a token
    '--header',
    'write "Name: value"',
  );
}

/** `@FILE` stands for the lines of a file, `@-` for those of stdin: values that nobody shall see. */
function readHeaderLines(lines: readonly string[] = [], inputs: Inputs): [string, string][] {
  return lines
    .flatMap((line) => (line.startsWith('@') ? fileOf(line, '--header', inputs).split(/\r?\n/) : [line]))
    .filter((line) => line.trim() !== '')
    .map(splitHeader);
}

function fileOf(data: string, where: string, inputs: Inputs): string {
  if (data === '@-') return inputs.readStdin();
  try {
    return inputs.readFile(data.slice(1));
  } catch (cause) {
    const what = `cannot read ${data.slice(1)}: ${(cause as Error).message}`;
    throw problem('PROBE_BAD_BODY_FILE', what, where, 'check the path after the @', cause);
  }
}

function readBody(data: string, inputs: Inputs): string {
  if (data === '-') return inputs.readStdin();
  return data.startsWith('@') ? fileOf(data, '--data', inputs) : data;
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
