import { KitError } from '../kit-error';
import type { HeaderList } from '../path/hop';
import { headerOf, type Observation, type Unfollowed } from './observation';
import { type PreparedTarget, type ProbeTarget, prepareTarget } from './target';

const redirecting = [301, 302, 303, 307, 308];

/**
 * The call that an answer leads on to. Pure.
 * Within the same scheme, host and port everything goes along, and to the address that answered. To anywhere else only
 * what says how to get there: what the caller proves itself with (Authorization, keys, cookies, a signature, a client
 * certificate, whatever else is in headers) stays behind.
 * @returns undefined for an answer that leads nowhere
 */
export function nextTarget(sent: PreparedTarget, seen: Observation): ProbeTarget | Unfollowed | undefined {
  const { response } = seen;
  const location = response && headerOf(response, 'location');
  if (seen.stage !== 'response' || sent.webSocket || location === undefined) return undefined;
  if (!redirecting.includes(response?.status ?? 0)) return undefined;
  const from = new URL(sent.target.url);
  if (!URL.canParse(location, from.href)) return refused(`leads to "${location}", which is no URL`);
  const to = new URL(location, from);
  to.hash = '';
  if (!/^https?:$/.test(to.protocol)) return refused(`leads to ${to.protocol}, which a probe does not call`);
  if (from.protocol === 'https:' && to.protocol === 'http:')
    return refused(`leads from https to ${to.origin}, without TLS`);
  const message = messageOf(sent, response?.status ?? 0);
  const next =
    to.origin === from.origin
      ? {
          ...sent.target,
          ...message,
          url: to.href,
          ...(seen.address === null ? {} : { address: seen.address }),
        }
      : { ...abroad(sent.target), ...message, headers: harmless(message.headers), url: to.href };
  try {
    prepareTarget(next);
    return next;
  } catch (error) {
    if (!(error instanceof KitError)) throw error;
    return refused(`leads to a place that can't be called: ${error.problems[0]?.what}`);
  }
}

function refused(message: string): Unfollowed {
  return { kind: 'refused', message };
}

/** RFC 9110 §15.4: 303 turns into GET, as POST does by 301 and 302; 307 and 308 keep method and body. */
function messageOf({ target, method, headers }: PreparedTarget, status: number) {
  const turns = status === 303 ? method !== 'HEAD' : status < 303 && method === 'POST';
  if (!turns) return { method, body: target.body, headers };
  return { method: 'GET', body: undefined, headers: headers.filter(([name]) => !/^content-/i.test(name)) };
}

/** A list of what goes along, not of what stays: a new way to prove oneself must not slip through. */
function abroad(target: ProbeTarget): Omit<ProbeTarget, 'url'> {
  const { name, vantage, proxy, resolver, family, prefer, resolve, connectTo } = target;
  const { ca, minTls, maxTls, http2, maxRedirects, timeouts } = target;
  return {
    ...{ name, vantage, proxy, resolver, family, prefer, resolve, connectTo },
    ...{ ca, minTls, maxTls, http2, maxRedirects, timeouts },
  };
}

function harmless(headers: HeaderList): HeaderList {
  return headers.filter(([name]) => /^(accept(-.*)?|content-type|user-agent)$/i.test(name));
}
