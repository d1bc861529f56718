/** IPv4 CIDR arithmetic for the few places that hand out addresses. */

/** `10.20.0.0/16`, 3 → the eight blocks of /19, in order. */
export function splitCidr(cidr: string, bits: number): string[] {
  const { base, prefix } = parseCidr(cidr);
  const size = 2 ** (32 - prefix - bits);
  return Array.from(
    { length: 2 ** bits },
    (_, index) => `${formatAddress(base + index * size)}/${prefix + bits}`,
  );
}

/** The address at an offset; a negative offset counts from the last address of the block (-1). */
export function addressIn(cidr: string, offset: number): string {
  const { base, prefix } = parseCidr(cidr);
  return formatAddress(offset < 0 ? base + 2 ** (32 - prefix) + offset : base + offset);
}

function parseCidr(cidr: string): { base: number; prefix: number } {
  const [address = '', length = ''] = cidr.split('/');
  const prefix = Number(length);
  const number = address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
  const size = 2 ** (32 - prefix);
  return { base: Math.floor(number / size) * size, prefix };
}

function formatAddress(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
}
