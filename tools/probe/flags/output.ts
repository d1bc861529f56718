import { type Flags, text } from './flag';

const group = 'Output:';

export const outputFlags = {
  json: { type: 'boolean', default: false, group, describe: 'The report as JSON on stdout' },
  runbooks: { ...text, group, describe: 'Folder or address of the runbooks' },
  color: { type: 'boolean', group, describe: 'Colours; --no-color and NO_COLOR switch them off' },
} as const satisfies Flags;
