/** An IPv4 block as numbers: `first` and `last` address, `prefix` length. */
export interface Cidr {
  readonly text: string;
  readonly first: number;
  readonly last: number;
  readonly prefix: number;
  /** Whether the address part has bits beyond the prefix, as in 10.20.1.0/16. */
  readonly hostBits: boolean;
}

/** The number of a dotted IPv4 address; undefined: not one (leading zeros are refused, they were octal once). */
export function parseAddress(text: string): number | undefined {
  if (!/^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}$/.test(text)) return undefined;
  const octets = text.split('.').map(Number);
  return octets.every((octet) => octet <= 255)
    ? octets.reduce((sum, octet) => sum * 256 + octet, 0)
    : undefined;
}

export function formatAddress(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

/** A block, with host bits cleared from `first`; undefined: not a CIDR. */
export function parseCidr(text: string): Cidr | undefined {
  const [addressText = '', prefixText = '', ...rest] = text.split('/');
  const address = parseAddress(addressText);
  if (address === undefined || rest.length > 0 || !/^(\d|[12]\d|3[0-2])$/.test(prefixText)) return undefined;
  const prefix = Number(prefixText);
  const size = 2 ** (32 - prefix);
  const first = address - (address % size);
  return { text, first, last: first + size - 1, prefix, hostBits: first !== address };
}

export function overlaps(one: Cidr, other: Cidr): boolean {
  return one.first <= other.last && other.first <= one.last;
}

/** Whether `outer` holds all of `inner`. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

const blocks = (...texts: string[]): Cidr[] => texts.map((text) => parseCidr(text) as Cidr);

/** What load-balancer targets by address may be in: RFC 1918 and 100.64.0.0/10 (aws-facts §4.2, doc). */
export const privateBlocks = blocks('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10');

/** Never the address of a calling host: this network, loopback, link-local, multicast and reserved (RFC 6890). */
export const reservedBlocks = blocks('0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/3');
