import { isIPv6 } from 'node:net';
import type { AddressType } from './message';

export type Family = 'ipv4' | 'ipv6';

/** Which addresses of a name are asked for, and which of them are dialled. */
export interface FamilyChoice {
  /** Ask for and dial this one alone. @default both */
  readonly family?: Family;
  /** Dial this one alone where the name has it. @default every one that this machine has an address of */
  readonly prefer?: Family;
}

/** Which questions to ask. */
export function typesOf({ family }: FamilyChoice): readonly AddressType[] {
  if (family === undefined) return ['A', 'AAAA'];
  return [family === 'ipv4' ? 'A' : 'AAAA'];
}

/**
 * The addresses to dial of those that a name has. Pure.
 * @param own families that the one who dials has an address of beyond itself; asked only where it matters
 */
export function chooseAddresses(
  addresses: readonly string[],
  { family, prefer }: FamilyChoice,
  own: () => readonly Family[],
): readonly string[] {
  if (family !== undefined) return addresses.filter((address) => familyOf(address) === family);
  const preferred = addresses.filter((address) => familyOf(address) === prefer);
  if (preferred.length > 0) return preferred;
  if (new Set(addresses.map(familyOf)).size < 2) return addresses;
  const mine = own();
  // As AI_ADDRCONFIG (RFC 3493 §6.1): what no client on this machine would dial says nothing of the chain.
  const usable = addresses.filter((address) => isLoopback(address) || mine.includes(familyOf(address)));
  return usable.length > 0 ? usable : addresses;
}

function familyOf(address: string): Family {
  return isIPv6(address) ? 'ipv6' : 'ipv4';
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.');
}

/** The families of the addresses that this machine has beyond itself and its link. */
export function ownFamilies(): readonly Family[] {
  const { networkInterfaces } = require('node:os') as typeof import('node:os');
  const all = Object.values(networkInterfaces()).flatMap((addresses = []) => addresses);
  const outward = all.filter(({ internal, address }) => !internal && !/^(fe80:|169\.254\.)/i.test(address));
  return [...new Set(outward.map(({ family }): Family => (family === 'IPv6' ? 'ipv6' : 'ipv4')))];
}
