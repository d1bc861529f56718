import type { TextTest } from './glob';

/** An address as a number with its width in bits, or `undefined` where the text is none. */
function parseAddress(text: string): { readonly value: bigint; readonly bits: 32 | 128 } | undefined {
  if (!text.includes(':')) {
    const value = parseIpv4(text);
    return value === undefined ? undefined : { value: BigInt(value), bits: 32 };
  }
  const value = parseIpv6(text);
  return value === undefined ? undefined : { value, bits: 128 };
}

function parseIpv4(text: string): number | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  let value = 0;
  for (const part of parts) {
    if (!/^\d{1,3}$/.test(part) || Number(part) > 255) return undefined;
    value = value * 256 + Number(part);
  }
  return value;
}

function parseIpv6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
  const head = groups[0]!;
  const tail = groups[1] ?? [];
  const gap = 8 - head.length - tail.length;
  if (halves.length === 2 ? gap < 1 : gap !== 0) return undefined;
  let value = 0n;
  for (const group of [...head, ...Array<string>(gap).fill('0'), ...tail]) {
    if (!/^[0-9a-f]{1,4}$/i.test(group)) return undefined;
    value = (value << 16n) | BigInt(`0x${group}`);
  }
  return value;
}

/** Compiles a CIDR, or a single address, to a test of addresses. A value that is neither matches nothing. */
export function compileCidr(cidr: string): TextTest {
  const [network, length] = cidr.split('/');
  const base = parseAddress(network!);
  if (!base || (length !== undefined && !/^\d{1,3}$/.test(length))) return () => false;
  const prefix = length === undefined ? base.bits : Number(length);
  if (prefix > base.bits) return () => false;
  if (base.bits === 32) return compileIpv4(Number(base.value), prefix);
  const shift = BigInt(base.bits - prefix);
  const wanted = base.value >> shift;
  return (text) => {
    const address = parseAddress(text);
    return address?.bits === base.bits && address.value >> shift === wanted;
  };
}

function compileIpv4(base: number, prefix: number): TextTest {
  const size = 2 ** (32 - prefix);
  const wanted = Math.floor(base / size);
  return (text) => {
    const address = parseIpv4(text);
    return address !== undefined && Math.floor(address / size) === wanted;
  };
}
