type Parameters = Readonly<Record<string, string | undefined>> | null | undefined;

/** Anything but what a path may hold (RFC 3986 §3.3) and what is encoded already. */
const unsafe = /%(?![0-9A-Fa-f]{2})|[^%A-Za-z0-9\-._~!$&'()*+,;=:@/]/gu;
const unsafeInSegment = /[^A-Za-z0-9\-._~!$&'()*+,;=:@]/gu;

function encode(text: string): string {
  return [...new TextEncoder().encode(text)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}

/** A path that HTTP can carry; it begins with a slash, so that no part of it is taken for a host. */
export function safePath(path: string): string {
  return (path.startsWith('/') ? path : `/${path}`).replace(unsafe, encode);
}

/** A resource path with its parameters filled in: `/orders/{id}` → `/orders/7`. */
export function fillPath(resource: string, parameters: Parameters): string {
  return resource.replace(/\{([^}+]+)(\+?)\}/g, (_, name: string, greedy: string) => {
    const segments = greedy ? (parameters?.[name] ?? '').split('/') : [parameters?.[name] ?? ''];
    return segments.map((segment) => segment.replace(unsafeInSegment, encode)).join('/');
  });
}

/**
 * The part of a called path that a resource stands for: `/shop/orders/a%2Fb` at `/orders/{id}` → `/orders/a%2Fb`.
 * The event's path has the base path of a custom domain in front (aws-facts §1.3) and keeps the caller's spelling,
 * which the decoded parameters have lost; where the two do not fit, the resource is filled in.
 */
export function pathBelow(path: string, resource: string, parameters: Parameters): string {
  const segments = path.split('/').slice(1);
  const wanted = resource === '/' ? [] : resource.split('/').slice(1);
  for (let at = 0; at <= segments.length; at++) {
    const rest = segments.slice(at);
    if (fits(rest, wanted, parameters)) return `/${rest.join('/')}`;
  }
  return fillPath(resource, parameters);
}

function fits(segments: readonly string[], wanted: readonly string[], parameters: Parameters): boolean {
  const given = segments.at(-1) === '' ? segments.slice(0, -1) : segments;
  return (
    given.length >= wanted.length &&
    wanted.every((part, index) => {
      const name = /^\{([^}+]+)(\+?)\}$/.exec(part);
      if (!name) return decoded(given[index]!) === part;
      const own = name[2] ? given.slice(index).map(decoded).join('/') : decoded(given[index]!);
      return own === parameters?.[name[1]!];
    }) &&
    (given.length === wanted.length || /\+\}$/.test(wanted.at(-1) ?? ''))
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** `?a=1&a=2`; empty for none. */
export function queryText(pairs: Iterable<readonly [name: string, value: string]>): string {
  const text = [...pairs]
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
  return text && `?${text}`;
}
