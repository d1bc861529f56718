import { cidrContains, isAddress, isPrivateAddress } from '../../ipv4';

/** Loopback and link-local: this machine, neither private network nor internet. */
const own = ['127.0.0.0/8', '169.254.0.0/16', '0.0.0.0/8'];

/** Whether an IPv4 address is one of the internet, where a private API never is. IPv6 is not judged. */
export function isPublicAddress(address: string | null): boolean {
  if (address === null || !isAddress(address) || isPrivateAddress(address)) return false;
  return !own.some((cidr) => cidrContains(cidr, address));
}
