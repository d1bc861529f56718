import { explainAll, type ProbeOptions, type ProbeTarget, probe, type Report } from '../../tools/probe';
import { expectedCalls } from './calls';
import { isCanary, readCanary } from './canary';
import { metricLines } from './metrics';
import { readOptions } from './read-options';
import { readTargets } from './read-targets';

/** Kept back from the time limit (ms), to return what is known. */
const reserve = 1000;

interface Context {
  getRemainingTimeInMillis(): number;
}

/**
 * Makes calls from inside the network of the function: those of the event, else of PROBE_TARGETS, else those that
 * hybrid.yaml expects from the data centre. As a canary (`{"canary": true}`) it makes the canary's, and prints metrics.
 */
export async function handler(event: unknown, context?: Context): Promise<Report> {
  if (isCanary(event)) return sing(readCanary(__dirname), context, Date.now());
  const targets = readTargets(event, process.env.PROBE_TARGETS ?? expectedCalls(__dirname));
  return run(targets, readOptions(event), context);
}

/** One run of the canary. Metrics bear the time at which it began, as runs do. */
async function sing(
  { targets, ...settings }: ReturnType<typeof readCanary>,
  context: Context | undefined,
  at: number,
): Promise<Report> {
  const report = await run(targets, {}, context);
  // Past console, which wraps a line into the JSON of Lambda's log format: metrics must be the whole line.
  for (const line of metricLines(report, settings, at)) process.stdout.write(`${line}\n`);
  return report;
}

async function run(
  targets: readonly ProbeTarget[],
  options: ProbeOptions,
  context: Context | undefined,
): Promise<Report> {
  const controller = new AbortController();
  const limit = context ? context.getRemainingTimeInMillis() - reserve : undefined;
  const timer = limit === undefined ? undefined : setTimeout(() => controller.abort(), limit);
  try {
    return explainAll(await probe(targets, { ...options, signal: controller.signal }));
  } finally {
    clearTimeout(timer);
  }
}
