import { type Flags, number } from './flag';

const group = 'Limits (seconds):';
const seconds = { ...number, group } as const;

export const limitFlags = {
  'connect-timeout': { ...seconds, default: 5, describe: 'To connect to an address' },
  'tls-timeout': { ...seconds, default: 5, describe: 'For the TLS handshake' },
  'first-byte-timeout': { ...seconds, default: 30, describe: 'From the request to the first byte' },
  'max-time': { ...seconds, alias: 'm', default: 60, describe: 'For all of a call' },
  concurrency: { type: 'number', nargs: 1, default: 10, group, describe: 'Calls at once' },
} as const satisfies Flags;
