import type { ProbeResult } from '../report';

/** What a call is called: its name, else its method and URL. */
export function callOf({ name, method, url }: Pick<ProbeResult, 'name' | 'method' | 'url'>): string {
  return name ?? `${method} ${url}`;
}

/** ` (10.20.1.7)`, or nothing. */
export function addressOf({ address }: Pick<ProbeResult, 'address'>): string {
  return address === null ? '' : ` (${address})`;
}
