import { type Flags, text } from './flag';

const group = 'Output:';

export const outputFlags = {
  output: {
    ...text,
    alias: 'o',
    array: true,
    group,
    describe:
      'format[=file]: table, json, jsonl, junit, openmetrics or html; may be repeated [default: table]',
  },
  json: { type: 'boolean', default: false, group, describe: 'Short for -o json' },
  compare: { ...text, group, describe: 'Say what changed since this report of -o json=FILE' },
  runbooks: { ...text, group, describe: 'Folder or address of the runbooks' },
  color: { type: 'boolean', group, describe: 'Colours; --no-color and NO_COLOR switch them off' },
} as const satisfies Flags;
