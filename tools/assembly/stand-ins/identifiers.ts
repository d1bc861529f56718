import { createHash } from 'node:crypto';

/** AWS's id alphabets. */
const lowerAlphanumeric = 'abcdefghijklmnopqrstuvwxyz0123456789';
const upperAlphanumeric = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

function digest(seed: string): Buffer {
  return createHash('sha256').update(seed).digest();
}

function fromAlphabet(seed: string, count: number, alphabet: string): string {
  return Array.from(digest(seed).subarray(0, count), (byte) => alphabet[byte % alphabet.length]).join('');
}

/** `count` hex digits (at most 64) that depend on the seed alone. */
export function hex(seed: string, count: number): string {
  return digest(seed).toString('hex').slice(0, count);
}

/** `count` (at most 32) lower-case letters and digits. */
export function lowerId(seed: string, count: number): string {
  return fromAlphabet(seed, count, lowerAlphanumeric);
}

/** `count` (at most 32) upper-case letters and digits. */
export function upperId(seed: string, count: number): string {
  return fromAlphabet(seed, count, upperAlphanumeric);
}

/** EC2's form: prefix, `0`, 16 hex digits. */
export function ec2Id(prefix: string, seed: string): string {
  return `${prefix}-0${hex(`${prefix}:${seed}`, 16)}`;
}

export function uuid(seed: string): string {
  const digits = hex(seed, 32);
  return [8, 4, 4, 4, 12]
    .map((size, index) => digits.slice([0, 8, 12, 16, 20][index], [0, 8, 12, 16, 20][index]! + size))
    .join('-');
}

/** A number from 0 up to `limit`, without it. */
export function numberBelow(limit: number, seed: string): number {
  return digest(seed).readUIntBE(0, 6) % limit;
}
