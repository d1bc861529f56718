import { probe, type Report } from '../../tools/probe';
import { readTargets } from './read-targets';

/** Kept back from the time limit (ms), to return what is known. */
const reserve = 1000;

/** Makes the calls of the event, or of PROBE_TARGETS, from inside the network of the function. */
export async function handler(
  event: unknown,
  context?: { getRemainingTimeInMillis(): number },
): Promise<Report> {
  const targets = readTargets(event, process.env.PROBE_TARGETS);
  const controller = new AbortController();
  const limit = context ? context.getRemainingTimeInMillis() - reserve : undefined;
  const timer = limit === undefined ? undefined : setTimeout(() => controller.abort(), limit);
  try {
    return await probe(targets, { signal: controller.signal });
  } finally {
    clearTimeout(timer);
  }
}
