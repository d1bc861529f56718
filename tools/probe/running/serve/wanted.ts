import { guess } from '../../../../stacks/config-rules/rule';
import type { ProbeTarget } from '../../target';

/** What a request to /probe asks for, or why it is not done. */
export type Wanted =
  | { readonly target: ProbeTarget }
  | { readonly status: 400 | 403; readonly because: string };

/** What may be asked for. */
export interface Allowed {
  /** The configured calls. */
  readonly targets: readonly ProbeTarget[];
  /** Any URL may be called, by nobody in particular. @default only hosts of the configured calls */
  readonly anyTarget: boolean;
}

/**
 * The call that `?target=…&module=…` asks for. `target` is the name or URL of a configured call, or another URL of its
 * host; `module` the name of a configured call, or of the module of a probe file that calls of that host have, whose settings are
 * used for it. Who can reach the server can make it
 * call: so only hosts that the configuration names are called, and what proves a caller (token, key, certificate,
 * signature) goes to no other host than the one it is configured for. Pure.
 */
export function readWanted(query: URLSearchParams, { targets, anyTarget }: Allowed): Wanted {
  const text = query.get('target') ?? '';
  if (text === '') return refuse(400, 'target parameter is missing: /probe?target=NAME or ?target=URL');
  const module = query.get('module') ?? undefined;
  const named = targets.find((one) => one.name === text);
  if (named && module === undefined) return { target: named };
  const url = urlOf(named?.url ?? text);
  if (url === undefined) return refuse(400, `"${text}" is neither the name of a configured call nor a URL`);
  if (module !== undefined) return withSettings(module, url, targets);
  const same = targets.find((one) => new URL(one.url).href === url.href);
  if (same) return { target: same };
  const near = targets.find((one) => originOf(one) === url.origin);
  // How the host is reached and trusted is its own; who calls and with what is not.
  if (near) return { target: { url: url.href, ...wayOf(near) } };
  if (anyTarget) return { target: { url: url.href } };
  const names = targets.map(({ name }) => name).filter((name) => name !== undefined);
  const meant = url.protocol === 'https:' && !text.includes('/') ? guess(text, names) : undefined;
  const hint = meant === undefined ? '--serve-any-target would allow it' : `did you mean "${meant}"?`;
  return refuse(403, `${url.origin} is no host of a configured call; ${hint}`);
}

function withSettings(module: string, url: URL, targets: readonly ProbeTarget[]): Wanted {
  const having = targets.filter((one) => one.name === module || one.module === module);
  if (having.length === 0) {
    const names = [...new Set(targets.flatMap((one) => [one.name ?? [], one.module ?? []].flat()))];
    const known = names.length === 0 ? 'no configured call has a name' : `there are ${names.join(', ')}`;
    return refuse(400, `unknown module "${module}": ${known}`);
  }
  const settings = having.find((one) => originOf(one) === url.origin);
  if (settings) return { target: { ...settings, url: url.href } };
  const origins = [...new Set(having.map(originOf))].join(', ');
  return refuse(403, `module "${module}" is for ${origins}, not for ${url.origin}`);
}

/** As blackbox_exporter takes a target without a scheme, but private APIs are https. */
function urlOf(text: string): URL | undefined {
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(whole)) return undefined;
  const url = new URL(whole);
  return /^(https?|wss?):$/.test(url.protocol) && url.username === '' && url.password === ''
    ? url
    : undefined;
}

function originOf({ url }: ProbeTarget): string {
  return new URL(url).origin;
}

/** Members that say how a host is reached and trusted; none of them tells who calls. */
const way = [
  'vantage',
  'address',
  'proxy',
  'resolver',
  'resolve',
  'connectTo',
  'family',
  'prefer',
  'ca',
  'minTls',
  'maxTls',
  'sni',
  'http2',
  'expiresWithin',
  'timeouts',
] as const satisfies readonly (keyof ProbeTarget)[];

function wayOf(target: ProbeTarget): Partial<ProbeTarget> {
  return Object.fromEntries(way.filter((key) => target[key] !== undefined).map((key) => [key, target[key]]));
}

function refuse(status: 400 | 403, because: string): Wanted {
  return { status, because };
}
