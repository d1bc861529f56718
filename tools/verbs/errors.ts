/** Errors of the command line itself: code → what it means and the fix, for docs/errors.md. */
export const cliErrors = {
  CLI_USAGE: {
    means: 'The command line names no verb, an unknown option, or lacks a value.',
    fix: 'See the help of the verb; a near name is guessed.',
  },
  CLI_BAD_URL: {
    means: 'The URL is not an absolute https: or http: URL.',
    fix: 'Write the method and the whole URL, e.g. GET https://pvt-api.corp.example/.',
  },
  CLI_BAD_METHOD: {
    means: 'The word before the URL is not an HTTP method.',
    fix: 'Write e.g. GET or POST.',
  },
  CLI_BAD_HEADER: {
    means: 'A --header has no name before a colon.',
    fix: 'Write "Name: value".',
  },
  CLI_BAD_PARAMETER: {
    means: 'A --parameter has no name before an equals sign.',
    fix: 'Write Name=value, or Stack:Name=value for one of several templates.',
  },
  CLI_SAME_ASSEMBLY: {
    means: 'A plan is asked for from an assembly to itself.',
    fix: 'Keep a copy of cdk.out at each deployment and give it as --deployed.',
  },
  CLI_UNKNOWN_VANTAGE: {
    means: 'No vantage has the name given to --from.',
    fix: 'Use one of the names the message lists.',
  },
  CLI_UNKNOWN_FAILURE: {
    means: 'A --fail names no zone or target of the templates.',
    fix: 'Use one of the values the message lists.',
  },
  CALL_URL_INVALID: {
    means: 'The URL of a call is not an absolute http: or https: URL.',
    fix: 'Write https://host/path.',
  },
  CALL_IDENTITY_UNKNOWN: {
    means: 'A call is signed by a name that is neither a caller of hybrid.yaml nor an ARN.',
    fix: 'Use a key of callers, or the ARN of a role or user.',
  },
  CALL_API_KEY_UNKNOWN: {
    means: 'A call carries an API key that the templates do not have.',
    fix: 'Use the name of a key of a usage plan.',
  },
  CALL_VANTAGE_UNKNOWN: {
    means: 'A call starts from a network that the templates do not have.',
    fix: 'Use one of the names the message lists.',
  },
  SYNTH_FAILED: {
    means: 'The CDK app ended with an error; its own words are in the message.',
    fix: 'Mend what is named; the last templates stay as they were.',
  },
} as const;
