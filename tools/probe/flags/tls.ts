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
  'tls-max': { ...text, choices: ['1.2', '1.3'], group, describe: 'Highest TLS version to offer' },
} as const satisfies Flags;
