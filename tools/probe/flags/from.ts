import { type Flags, path, text } from './flag';

const group = 'Where from:';

export const fromFlags = {
  vantage: { ...text, group, describe: 'Where the probe stands: on-prem, app, … [default: on-prem]' },
  twin: { ...path, group, describe: 'Ready file of a twin: every call from its own vantage' },
  resolver: {
    ...text,
    alias: 'r',
    group,
    describe: 'Ask this DNS server: [udp://|tcp://]address[:port], or system for the first of this machine',
  },
  ipv4: { type: 'boolean', alias: '4', group, describe: 'Ask for and dial IPv4 addresses alone' },
  ipv6: { type: 'boolean', alias: '6', group, describe: 'Ask for and dial IPv6 addresses alone' },
  prefer: {
    ...text,
    choices: ['ipv4', 'ipv6'],
    group,
    describe: 'Dial this family alone where the name has it [default: both]',
  },
  resolve: {
    ...text,
    array: true,
    group,
    describe: 'host:port:address[,address]: these addresses, no question; may be repeated',
  },
  'connect-to': {
    ...text,
    array: true,
    group,
    describe: 'host1:port1:host2:port2: dial the second, call the first; may be repeated',
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
