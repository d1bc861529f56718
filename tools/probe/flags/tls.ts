import { tlsVersions } from '../../path/tls-policies';
import { type Flags, path, text } from './flag';

const group = 'TLS:';

export const tlsFlags = {
  ca: { ...path, group, describe: 'PEM file of trusted authorities, instead of the built-in ones' },
  cert: {
    ...path,
    group,
    describe: 'PEM file of the client certificate to present where one is asked for',
  },
  key: { ...path, group, describe: 'PEM file of its private key' },
  'key-passphrase-file': { ...path, group, describe: 'File with the passphrase of that key' },
  sni: {
    ...text,
    group,
    describe: 'Server name to send and to verify; none sends none [default: the host]',
  },
  'tls-min': { ...text, choices: tlsVersions, group, describe: 'Lowest TLS version to offer [default: 1.2]' },
  'tls-max': { ...text, choices: tlsVersions, group, describe: 'Highest TLS version to offer' },
} as const satisfies Flags;
