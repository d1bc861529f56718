import { type Form, isForwarded } from './exchange';
import { firstValue, withCaller } from './headers';
import { fillPath, queryText, safePath } from './target';

type Texts = Readonly<Record<string, string>>;

/** What the request mapping template makes of a call (stacks/mapped-operation.ts). */
export interface MappedEvent {
  readonly requestParams: {
    readonly hostname: string;
    readonly port: string;
    /** Resource path. */
    readonly path: string;
    readonly method: string;
  };
  readonly bodyJson: unknown;
  readonly params: { readonly path?: Texts; readonly querystring?: Texts; readonly header?: Texts };
  readonly 'stage-variables': Texts;
  readonly context: Texts;
}

/** What the response templates read: of 200 as it is, of every other status as text in the error message. */
interface MappedResult {
  readonly status: number;
  readonly bodyJson: unknown;
  readonly headers: Texts;
}

/** Templates say what goes in and out: the event has its parts by name, and what is not 200 is an error. */
export const mapped: Form<MappedEvent> = {
  plan(event, settings) {
    const { hostname, port, path, method } = event.requestParams;
    // A template that names another backend, or a body that came without a template: never follow it.
    if (hostname !== settings.host || port !== String(settings.port)) {
      return { reason: 'PROXY_CALL_REFUSED', detail: `the event names ${hostname}:${port}` };
    }
    if (!isForwarded(method)) return { reason: 'PROXY_CALL_REFUSED', detail: `method ${method}` };
    const { params, context, bodyJson } = event;
    // Templates read text: the backend must not compress it.
    const own = Object.entries(params.header ?? {}).filter(([name]) => !/^accept-encoding$/i.test(name));
    const headers = withCaller(own, {
      sourceAddress: context['source-ip'],
      userAgent: context['user-agent'],
      host: context['domain-name'],
    });
    if (firstValue(headers, 'content-type') === undefined) headers.push(['Content-Type', 'application/json']);
    return {
      method,
      path: safePath(fillPath(path, params.path)) + queryText(Object.entries(params.querystring ?? {})),
      headers,
      body: carriesBody(method, bodyJson) ? JSON.stringify(bodyJson) : '',
    };
  },

  answer(_event, { status, headers, body }) {
    const text = new TextDecoder().decode(body);
    if (status !== 200) return failed({ status, bodyJson: text, headers: named(headers) });
    return { returned: { status, bodyJson: asJson(text), headers: named(headers) } satisfies MappedResult };
  },

  /** The status is 500 whatever the reason: what this form has always answered. */
  fail: ({ reason }) =>
    failed({
      status: 500,
      bodyJson: JSON.stringify({ message: 'Internal server error', reason }),
      headers: {},
    }),
};

/** The status comes first: selection patterns look for it there. */
function failed(result: MappedResult): { readonly thrown: string } {
  return { thrown: JSON.stringify(result) };
}

/** A call without a body has `{}` in its place, which GET and others without content do not mean. */
function carriesBody(method: string, bodyJson: unknown): boolean {
  if (bodyJson === undefined || bodyJson === null || bodyJson === '') return false;
  if (['PATCH', 'POST', 'PUT'].includes(method)) return true;
  return method === 'DELETE' && JSON.stringify(bodyJson) !== '{}';
}

/** Lower-case names, as templates name them; of a repeated header the last value. */
function named(headers: readonly (readonly [string, string])[]): Texts {
  return Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));
}

/** A body that is no JSON becomes a JSON text. */
function asJson(text: string): unknown {
  if (text === '') return '';
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
