import { type Flags, number } from './flag';

const group = 'Limits (seconds):';
const seconds = { ...number, group } as const;

export const limitFlags = {
  'connect-timeout': { ...seconds, default: 5, describe: 'To connect to an address' },
  'tls-timeout': { ...seconds, default: 5, describe: 'For the TLS handshake' },
  'first-byte-timeout': { ...seconds, default: 30, describe: 'From the request to the first byte' },
  'max-time': { ...seconds, alias: 'm', default: 60, describe: 'For all of a call' },
  concurrency: { ...number, group, describe: 'Calls at once [default: 10; --rate 50, --count 1]' },
} as const satisfies Flags;
