import { isIP } from 'node:net';
import { KitError } from '../../../kit-error';

export type Transport = 'udp' | 'tcp';

export interface DnsServer {
  readonly address: string;
  readonly port: number;
  readonly transport: Transport;
  /** As the caller wrote it. */
  readonly text: string;
}

/**
 * Takes a `--resolver` value apart: `system` (the first server that this machine is set up with), `10.10.0.2`, `10.10.0.2:5353`, `tcp://10.10.0.2`, `udp://[fd00::2]:53`, `fd00::2`.
 * @throws KitError PROBE_BAD_RESOLVER
 */
export function parseServer(text: string): DnsServer {
  if (text === 'system') return systemServer();
  const scheme = /^(udp|tcp):\/\//.exec(text);
  const rest = text.slice(scheme?.[0].length ?? 0);
  const match = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(rest);
  const address = match?.[1] ?? match?.[2] ?? rest;
  const port = Number(match?.[3] ?? 53);
  if (isIP(address) !== 0 && port > 0 && port <= 65_535)
    return { address, port, transport: (scheme?.[1] as Transport | undefined) ?? 'udp', text };
  throw new KitError({
    code: 'PROBE_BAD_RESOLVER',
    what: `"${text}" is not an IP address with an optional port and an optional udp:// or tcp://`,
    where: '--resolver',
    fix: 'write e.g. 10.10.0.2, 127.0.0.1:5353, tcp://10.10.0.2, or system',
  });
}

/** Of several servers programs ask the others only where the first is silent. */
function systemServer(): DnsServer {
  const { getServers } = require('node:dns') as typeof import('node:dns');
  const [first] = getServers();
  if (first !== undefined && first !== 'system') return parseServer(first);
  throw new KitError({
    code: 'PROBE_BAD_RESOLVER',
    what: 'this machine is set up with no DNS server',
    where: '--resolver system',
    fix: 'give the address of a server, e.g. 10.10.0.2',
  });
}
