import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { KitError, type Problem } from '../../../kit-error';
import type { SessionOptions } from '../../session';
import { answerProbe } from './answer-probe';
import type { LastResults } from './last-results';
import { metricsPage, negotiate, type Page, plain } from './page';
import type { Allowed } from './wanted';

export interface ServerOptions {
  readonly allowed: Allowed;
  readonly last: LastResults;
  /** Calls of /probe under way at once; beyond it is told to come again. */
  readonly concurrency: number;
  readonly options: SessionOptions & { readonly runbooks?: string };
}

const index = [
  'hybrid-api probe',
  '',
  '/metrics                     the configured calls, each as it last ended',
  '/probe?target=NAME           one of them, now',
  '/probe?target=URL&module=NAME  another URL of its host, with its settings',
  '/probe?target=…&debug=true   with what was seen, for people',
  '/-/healthy                   whether this server is alive',
].join('\n');

/** The HTTP server of `--serve`; not listening yet. */
export function makeServer(serving: ServerOptions): Server {
  let busy = 0;
  const answer = async (request: IncomingMessage, signal: AbortSignal): Promise<Page> => {
    const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://probe');
    const { accept, 'x-prometheus-scrape-timeout-seconds': timeout } = request.headers;
    if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405, 'GET only');
    if (pathname === '/') return plain(200, index);
    if (pathname === '/-/healthy' || pathname === '/-/ready') return plain(200, 'Healthy');
    if (pathname === '/metrics') return metricsPage(serving.last.gauges(), negotiate(accept));
    if (pathname !== '/probe') return plain(404, 'there are /metrics, /probe and /-/healthy');
    if (busy >= serving.concurrency)
      return plain(503, `${busy} calls are under way; raise --concurrency, or scrape less often`);
    busy++;
    try {
      const asked = { query, accept, timeout: timeout as string | undefined, signal };
      return await answerProbe(asked, serving.allowed, serving.options);
    } finally {
      busy--;
    }
  };
  return createServer((request, response) => {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    answer(request, gone.signal).then(
      (page) => send(response, request.method === 'HEAD' ? { ...page, text: '' } : page),
      (error: unknown) => send(response, failed(error)),
    );
  });
}

function send(response: ServerResponse, { status, type, text }: Page): void {
  response.writeHead(status, { 'Content-Type': type, 'X-Content-Type-Options': 'nosniff' }).end(text);
}

/** A target that can't be called as it is written is the asker's fault; anything else is ours. */
function failed(error: unknown): Page {
  if (error instanceof KitError)
    return plain(
      400,
      error.problems.map(({ code, what, fix }: Problem) => `${code}: ${what}. Fix: ${fix}`).join('\n'),
    );
  process.stderr.write(`${(error as Error).stack}\n`);
  return plain(500, 'the probe failed; its stderr says why');
}
