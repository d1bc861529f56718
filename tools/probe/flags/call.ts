import { type Flags, number, path, text } from './flag';

const group = 'The call:';

export const callFlags = {
  config: {
    ...path,
    group,
    default: 'hybrid.yaml',
    describe: 'Without a URL: the calls of this file, hybrid.yaml or a probe file; - is stdin',
  },
  only: { ...text, array: true, group, describe: 'Of that file the calls of this name; may be repeated' },
  method: { ...text, alias: 'X', group, describe: 'GET, or POST with --data, unless given' },
  header: {
    ...text,
    alias: 'H',
    array: true,
    group,
    describe: '"Name: value", or @FILE with such lines; may be repeated',
  },
  data: { ...text, alias: 'd', group, describe: 'Body; @file reads a file, - reads stdin' },
  http2: { type: 'boolean', group, describe: 'Offer HTTP/2, and speak it where the server chooses it' },
  follow: {
    type: 'boolean',
    alias: 'L',
    group,
    describe: 'Follow redirects, 10 unless --max-redirects says more',
  },
  'max-redirects': { ...number, group, describe: 'Follow so many redirects; 0 follows none' },
  send: {
    ...text,
    array: true,
    group,
    describe: 'wss:// only: a text message to send; may be repeated',
  },
  'show-settings': {
    type: 'boolean',
    group,
    describe: 'Show what applies and where it comes from; call nothing',
  },
} as const satisfies Flags;
