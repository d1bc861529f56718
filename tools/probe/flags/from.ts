import { type Flags, text } from './flag';

const group = 'Where from:';

export const fromFlags = {
  vantage: { ...text, group, describe: 'Where the probe stands: on-prem, app, … [default: on-prem]' },
  twin: { ...text, group, describe: 'Ready file of a twin: every call from its own vantage' },
  resolver: {
    ...text,
    alias: 'r',
    group,
    describe: 'DNS server, address[:port] [default: the system]',
  },
  proxy: {
    ...text,
    alias: 'x',
    group,
    describe: 'socks5h://host:port (resolves names) or socks5://host:port',
  },
  address: { ...text, group, describe: 'Dial this address and skip DNS' },
  'all-addresses': {
    type: 'boolean',
    default: true,
    group,
    describe: 'Call every address of the name',
  },
} as const satisfies Flags;
