import type { Reason } from '../hop';

/** Codes that any hop may give; the verdict names the hop. */
export const anyHopReasons = {
  NOT_REACHED: {
    hop: 'network',
    means: 'An earlier hop leaves nothing that this one could be asked.',
    fix: 'Mend the earlier hop first.',
  },
  ANSWERED_BEFORE: {
    hop: 'gateway',
    means: 'Something before API Gateway answers, by design: this hop is not met.',
    fix: 'Nothing to change.',
  },
} as const satisfies Record<string, Reason>;
