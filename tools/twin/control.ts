import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { KitError } from '../kit-error';
import { twinErrors } from './errors';
import { type Failure, parseFailure } from './failures';
import { type ReadyFile, readReadyFile } from './ready';

export interface ControlOptions {
  readonly token: string;
  readonly fail: (failure: Failure) => void;
  readonly heal: (failure: Failure) => void;
  /** JSON-serializable. */
  readonly state: () => unknown;
}

/** A command is a line; anything longer is none. */
const maxBodyBytes = 64 * 1024;

/** `POST /fail`, `POST /heal` with `{"failures": ["zone=a", …]}`, and `GET /state`; each with the bearer token. */
export function createControlServer(options: ControlOptions): Server {
  return createServer({ requestTimeout: 10_000 }, (incoming, outgoing) => {
    handle(options, incoming).then(
      ({ status, body }) => respond(outgoing, status, body),
      () => respond(outgoing, 400, { error: 'the body is no JSON of the form {"failures": ["zone=a"]}' }),
    );
  });
}

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

async function handle(options: ControlOptions, incoming: IncomingMessage): Promise<Reply> {
  if (!isAuthorized(incoming.headers.authorization, options.token)) {
    return { status: 401, body: { error: 'the token of the ready file is missing' } };
  }
  const route = `${incoming.method} ${incoming.url}`;
  if (route === 'GET /state') return { status: 200, body: options.state() };
  if (route !== 'POST /fail' && route !== 'POST /heal')
    return { status: 404, body: { error: `no ${route} here` } };
  const { failures } = JSON.parse(await readText(incoming)) as { failures: string[] };
  try {
    const parsed = failures.map(parseFailure);
    for (const failure of parsed) (route === 'POST /fail' ? options.fail : options.heal)(failure);
    return { status: 200, body: options.state() };
  } catch (error) {
    if (error instanceof KitError) return { status: 422, body: { problems: error.problems } };
    throw error;
  }
}

function isAuthorized(given: string | undefined, token: string): boolean {
  const expected = Buffer.from(`Bearer ${token}`);
  const actual = Buffer.from(given ?? '');
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

async function readText(incoming: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of incoming.setEncoding('utf8')) {
    text += chunk;
    if (text.length > maxBodyBytes) throw new Error('too long');
  }
  return text;
}

function respond(outgoing: ServerResponse, status: number, body: unknown): void {
  outgoing.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
  outgoing.end(`${JSON.stringify(body)}\n`);
}

/**
 * Tells the twin of a ready file to break and mend things (`zone=a`, `target=10.20.1.9`).
 * Resolves to false where no twin runs: no ready file, or one that was left behind.
 * @throws KitError for what the twin does not know
 */
export async function tellTwin(
  readyFile: string,
  commands: { readonly fail: readonly string[]; readonly heal: readonly string[] },
): Promise<boolean> {
  const ready = readReadyFile(readyFile);
  if (!ready) return false;
  for (const verb of ['fail', 'heal'] as const) {
    if (commands[verb].length > 0 && !(await tell(ready, verb, commands[verb]))) return false;
  }
  return true;
}

async function tell(
  { control }: ReadyFile,
  verb: 'fail' | 'heal',
  failures: readonly string[],
): Promise<boolean> {
  let response: Response;
  try {
    response = await fetch(`${control.url}/${verb}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${control.token}`, connection: 'close' },
      body: JSON.stringify({ failures }),
    });
  } catch {
    return false;
  }
  const reply = (await response.json()) as { problems?: KitError['problems']; error?: string };
  if (response.ok) return true;
  throw new KitError(
    reply.problems ?? {
      code: 'TWIN_CONTROL',
      what: `the running twin refused: ${reply.error ?? response.status}`,
      where: control.url,
      fix: twinErrors.TWIN_CONTROL.fix,
    },
  );
}
