import { exitCode } from './exit-code';
import type { ProbeArguments } from './flags';
import { openOutputs } from './output';
import { probe } from './probe';
import { type Plan, planCalls, readConcurrency, readTimeouts } from './read-arguments';
import type { Report } from './report';

/**
 * The whole command: reads the arguments, calls, prints. Results on stdout, everything else on stderr.
 * @param words URLs, each with its method before it where it has one
 * @returns the exit code
 * @throws KitError for a command line that can't be followed
 */
export async function runProbe(words: readonly string[], args: ProbeArguments): Promise<number> {
  const outputs = openOutputs(args);
  const screen = process.stderr.isTTY === true && !args.json;
  if (screen) process.stderr.write(`probing ${words.length > 0 ? words.join(' ') : (args.config ?? '')} …`);
  const clear = (): void => {
    if (screen) process.stderr.write('\r\u001b[K');
  };
  try {
    warnOfProxySettings(args);
    const plan = planCalls(words, args, inputs);
    const { targets, skipped, call } =
      args.via === undefined ? { ...plan, call: probe } : viaPlan(plan, words.length > 0, args);
    const options = {
      allAddresses: args['all-addresses'] ?? true,
      concurrency: readConcurrency(args),
      timeouts: readTimeouts(args),
    };
    outputs.begin({ targets, skipped });
    const { report, interrupted } = await untilInterrupted((signal) =>
      call(targets, { ...options, signal, onResult: outputs.result }),
    );
    clear();
    const whole: Report = skipped.length > 0 ? { ...report, skipped } : report;
    await outputs.end(whole);
    const code = exitCode(whole);
    // A question to the system's resolver can't be withdrawn, and would hold the process back.
    if (interrupted) process.exit(code);
    return code;
  } catch (error) {
    clear();
    throw error;
  }
}

const inputs = {
  readFile: (path: string): string => fs().readFileSync(path, 'utf8'),
  readStdin: (): string => fs().readFileSync(0, 'utf8'),
  loadConfig: (path: string) =>
    (require('../../stacks/config') as typeof import('../../stacks/config')).loadConfig(path, {
      filesAreElsewhere: true,
    }),
};

/** Loaded when something else than this machine is to call. */
function viaPlan(plan: Plan, isOwnList: boolean, args: ProbeArguments) {
  const { planVia } = require('./via/plan') as typeof import('./via/plan');
  return planVia(plan, isOwnList, args, inputs.loadConfig);
}

function fs(): typeof import('node:fs') {
  return require('node:fs') as typeof import('node:fs');
}

async function untilInterrupted(
  run: (signal: AbortSignal) => Promise<Report>,
): Promise<{ readonly report: Report; readonly interrupted: boolean }> {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    const report = await run(controller.signal);
    return { report, interrupted: controller.signal.aborted };
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}

/** The probe sees the network as it is; a proxy set for other programs is said, not followed. */
function warnOfProxySettings(args: ProbeArguments): void {
  if (args.proxy !== undefined) return;
  const names = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'];
  const set = names.find((name) => process.env[name]);
  if (set)
    process.stderr.write(`note: ${set} is set and not followed; --proxy socks5h://host:port would be\n`);
}
