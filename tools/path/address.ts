/** IPv4 arithmetic: addresses and CIDRs as unsigned 32-bit numbers. IPv6 text never matches anything here. */

interface Block {
  readonly base: number;
  readonly prefix: number;
}

const blocks = new Map<string, Block | null>();

/** The address as an unsigned number; `null` where the text is no IPv4 address. */
export function parseAddress(text: string): number | null {
  let value = 0;
  let octets = 0;
  for (const part of text.split('.')) {
    const octet = Number(part);
    if (!/^\d{1,3}$/.test(part) || octet > 255) return null;
    value = value * 256 + octet;
    octets += 1;
  }
  return octets === 4 ? value : null;
}

export function isAddress(text: string): boolean {
  return parseAddress(text) !== null;
}

function parseCidr(cidr: string): Block | null {
  const known = blocks.get(cidr);
  if (known !== undefined) return known;
  const [text = '', length = '32'] = cidr.split('/');
  const address = parseAddress(text);
  const prefix = Number(length);
  const valid = address !== null && /^\d{1,2}$/.test(length) && prefix <= 32;
  const block = valid ? { base: maskTo(address, prefix), prefix } : null;
  blocks.set(cidr, block);
  return block;
}

function maskTo(address: number, prefix: number): number {
  const size = 2 ** (32 - prefix);
  return Math.floor(address / size) * size;
}

/** Whether the CIDR holds the address. */
export function cidrContains(cidr: string, address: string): boolean {
  const block = parseCidr(cidr);
  const value = parseAddress(address);
  return block !== null && value !== null && maskTo(value, block.prefix) === block.base;
}

/** Number of leading bits; -1 where the text is no IPv4 CIDR. */
export function prefixLength(cidr: string): number {
  return parseCidr(cidr)?.prefix ?? -1;
}

/** RFC 1918 and RFC 6598: what the internet doesn't route. aws-facts §4.2 lists the same blocks. */
const privateBlocks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];

export function isPrivateAddress(address: string): boolean {
  return privateBlocks.some((cidr) => cidrContains(cidr, address));
}

/** Documentation block (RFC 5737) whose addresses stand for API Gateway's public front. */
export const publicFrontCidr = '198.51.100.0/24';

/** The stand-in address of a name that API Gateway serves publicly: the same for the same name. */
export function publicFrontAddress(name: string): string {
  let hash = 7;
  for (let i = 0; i < name.length; i += 1) hash = (hash * 31 + name.charCodeAt(i)) % 254;
  return `198.51.100.${hash + 1}`;
}
