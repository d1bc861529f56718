import { type Flags, number, text } from './flag';

const group = 'What must come of it:';

export const expectedFlags = {
  'expect-message': { ...text, group, describe: 'wss:// only: a message that contains this comes' },
  'expect-message-json': {
    ...text,
    group,
    describe: 'wss:// only: a JSON message with (at least) these members comes',
  },
  'expect-status': { type: 'number', nargs: 1, group, describe: 'This HTTP status' },
  'expect-body': { ...text, group, describe: 'A body that contains this' },
  'expect-body-equals': { ...text, group, describe: 'Exactly this body' },
  'expect-body-matches': {
    ...text,
    group,
    describe: 'A body that matches this regular expression',
  },
  'expect-body-json': { ...text, group, describe: 'A JSON body with (at least) these members' },
  'expect-json-path': {
    ...text,
    group,
    describe: 'A JSON body with something at this path, or one value: $.items[0].id=5',
  },
  'expires-within': {
    ...number,
    group,
    describe: 'Fail where a certificate of the chain ends within so many days',
  },
  'expect-unreachable': { type: 'boolean', group, describe: 'No HTTP response at all' },
} as const satisfies Flags;
