import { quietSdk } from '../quiet-sdk';
import { isNamed, type Settled } from './config/layers';
import { withSettings } from './config/with-settings';
import { exitCode } from './exit-code';
import type { ProbeArguments } from './flags';
import { openOutputs } from './output';
import { type Plan, planCalls, readTimeouts } from './read-arguments';
import { watchForEnding } from './running/ending';
import { keepMemorySmall } from './running/memory';
import { runMode } from './running/mode';
import { startProgress } from './running/progress';
import { readRunning } from './running/read-running';

/**
 * The whole command: reads the arguments, calls, prints. Results on stdout, everything else on stderr.
 * @param words URLs, each with its method before it where it has one
 * @param line what the command line says, without defaults
 * @returns the exit code
 * @throws KitError for a command line that can't be followed
 */
export function runProbe(words: readonly string[], line: ProbeArguments): Promise<number> {
  return withSettings(words, line, (settled) => run(words, settled));
}

async function run(words: readonly string[], { args, given, origins }: Settled): Promise<number> {
  // Node.js 20 is supported here; the AWS SDK would say on every run that a later version of its own won't.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const screen = process.stderr.isTTY === true && !args.quiet;
  const subject = words.length > 0 ? words.join(' ') : (args.config ?? '');
  const progress = startProgress(screen ? (text) => process.stderr.write(text) : undefined, subject);
  try {
    keepMemorySmall();
    quietSdk();
    const { mode, concurrency, deadline, retrying } = readRunning(args);
    const outputs = openOutputs(args);
    const timeouts = readTimeouts(args);
    warnOfProxySettings(args);
    const plan = planCalls(words, args, inputs, { given, namedFile: isNamed(origins.get('config')) });
    const calls =
      args.via === undefined ? { ...plan, call: undefined } : viaPlan(plan, words.length > 0, args);
    outputs.begin(calls);
    const ending = watchForEnding(deadline);
    const report = await runMode({
      plan: calls,
      call: calls.call,
      mode,
      concurrency,
      options: { allAddresses: args['all-addresses'] ?? true, timeouts, retrying, signal: ending.signal },
      runbooks: args.runbooks,
      say: (line) => {
        progress.end();
        process.stderr.write(`${line}\n`);
      },
      endedBy: ending.by,
      onResult: (result) => {
        progress.result(result);
        progress.clear();
        outputs.result(result);
      },
      onRound: (round) => {
        progress.clear();
        outputs.round(round);
      },
    });
    progress.end();
    if (report) await outputs.end(report);
    ending.release();
    const code = report ? exitCode(report) : 0;
    // A question to the system's resolver can't be withdrawn, and would hold the process back.
    if (ending.signal.aborted) process.exit(code);
    return code;
  } finally {
    progress.end();
  }
}

let input: string | undefined;

const inputs = {
  readFile: (path: string): string => fs().readFileSync(path, 'utf8'),
  readStdin: (): string => {
    input ??= fs().readFileSync(0, 'utf8');
    return input;
  },
  loadConfig: (path: string) =>
    (require('./config/read-calls') as typeof import('./config/read-calls')).readCalls(
      path,
      inputs.readStdin,
      process.env,
    ),
};

/** Loaded when something else than this machine is to call. */
function viaPlan(plan: Plan, isOwnList: boolean, args: ProbeArguments) {
  const { planVia } = require('./via/plan') as typeof import('./via/plan');
  return planVia(plan, isOwnList, args, inputs.loadConfig);
}

function fs(): typeof import('node:fs') {
  return require('node:fs') as typeof import('node:fs');
}

/** The probe sees the network as it is; a proxy set for other programs is said, not followed. */
function warnOfProxySettings(args: ProbeArguments): void {
  if (args.proxy !== undefined) return;
  const names = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'];
  const set = names.find((name) => process.env[name]);
  if (set)
    process.stderr.write(`note: ${set} is set and not followed; --proxy socks5h://host:port would be\n`);
}
