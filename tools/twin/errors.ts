/** Errors of the twin's set-up and control: code → what it means and the fix, for docs/errors.md. */
export const twinErrors = {
  TWIN_UNKNOWN_ZONE: {
    means: 'No subnet of the templates stands in the zone that is to fail.',
    fix: 'Use one of the zones that the message lists; the last letter is enough.',
  },
  TWIN_UNKNOWN_TARGET: {
    means: 'No target group has a target with the address that is to fail.',
    fix: 'Use one of the addresses that the message lists.',
  },
  TWIN_BAD_FAILURE: {
    means: 'A failure is neither zone=<name> nor target=<address>.',
    fix: 'Write zone=<letter or name>, or target=<address>.',
  },
  TWIN_READY_FILE: {
    means: 'The ready file cannot be written or read.',
    fix: 'Name a file in an existing folder that this user can write.',
  },
  TWIN_CONTROL: {
    means: 'The running twin refused the command.',
    fix: 'Read the reason in the message; start the twin again where its ready file is stale.',
  },
} as const;

export type TwinErrorCode = keyof typeof twinErrors;
