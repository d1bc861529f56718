import type { ConfigErrorText } from './text';

/** What is wrong with the file itself, and with the environment as a whole. */
export const fileErrors = {
  CFG_FILE: {
    means: 'hybrid.yaml, or a file that it names, is not there, can not be read, or is of another kind.',
    fix: 'Create the file, or correct the path; paths are relative to the folder of hybrid.yaml.',
  },
  CFG_SYNTAX: {
    means: 'The text is not YAML.',
    fix: 'Correct the line or the one above it: indent by blanks, close every bracket and quote.',
  },
  CFG_DUPLICATE_KEY: { means: 'A key is written twice in one mapping.', fix: 'Keep one of the two.' },
  CFG_UNKNOWN_KEY: {
    means: 'A key is not a setting at its place.',
    fix: 'Use one of the keys that the message lists; a near one is guessed.',
  },
  CFG_MISSING: { means: 'A setting that has no default is missing.', fix: 'Add it.' },
  CFG_TYPE: {
    means: 'A value is of another type than its setting, or empty.',
    fix: 'Write the type that the message names; numbers that are text need quotes.',
  },
  CFG_VALUE: { means: 'A value is not one of those allowed.', fix: 'Use one that the message lists.' },
  CFG_FORMAT: {
    means: 'A value or key has not the form that it needs, e.g. of an id.',
    fix: 'Write it like the example in the message.',
  },
  CFG_RANGE: { means: 'A number, text or list is too small or too large.', fix: 'Keep the limit named.' },
  CFG_CHOICE: {
    means: 'A setting with several forms has none of them, or two at once.',
    fix: 'Write one of the forms that the message shows.',
  },
  CFG_DUPLICATE: {
    means: 'Two entries of a list have the same name or id.',
    fix: 'Remove one of the two, or correct it.',
  },
  CFG_UNKNOWN_ACCOUNT: {
    means: 'An API is in an account that accounts.apis does not have.',
    fix: 'Correct the name, or add the account.',
  },
  CFG_ACCOUNT_ID: {
    means: 'An id by which accounts name each other is missing, or contradicts another one.',
    fix: 'Write what the deployment of the other account has told; any id of the form until then.',
  },
  CFG_ACCOUNT_PLACE: {
    means: 'Something is in an account where it can not work: nothing but the way in crosses accounts.',
    fix: 'Let the hub have it, or keep it whole in one account.',
  },
  CFG_REGION: { means: 'The region is not an AWS region.', fix: 'Write one such as eu-west-1.' },
  CFG_ZONE: {
    means:
      'A zone is not an Availability Zone of the region; Local and Wavelength Zones and zone ids are refused.',
    fix: 'Write the region and one letter, e.g. eu-west-1a.',
  },
  CFG_TAG: {
    means: 'A tag breaks the rules of AWS: length, characters, the prefix "aws:", or their number.',
    fix: 'Keep the rule that the message names.',
  },
  CFG_NAME_LENGTH: {
    means: 'The name of a stack is longer than AWS allows.',
    fix: 'Shorten the host that the message names, or name.',
  },
  CFG_QUOTA: {
    means: 'The design needs more than a quota of AWS allows.',
    fix: 'Follow the message; where AWS raised a quota for the account, state it in quotas.',
  },
} as const satisfies Record<string, ConfigErrorText>;
