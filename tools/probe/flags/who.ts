import { type Flags, text } from './flag';

const group = 'Who calls:';

export const whoFlags = {
  sigv4: { type: 'boolean', group, describe: 'Sign with SigV4; credentials as the AWS SDKs find them' },
  profile: { ...text, group, describe: 'Sign with this profile' },
  role: { ...text, group, describe: 'Assume this role (ARN) first, then sign' },
  region: { ...text, group, describe: 'Sign for this region [default: of hybrid.yaml, or AWS_REGION]' },
  'api-key': { ...text, group, describe: 'Name of the API key to send, in the file of --api-keys' },
  'api-keys': {
    ...text,
    group,
    describe: 'File of API keys: JSON, name → value; without --api-key a value alone',
  },
} as const satisfies Flags;
