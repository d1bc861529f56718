import { KitError } from '../kit-error';
import type { ProbeArguments } from './flags';
import type { ProbeTarget } from './target';

/** How a call gets to its server: what of it the command line says. */
export type Wire = Pick<
  ProbeTarget,
  | ('resolver' | 'family' | 'prefer' | 'resolve' | 'connectTo' | 'proxy' | 'address')
  | ('ca' | 'sni' | 'minTls' | 'maxTls' | 'expiresWithin' | 'http2' | 'maxRedirects')
>;

/**
 * The flags about DNS, connecting and TLS; members that no flag sets are absent.
 * @throws KitError PROBE_BAD_OPTION
 */
export function wireFromFlags(args: ProbeArguments): Wire {
  const { resolver, proxy, ca, address, prefer, resolve, sni } = args;
  if ([args.ipv4 === true, args.ipv6 === true, prefer !== undefined].filter(Boolean).length > 1) {
    throw new KitError({
      code: 'PROBE_BAD_OPTION',
      what: 'these choices of an address family exclude each other',
      where: '--ipv4, --ipv6, --prefer',
      fix: 'give one of them',
    });
  }
  const family = args.ipv4 ? 'ipv4' : args.ipv6 ? 'ipv6' : undefined;
  const wire: Wire = {
    resolver,
    family,
    prefer,
    resolve,
    connectTo: args['connect-to'],
    proxy,
    ca,
    address,
    sni,
    minTls: args['tls-min'],
    maxTls: args['tls-max'],
    expiresWithin: args['expires-within'],
    http2: args.http2,
    maxRedirects: args.follow === false ? 0 : (args['max-redirects'] ?? (args.follow ? 10 : undefined)),
  };
  return Object.fromEntries(Object.entries(wire).filter(([, value]) => value !== undefined));
}
