import { jsonPathForm } from '../../stacks/config-schema/json-path-form';
import type { PathMatch } from '../expectations/json-path';
import { KitError } from '../kit-error';
import type { ProbeArguments } from './flags';
import type { ProbeExpectation } from './target';

/**
 * What the flags say must come of a call; `undefined`: nothing in particular.
 * @throws KitError PROBE_BAD_OPTION
 */
export function readExpectation(args: ProbeArguments): ProbeExpectation | undefined {
  const bodies: Exclude<ProbeExpectation, 'unreachable'>['body'][] = [];
  if (args['expect-body'] !== undefined) bodies.push(args['expect-body']);
  if (args['expect-body-equals'] !== undefined) bodies.push({ equals: args['expect-body-equals'] });
  if (args['expect-body-matches'] !== undefined)
    bodies.push({ matches: checkPattern(args['expect-body-matches']) });
  if (args['expect-body-json'] !== undefined) bodies.push({ json: parseJson(args['expect-body-json']) });
  if (args['expect-json-path'] !== undefined) bodies.push(readPath(args['expect-json-path']));
  const message = readMessage(args);
  const status = args['expect-status'];
  const some = status !== undefined || bodies.length > 0 || message !== undefined;
  if (bodies.length > 1 || (args['expect-unreachable'] && some)) {
    throw problem(
      'these expectations exclude each other',
      '--expect-…',
      'give one expectation of the body, or --expect-unreachable alone',
    );
  }
  if (args['expect-unreachable']) return 'unreachable';
  if (status !== undefined && !(Number.isInteger(status) && status >= 100 && status <= 599))
    throw problem(`${status} is not an HTTP status`, '--expect-status', 'give e.g. 200');
  if (!some) return undefined;
  return {
    ...(status === undefined ? {} : { status }),
    ...(bodies.length === 0 ? {} : { body: bodies[0] }),
    ...(message === undefined ? {} : { message, status: status ?? 101 }),
  };
}

function readMessage(args: ProbeArguments): Exclude<ProbeExpectation, 'unreachable'>['message'] {
  const json = args['expect-message-json'];
  return json === undefined ? args['expect-message'] : { json: parseJson(json, '--expect-message-json') };
}

function checkPattern(pattern: string): string {
  try {
    new RegExp(pattern);
    return pattern;
  } catch (cause) {
    const what = (cause as Error).message;
    throw problem(what, '--expect-body-matches', 'correct the regular expression', cause);
  }
}

function parseJson(text: string, flag = '--expect-body-json'): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const what = `"${text}" is not JSON`;
    throw problem(what, flag, `give e.g. '{"function":"hello-1"}'`, cause);
  }
}

/** `$.a.b`, or `$.a.b=value`: JSON, or text where it is none. An equals sign within brackets belongs to the path. */
function readPath(text: string): PathMatch {
  const [path = ''] = /^(?:\[(?:'[^']*'|"[^"]*"|[^\]])*\]|[^[=])*/.exec(text) ?? [];
  if (!jsonPathForm.test(path)) {
    const what = `"${path}" is not a JSON path; filters are not run`;
    throw problem(what, '--expect-json-path', "give e.g. '$.items[0].id' or '$.state=ready'");
  }
  if (path.length < text.length && text[path.length] !== '=') {
    const what = `"${text}" is not a JSON path: the bracket after ${path} is not closed`;
    throw problem(what, '--expect-json-path', "give e.g. '$.items[0].id' or '$.state=ready'");
  }
  if (path.length === text.length) return { jsonPath: path };
  const value = text.slice(path.length + 1);
  try {
    return { jsonPath: path, equals: JSON.parse(value) };
  } catch {
    return { jsonPath: path, equals: value };
  }
}

function problem(what: string, where: string, fix: string, cause?: unknown): KitError {
  return new KitError(
    { code: 'PROBE_BAD_OPTION', what, where, fix },
    cause === undefined ? undefined : { cause },
  );
}
