import { type Flags, number, text } from './flag';

const group = 'From elsewhere:';

export const viaFlags = {
  via: {
    ...text,
    group,
    describe:
      'Let functions in the network call: lambda:<name, ARN or stack output>, or fleet:<ARN or output>',
  },
  invocations: { ...number, group, describe: 'Invocations at once, each with --concurrency [default: 4]' },
} as const satisfies Flags;
