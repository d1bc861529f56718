/** What keeps the doctor from looking at all: code → what it means and the fix, for docs/errors.md. */
export const doctorErrors = {
  DOCTOR_NO_CREDENTIALS: {
    means:
      'The SDK’s chain (environment, profile, single sign-on, role of the machine) gives no credentials.',
    fix: 'Sign in (aws sso login), or name a profile by --profile.',
  },
  DOCTOR_CREDENTIALS_REFUSED: {
    means: 'AWS refuses the credentials: expired, revoked, or signed by a clock that is wrong.',
    fix: 'Sign in again; compare this machine’s clock.',
  },
  DOCTOR_WRONG_ACCOUNT: {
    means: 'The credentials are of an account that hybrid.yaml does not name.',
    fix: 'Use credentials of the environment’s account, or correct account in hybrid.yaml.',
  },
  DOCTOR_UNREACHABLE: {
    means: 'No AWS endpoint of the region answers from here.',
    fix: 'Check region in hybrid.yaml, AWS_ENDPOINT_URL, the proxy, and the way to the internet or to VPC endpoints.',
  },
  DOCTOR_UNKNOWN_CHECK: {
    means: 'An --only names neither a hop nor a check.',
    fix: 'Use one of the names the message lists.',
  },
  DOCTOR_BAD_OUTPUT: {
    means: 'An --output names no format, a file cannot be written, or two formats go to stdout.',
    fix: 'Write table, json or junit, and a file for all but one: -o junit=doctor.xml.',
  },
  DOCTOR_DRIFT_OPTION: {
    means: 'An option that goes with --drift stands without it, or one that does not go with it beside it.',
    fix: 'Use --assembly and --save with --drift, and --only without it.',
  },
  DOCTOR_NOT_DEPLOYED: {
    means: 'doctor --drift finds none of the stacks of the templates: there is nothing to compare.',
    fix: 'Deploy first, or check region, account and --profile.',
  },
  DOCTOR_BAD_FOLDER: {
    means: 'The folder of --save cannot be written.',
    fix: 'Name a folder that is there or can be made.',
  },
  DOCTOR_BAD_DEADLINE: {
    means: 'The --deadline is not a number of seconds above 0.',
    fix: 'Write e.g. --deadline 30.',
  },
} as const;
