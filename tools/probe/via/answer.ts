import type { ProbeResult, Report, SkippedCall } from '../report';
import type { ProbeTarget } from '../target';
import { type Lost, lostResult } from './lost';

/** What an invocation came to: the text that the function returned, or why there is none. */
export type Answer =
  | { readonly payload: string /** Set when the function failed. */; readonly functionError?: string }
  | { readonly error: Error };

/** What is known of the calls of one invocation. */
export interface Part {
  readonly results: readonly ProbeResult[];
  /** Calls that were due and not made. */
  readonly skipped: readonly SkippedCall[];
}

/**
 * What one invocation came to, something for each of its targets: what did not come back is unknown. Pure.
 * @param interrupted the caller gave up; whatever the answer is, that is why
 */
export function partOf(targets: readonly ProbeTarget[], answer: Answer, interrupted: boolean): Part {
  const lost = (why: Lost): Part => ({
    results: targets.map((target) => lostResult(target, why)),
    skipped: [],
  });
  if ('error' in answer) return lost(interrupted ? gaveUp : lostBy(answer.error));
  if (answer.functionError !== undefined) return lost(lostByFunction(answer.payload));
  const report = readReport(answer.payload);
  if (!report)
    return lost({ code: 'RUNNER_FAILED', because: 'what the function returned is no report of a probe' });
  return assigned(targets, report);
}

const gaveUp: Lost = {
  code: 'PROBE_INTERRUPTED',
  because: 'stopped before the function answered',
};

const byName: Readonly<Record<string, Lost['code']>> = {
  TooManyRequestsException: 'RUNNER_THROTTLED',
  ThrottlingException: 'RUNNER_THROTTLED',
  EC2ThrottledException: 'RUNNER_THROTTLED',
  RequestTooLargeException: 'RUNNER_PAYLOAD_TOO_LARGE',
  AccessDeniedException: 'RUNNER_DENIED',
};

function lostBy({ name, message }: Error): Lost {
  return { code: byName[name] ?? 'RUNNER_FAILED', because: cut(`${name}: ${message.split('\n')[0]}`) };
}

/** How Lambda, or Step Functions around it, says that a function gave no answer. */
const words: readonly (readonly [RegExp, Lost['code']])[] = [
  [/Task timed out|Sandbox\.Timedout|States\.Timeout|TIMED_OUT/, 'RUNNER_TIMED_OUT'],
  [/ResponseSizeTooLarge|payload size exceeded|DataLimitExceeded/, 'RUNNER_PAYLOAD_TOO_LARGE'],
  [/TooManyRequestsException/, 'RUNNER_THROTTLED'],
  [/AccessDeniedException/, 'RUNNER_DENIED'],
];

function lostByFunction(payload: string): Lost {
  const { errorType = 'Error', errorMessage = '' } = (readJson(payload) ?? {}) as Record<string, string>;
  const text = `${errorType}: ${errorMessage}`;
  const code = words.find(([form]) => form.test(text))?.[1] ?? 'RUNNER_FAILED';
  return { code, because: cut(`the function failed: ${text}`) };
}

function cut(text: string): string {
  return text.length > 300 ? `${text.slice(0, 299)}…` : text;
}

function readReport(payload: string): Report | undefined {
  const report = readJson(payload) as Partial<Report> | null | undefined;
  return report?.schemaVersion === 1 && Array.isArray(report.results) ? (report as Report) : undefined;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Results in the order of the targets, as the function gives them; equal neighbours share theirs. A function whose
 * time runs out says which calls it did not make.
 */
function assigned(targets: readonly ProbeTarget[], { results, skipped = [] }: Report): Part {
  const missing: Lost = { code: 'RUNNER_FAILED', because: 'the function returned no result for this call' };
  const told = skipped.filter(({ unknown }) => unknown).map((call) => ({ call, key: keyOf(call) }));
  const all: ProbeResult[] = [];
  const notMade: SkippedCall[] = [];
  let next = 0;
  let last: string | undefined;
  for (const target of targets) {
    const key = keyOf(target);
    const from = next;
    while (next < results.length && keyOf(results[next]!) === key) next++;
    all.push(...results.slice(from, next));
    const one = next === from && key !== last ? told.find((other) => other.key === key) : undefined;
    if (one) notMade.push({ ...one.call, reason: 'the time of the function ended before its turn' });
    else if (next === from && key !== last) all.push(lostResult(target, missing));
    last = key;
  }
  return { results: all, skipped: notMade };
}

function keyOf({ name, url, method = 'GET' }: Pick<ProbeTarget, 'name' | 'url' | 'method'>): string {
  return JSON.stringify([name, url, method]);
}
