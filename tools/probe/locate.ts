import { isIP } from 'node:net';
import { givenFor } from './stages/overrides';
import { dialling, type Resolved, type Resolver } from './stages/resolve';
import type { SocksProxy } from './stages/socks';
import type { PreparedTarget } from './target';

/** One target, ready to be called. */
export interface Job {
  readonly prepared: PreparedTarget;
  readonly proxy: SocksProxy | null;
}

/** Where a target is to be dialled: as it is given, or as a server, the system or the proxy resolves it. */
export async function locate(
  resolver: Resolver,
  { prepared, proxy }: Job,
  fresh: boolean,
): Promise<Resolved> {
  const { target, dialled, host } = prepared;
  const { family, prefer, resolver: server } = target;
  if (target.address !== undefined) return asGiven([target.address]);
  const wish = { name: dialled.host, server, family, prefer, byProxy: proxy !== null };
  const given = givenFor(dialled, target.resolve);
  if (given) return dialling(asGiven(given), wish);
  if (isIP(dialled.host) !== 0) return asGiven([dialled.host]);
  if (server === undefined && proxy?.resolves) return { resolution: { by: 'proxy', addresses: [] }, ms: 0 };
  const resolved = await resolver.resolve(wish, fresh);
  if (dialled.host === host) return resolved;
  return { ...resolved, resolution: { ...resolved.resolution, name: dialled.host } };
}

function asGiven(addresses: readonly string[]): Resolved {
  return { resolution: { by: 'given', addresses }, ms: 0 };
}
