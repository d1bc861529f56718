import { isIP } from 'node:net';
import { KitError, type Problem } from '../kit-error';
import { tlsVersions } from '../path/tls-policies';
import { parseServer } from './stages/dns/server';
import { parseConnectTo, parseResolve } from './stages/overrides';
import { parseProxy } from './stages/socks';
import type { ProbeTarget } from './target';

/**
 * What is wrong with the way that a call is to take: PROBE_BAD_ADDRESS, PROBE_BAD_RESOLVER, PROBE_BAD_RESOLVE,
 * PROBE_BAD_CONNECT_TO, PROBE_BAD_PROXY, PROBE_PROXY_UNSUPPORTED, PROBE_BAD_TLS, PROBE_BAD_REDIRECTS.
 */
export function wireProblems(target: ProbeTarget, where: string): Problem[] {
  const { address, resolver, resolve = [], connectTo = [], proxy } = target;
  return [
    ...(address === undefined ? [] : addressProblems(address, where)),
    ...(resolver === undefined ? [] : problemsOf(() => parseServer(resolver))),
    ...resolve.flatMap((entry) => problemsOf(() => parseResolve(entry))),
    ...connectTo.flatMap((entry) => problemsOf(() => parseConnectTo(entry))),
    ...(proxy === undefined ? [] : problemsOf(() => parseProxy(proxy))),
    ...tlsProblems(target, where),
    ...redirectProblems(target, where),
  ];
}

function problemsOf(parse: () => unknown): readonly Problem[] {
  try {
    parse();
    return [];
  } catch (error) {
    if (error instanceof KitError) return error.problems;
    throw error;
  }
}

function addressProblems(address: string, where: string): Problem[] {
  if (isIP(address) !== 0) return [];
  const what = `"${address}" is not an IP address`;
  const fix = 'give the address to dial, e.g. 10.20.1.7; the host of the URL stays as it is';
  return [{ code: 'PROBE_BAD_ADDRESS', what, where, fix }];
}

function tlsProblems(target: ProbeTarget, where: string): Problem[] {
  const { minTls = '1.0', maxTls = '1.3', sni, expiresWithin = 0 } = target;
  const problems: Problem[] = [];
  const add = (what: string, fix: string) => problems.push({ code: 'PROBE_BAD_TLS', what, where, fix });
  const [least = -1, most = -1] = [minTls, maxTls].map((version) => tlsVersions.indexOf(version));
  if (least === -1 || most === -1 || least > most)
    add(`TLS ${minTls} to ${maxTls} is no span of versions`, 'give 1.0, 1.1, 1.2 or 1.3, the lower first');
  if (sni !== undefined && !/^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/.test(sni))
    add(`"${sni}" can't be sent as a server name`, 'give a host name without a dot at the end, or none');
  if (!(Number.isFinite(expiresWithin) && expiresWithin >= 0))
    add(`${expiresWithin} is not a number of days`, 'give e.g. 30');
  return problems;
}

function redirectProblems({ maxRedirects = 0 }: ProbeTarget, where: string): Problem[] {
  if (Number.isInteger(maxRedirects) && maxRedirects >= 0 && maxRedirects <= 50) return [];
  const what = `${maxRedirects} is not a number of redirects to follow`;
  return [{ code: 'PROBE_BAD_REDIRECTS', what, where, fix: 'give a whole number up to 50; 0 follows none' }];
}
