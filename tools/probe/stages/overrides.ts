import { isIP } from 'node:net';
import { KitError } from '../../kit-error';

/** Where a call is dialled. */
export interface Place {
  /** A name or an IP address without brackets. */
  readonly host: string;
  readonly port: number;
}

/** `--resolve`: addresses that stand in for a question about one name and port. */
interface GivenAddresses extends Place {
  readonly addresses: readonly string[];
}

/** `--connect-to`: an empty part stands for any host or port, and on the right for the same. */
interface Detour {
  readonly from: Partial<Place>;
  readonly to: Partial<Place>;
}

/** A bracketed IPv6 address, or text without a colon. */
const part = String.raw`(\[[^\]]*\]|[^:[\]]*)`;
const resolveForm = new RegExp(String.raw`^\+?${part}:(\d{1,5}):(.+)$`);
const connectForm = new RegExp(`^${[part, part, part, part].join(':')}$`);

/**
 * `host:port:address[,address…]` as of curl; `*` is any host, brackets around IPv6 may be left out on the right.
 * @throws KitError PROBE_BAD_RESOLVE
 */
export function parseResolve(text: string): GivenAddresses {
  const match = resolveForm.exec(text);
  const addresses = (match?.[3] ?? '').split(',').map(bare);
  const port = Number(match?.[2]);
  if (match?.[1] && isPort(port) && addresses.every((address) => isIP(address) !== 0))
    return { host: bare(match[1]).toLowerCase(), port, addresses };
  throw new KitError({
    code: 'PROBE_BAD_RESOLVE',
    what: `"${text}" is not host:port:address[,address]`,
    where: '--resolve',
    fix: 'write e.g. pvt-api.corp.example:443:10.20.1.7,10.20.2.7',
  });
}

/**
 * `host1:port1:host2:port2` as of curl; every part may be empty, the colons stay.
 * @throws KitError PROBE_BAD_CONNECT_TO
 */
export function parseConnectTo(text: string): Detour {
  const [, host1 = '', port1 = '', host2 = '', port2 = ''] = connectForm.exec(text) ?? [];
  const ports = [port1, port2].filter((port) => port !== '').map(Number);
  if (connectForm.test(text) && ports.every(isPort))
    return { from: placeOf(host1.toLowerCase(), port1), to: placeOf(host2, port2) };
  throw new KitError({
    code: 'PROBE_BAD_CONNECT_TO',
    what: `"${text}" is not host1:port1:host2:port2`,
    where: '--connect-to',
    fix: 'write e.g. pvt-api.corp.example:443:nlb.corp.example:8443; parts may be empty, as in ::10.20.1.7:',
  });
}

function placeOf(host: string, port: string): Partial<Place> {
  return {
    ...(host === '' ? {} : { host: bare(host) }),
    ...(port === '' ? {} : { port: Number(port) }),
  };
}

/** Where to dial instead: the first detour that holds, as curl does. */
export function detoured(place: Place, connectTo: readonly string[] = []): Place {
  for (const text of connectTo) {
    const { from, to } = parseConnectTo(text);
    const hostFits = from.host === undefined || from.host === place.host.toLowerCase();
    if (hostFits && (from.port === undefined || from.port === place.port)) return { ...place, ...to };
  }
  return place;
}

/** The addresses that were given for a place; of several the last, and one with a name before `*`. */
export function givenFor(
  { host, port }: Place,
  resolve: readonly string[] = [],
): readonly string[] | undefined {
  const all = resolve.map(parseResolve).filter((given) => given.port === port);
  const own = all.filter((given) => given.host === host.toLowerCase());
  return (own.at(-1) ?? all.filter((given) => given.host === '*').at(-1))?.addresses;
}

function bare(text: string): string {
  return text.trim().replace(/^\[|\]$/g, '');
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port > 0 && port <= 65_535;
}
