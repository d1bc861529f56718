import { tlsVersions } from '../../path/tls-policies';
import { type Flags, text } from './flag';

const group = 'TLS:';

export const tlsFlags = {
  ca: { ...text, group, describe: 'PEM file of trusted authorities, instead of the built-in ones' },
  cert: {
    ...text,
    group,
    describe: 'PEM file of the client certificate to present where one is asked for',
  },
  key: { ...text, group, describe: 'PEM file of its private key' },
  sni: {
    ...text,
    group,
    describe: 'Server name to send and to verify; none sends none [default: the host]',
  },
  'tls-min': { ...text, choices: tlsVersions, group, describe: 'Lowest TLS version to offer [default: 1.2]' },
  'tls-max': { ...text, choices: tlsVersions, group, describe: 'Highest TLS version to offer' },
} as const satisfies Flags;
