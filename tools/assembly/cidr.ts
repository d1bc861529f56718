/** IPv4 arithmetic on numbers: addresses are unsigned 32-bit integers. */

export interface Block {
  /** First address, as a number. */
  readonly first: number;
  /** Number of addresses. */
  readonly size: number;
}

/** `undefined` where the text is not a dotted IPv4 address. */
export function parseAddress(text: string): number | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  let result = 0;
  for (const part of parts) {
    const byte = Number(part);
    if (!/^\d{1,3}$/.test(part) || byte > 255) return undefined;
    result = result * 256 + byte;
  }
  return result;
}

export function formatAddress(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

/** The block with host bits cleared; `undefined` where the text is not IPv4 CIDR. */
export function parseCidr(text: string): Block | undefined {
  const [address = '', length = ''] = text.split('/');
  const first = parseAddress(address);
  const bits = Number(length);
  if (first === undefined || !/^\d{1,2}$/.test(length) || bits > 32) return undefined;
  const size = 2 ** (32 - bits);
  return { first: Math.floor(first / size) * size, size };
}

/** Whether an address (dotted) is in a block (CIDR). Text that is neither is in nothing. */
export function isInside(address: string, cidr: string): boolean {
  const number = parseAddress(address);
  const block = parseCidr(cidr);
  return (
    number !== undefined && block !== undefined && number >= block.first && number < block.first + block.size
  );
}
