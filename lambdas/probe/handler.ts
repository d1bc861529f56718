import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callsFrom, explainAll, probe, type Report } from '../../tools/probe';
import { readOptions } from './read-options';
import { readTargets } from './read-targets';

/** Kept back from the time limit (ms), to return what is known. */
const reserve = 1000;

/**
 * Makes calls from inside the network of the function: those of the event, else of PROBE_TARGETS, else those that
 * hybrid.yaml expects from the data centre.
 */
export async function handler(
  event: unknown,
  context?: { getRemainingTimeInMillis(): number },
): Promise<Report> {
  const targets = readTargets(event, process.env.PROBE_TARGETS ?? expectedCalls(__dirname));
  const options = readOptions(event);
  const controller = new AbortController();
  const limit = context ? context.getRemainingTimeInMillis() - reserve : undefined;
  const timer = limit === undefined ? undefined : setTimeout(() => controller.abort(), limit);
  try {
    return explainAll(await probe(targets, { ...options, signal: controller.signal }));
  } finally {
    clearTimeout(timer);
  }
}

/** The targets of calls.json, which synth writes beside the bundle: a function's environment ends at 4 KB. */
export function expectedCalls(folder: string): string | undefined {
  const file = join(folder, 'calls.json');
  if (!existsSync(file)) return undefined;
  const expect = JSON.parse(readFileSync(file, 'utf8'));
  return JSON.stringify(callsFrom({ expect }, 'on-prem').targets);
}
