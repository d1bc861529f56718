import { explainAll } from '../../explain';
import { probe } from '../../probe';
import { defaultTimeouts, type SessionOptions } from '../../session';
import { debugPage, metricsPage, negotiate, type Page, plain, probeGauges } from './page';
import { type Allowed, readWanted } from './wanted';

/** Kept back from the scraper's own time limit (ms), for the answer to reach it; as blackbox_exporter does. */
const reserve = 500;

export interface ProbeRequest {
  readonly query: URLSearchParams;
  /** Of the request. */
  readonly accept?: string;
  /** X-Prometheus-Scrape-Timeout-Seconds. */
  readonly timeout?: string;
  /** Aborts when the asker is gone or the server ends. */
  readonly signal: AbortSignal;
}

/** Answers `/probe?target=…&module=…&debug=true`. */
export async function answerProbe(
  { query, accept, timeout, signal }: ProbeRequest,
  allowed: Allowed,
  options: SessionOptions & { readonly runbooks?: string },
): Promise<Page> {
  const limit = scrapeLimit(timeout);
  if (Number.isNaN(limit))
    return plain(400, `X-Prometheus-Scrape-Timeout-Seconds: "${timeout}" is not a number of seconds`);
  const wanted = readWanted(query, allowed);
  if ('status' in wanted) return plain(wanted.status, wanted.because);
  const { target } = wanted;
  const own = { ...defaultTimeouts, ...options.timeouts, ...target.timeouts };
  const timeouts = { ...target.timeouts, total: Math.min(own.total, limit) };
  const report = await probe([{ ...target, timeouts }], { ...options, signal });
  if (query.get('debug') === 'true')
    return debugPage(target, explainAll(report, { runbooks: options.runbooks }));
  return metricsPage(probeGauges(report), negotiate(accept));
}

/** Milliseconds that a scraper leaves for the call; NaN for what it can't mean. Pure. */
export function scrapeLimit(header: string | undefined): number {
  if (header === undefined) return Number.POSITIVE_INFINITY;
  const seconds = Number(header);
  if (header.trim() === '' || !(seconds > 0)) return Number.NaN;
  return Math.max(seconds * 1000 - reserve, seconds * 500);
}
