/** IPv4 arithmetic: addresses as unsigned 32-bit numbers. IPv6 text is no address here and is in no block. */

/** An IPv4 block as numbers: `first` and `last` address, `prefix` length. */
export interface Cidr {
  readonly text: string;
  readonly first: number;
  readonly last: number;
  readonly prefix: number;
  /** Number of addresses. */
  readonly size: number;
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

export function isAddress(text: string): boolean {
  return parseAddress(text) !== undefined;
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
  return { text, first, last: first + size - 1, prefix, size, hostBits: first !== address };
}

export function overlaps(one: Cidr, other: Cidr): boolean {
  return one.first <= other.last && other.first <= one.last;
}

/** Whether `outer` holds all of `inner`. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

/** Whether a block (CIDR) holds an address. Text that is neither is in nothing. */
export function cidrContains(cidr: string, address: string): boolean {
  const block = parseCidr(cidr);
  const number = parseAddress(address);
  return block !== undefined && number !== undefined && number >= block.first && number <= block.last;
}

/** `10.20.0.0/16`, 3 → the eight blocks of /19, in order. @throws TypeError for text that is no CIDR */
export function splitCidr(cidr: string, bits: number): string[] {
  const { first, prefix } = requireCidr(cidr);
  const size = 2 ** (32 - prefix - bits);
  return Array.from(
    { length: 2 ** bits },
    (_, index) => `${formatAddress(first + index * size)}/${prefix + bits}`,
  );
}

/**
 * The address at an offset; a negative offset counts from the last address of the block (-1).
 * @throws TypeError for text that is no CIDR
 */
export function addressIn(cidr: string, offset: number): string {
  const { first, last } = requireCidr(cidr);
  return formatAddress(offset < 0 ? last + 1 + offset : first + offset);
}

function requireCidr(text: string): Cidr {
  const block = parseCidr(text);
  if (!block) throw new TypeError(`${text} is no CIDR`);
  return block;
}

const blocks = (...texts: string[]): Cidr[] => texts.map(requireCidr);

/** RFC 1918 and RFC 6598: what the internet does not route. Load-balancer targets: aws-facts §4.2 (doc). */
export const privateBlocks = blocks('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10');

/** Never the address of a calling host: this network, loopback, link-local, multicast and reserved (RFC 6890). */
export const reservedBlocks = blocks('0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/3');

export function isPrivateAddress(address: string): boolean {
  return privateBlocks.some(({ text }) => cidrContains(text, address));
}
