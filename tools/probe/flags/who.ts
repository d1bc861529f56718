import { type Flags, number, path, text } from './flag';

const group = 'Who calls:';

export const whoFlags = {
  sigv4: { type: 'boolean', group, describe: 'Sign with SigV4; credentials as the AWS SDKs find them' },
  profile: { ...text, group, describe: 'Sign with this profile' },
  role: { ...text, group, describe: 'Assume this role (ARN) first, then sign' },
  region: {
    ...text,
    group,
    describe: 'Sign for this region [default: of hybrid.yaml, of an AWS name that is called, or AWS_REGION]',
  },
  service: {
    ...text,
    group,
    describe: 'Sign for this service, or that of com.amazonaws.<region>.<service> [default: execute-api]',
  },
  'api-key': { ...text, group, describe: 'Name of the API key to send, in the file of --api-keys' },
  'api-keys': {
    ...path,
    group,
    describe: 'File of API keys: JSON, name → value; without --api-key a value alone; - is stdin',
  },
  'api-key-secret': {
    ...text,
    group,
    describe: 'API key in AWS Secrets Manager: NAME, or NAME#MEMBER of JSON',
  },
  'bearer-file': {
    ...path,
    group,
    describe: 'Send Authorization: Bearer with the token in this file; - is stdin',
  },
  'bearer-secret': {
    ...text,
    group,
    describe: 'The token is in AWS Secrets Manager: NAME, or NAME#MEMBER of JSON',
  },
  'token-command': {
    ...text,
    group,
    describe: 'The token is what this program prints, alone or as access_token; no shell',
  },
  'saml-command': { ...text, group, describe: 'The same for a SAML assertion, XML or base64' },
  'token-form': {
    ...text,
    choices: ['jwt', 'opaque'],
    group,
    describe: 'What --token-command prints [default: jwt]',
  },
  'token-header': { ...text, group, describe: 'Header of the token instead of Authorization: Bearer' },
  'token-timeout': { ...number, group, describe: 'Seconds that the program may take [default: 30]' },
} as const satisfies Flags;
