import type { Expectation } from '../../stacks/config-schema';

/** What came of a call, in the words an expectation uses. `unknown`: it cannot be told. */
export type Observed =
  | {
      readonly kind: 'response';
      readonly status: number;
      readonly body: string;
      /** Of a WebSocket that stands: what the client receives. */
      readonly messages?: readonly string[];
    }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'unknown'; readonly reason: string };

export interface Judgement {
  readonly met: 'yes' | 'no' | 'unknown';
  /** What was expected and what came, one phrase. Empty when met. */
  readonly because: string;
}

/** Compares what came of a call with an entry of `expect:`; the same for a trace and a probe. */
export function meets(expected: Expectation['expect'], observed: Observed): Judgement {
  if (observed.kind === 'unknown') return { met: 'unknown', because: observed.reason };
  if (expected === 'unreachable') {
    return observed.kind === 'unreachable' ? yes : no(`expected no answer, got HTTP ${observed.status}`);
  }
  const { status = socketStatus, message, body } = expected as Partial<ExpectedResponse>;
  if (observed.kind === 'unreachable') return no(`expected HTTP ${status}, got no answer`);
  if (observed.status !== status) return no(`expected HTTP ${status}, got ${observed.status}`);
  if (message !== undefined) return matchMessages(message, observed.messages ?? []);
  return body === undefined ? yes : matchBody(body, observed.body);
}

const yes: Judgement = { met: 'yes', because: '' };

function no(because: string): Judgement {
  return { met: 'no', because };
}

/** Status of a WebSocket that stands: what an expectation of a message alone wants. */
export const socketStatus = 101;

/** A response as an expectation words it. */
export interface ExpectedResponse {
  readonly status: number;
  readonly body?: BodyMatch;
  readonly message?: BodyMatch;
}

export type BodyMatch = Extract<Expectation['expect'], { readonly message: unknown }>['message'];

/** One of the messages has to match. */
function matchMessages(match: BodyMatch, messages: readonly string[]): Judgement {
  const judged = messages.map((one) => matchBody(match, one));
  if (judged.some(({ met }) => met === 'yes')) return yes;
  const last = judged.at(-1);
  return last ? no(last.because.replace(/^the body/, 'the message')) : no('expected a message, none came');
}

/** Compares text with what is expected of it. */
export function matchBody(match: BodyMatch, body: string): Judgement {
  if (typeof match === 'string') {
    return body.includes(match)
      ? yes
      : no(`the body does not contain ${JSON.stringify(match)}: ${shorten(body)}`);
  }
  if ('jsonPath' in match) {
    const { matchPath } = require('./json-path') as typeof import('./json-path');
    const missing = matchPath(match, body);
    return missing === undefined ? yes : no(missing);
  }
  if ('equals' in match)
    return body === match.equals
      ? yes
      : no(`the body differs from ${JSON.stringify(match.equals)}: ${shorten(body)}`);
  if ('matches' in match) {
    return new RegExp(match.matches).test(body)
      ? yes
      : no(`the body does not match /${match.matches}/: ${shorten(body)}`);
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return no(`the body is not JSON: ${shorten(body)}`);
  }
  const missing = firstDifference(match.json, parsed, '$');
  return missing ? no(missing) : yes;
}

/** Path of the first member of `wanted` that `actual` lacks or has otherwise; members beyond `wanted` do not matter. */
export function firstDifference(wanted: unknown, actual: unknown, path: string): string | undefined {
  if (wanted === null || typeof wanted !== 'object') {
    return Object.is(wanted, actual)
      ? undefined
      : `${path} is ${shorten(JSON.stringify(actual) ?? 'absent')}, expected ${JSON.stringify(wanted)}`;
  }
  if (actual === null || typeof actual !== 'object' || Array.isArray(wanted) !== Array.isArray(actual)) {
    return `${path} is ${shorten(JSON.stringify(actual) ?? 'absent')}, expected ${Array.isArray(wanted) ? 'a list' : 'an object'}`;
  }
  for (const [key, value] of Object.entries(wanted)) {
    const difference = firstDifference(value, (actual as Record<string, unknown>)[key], `${path}.${key}`);
    if (difference) return difference;
  }
  return undefined;
}

export function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
