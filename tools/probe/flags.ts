/** An option of the command line; the form is that of yargs. */
export interface Flag {
  readonly alias?: string;
  readonly type: 'string' | 'boolean' | 'number';
  readonly array?: true;
  readonly nargs?: number;
  readonly choices?: readonly string[];
  readonly default?: string | number | boolean;
  /** Heading in the help. */
  readonly group: string;
  readonly describe: string;
}

const from = 'Where from:';
const call = 'The call:';
const who = 'Who calls:';
const expected = 'What must come of it:';
const limits = 'Limits (seconds):';
const output = 'Output:';

const text = { type: 'string', nargs: 1 } as const;
const seconds = { type: 'number', nargs: 1, group: limits } as const;

/** The same for `hybrid-api probe` and for the single-file probe. */
export const flags = {
  config: {
    ...text,
    group: call,
    default: 'hybrid.yaml',
    describe: 'Without a URL: make every call of this file',
  },
  vantage: { ...text, group: from, describe: 'Where the probe stands: on-prem, app, … [default: on-prem]' },
  twin: { ...text, group: from, describe: 'Ready file of a twin: every call from its own vantage' },
  resolver: {
    ...text,
    alias: 'r',
    group: from,
    describe: 'DNS server, address[:port] [default: the system]',
  },
  proxy: {
    ...text,
    alias: 'x',
    group: from,
    describe: 'socks5h://host:port (resolves names) or socks5://host:port',
  },
  address: { ...text, group: from, describe: 'Dial this address and skip DNS' },
  'all-addresses': {
    type: 'boolean',
    default: true,
    group: from,
    describe: 'Call every address of the name',
  },
  ca: { ...text, group: from, describe: 'PEM file of trusted authorities, instead of the built-in ones' },
  cert: {
    ...text,
    group: from,
    describe: 'PEM file of the client certificate to present where one is asked for',
  },
  key: { ...text, group: from, describe: 'PEM file of its private key' },
  'tls-max': { ...text, choices: ['1.2', '1.3'], group: from, describe: 'Highest TLS version to offer' },
  method: { ...text, alias: 'X', group: call, describe: 'GET, or POST with --data, unless given' },
  header: { ...text, alias: 'H', array: true, group: call, describe: '"Name: value"; may be repeated' },
  data: { ...text, alias: 'd', group: call, describe: 'Body; @file reads a file, - reads stdin' },
  send: {
    ...text,
    array: true,
    group: call,
    describe: 'wss:// only: a text message to send; may be repeated',
  },
  'expect-message': { ...text, group: expected, describe: 'wss:// only: a message that contains this comes' },
  'expect-message-json': {
    ...text,
    group: expected,
    describe: 'wss:// only: a JSON message with (at least) these members comes',
  },
  sigv4: { type: 'boolean', group: who, describe: 'Sign with SigV4; credentials as the AWS SDKs find them' },
  profile: { ...text, group: who, describe: 'Sign with this profile' },
  role: { ...text, group: who, describe: 'Assume this role (ARN) first, then sign' },
  region: { ...text, group: who, describe: 'Sign for this region [default: of hybrid.yaml, or AWS_REGION]' },
  'api-key': { ...text, group: who, describe: 'Name of the API key to send, in the file of --api-keys' },
  'api-keys': {
    ...text,
    group: who,
    describe: 'File of API keys: JSON, name → value; without --api-key a value alone',
  },
  'expect-status': { type: 'number', nargs: 1, group: expected, describe: 'This HTTP status' },
  'expect-body': { ...text, group: expected, describe: 'A body that contains this' },
  'expect-body-equals': { ...text, group: expected, describe: 'Exactly this body' },
  'expect-body-matches': {
    ...text,
    group: expected,
    describe: 'A body that matches this regular expression',
  },
  'expect-body-json': { ...text, group: expected, describe: 'A JSON body with (at least) these members' },
  'expect-unreachable': { type: 'boolean', group: expected, describe: 'No HTTP response at all' },
  'connect-timeout': { ...seconds, default: 5, describe: 'To connect to an address' },
  'tls-timeout': { ...seconds, default: 5, describe: 'For the TLS handshake' },
  'first-byte-timeout': { ...seconds, default: 30, describe: 'From the request to the first byte' },
  'max-time': { ...seconds, alias: 'm', default: 60, describe: 'For all of a call' },
  concurrency: { type: 'number', nargs: 1, default: 10, group: limits, describe: 'Calls at once' },
  json: { type: 'boolean', default: false, group: output, describe: 'The report as JSON on stdout' },
  runbooks: { ...text, group: output, describe: 'Folder or address of the runbooks' },
  color: { type: 'boolean', group: output, describe: 'Colours; --no-color and NO_COLOR switch them off' },
} as const satisfies Record<string, Flag>;

/** What the flags were set to. */
export interface ProbeArguments {
  readonly config?: string;
  readonly vantage?: string;
  readonly twin?: string;
  readonly resolver?: string;
  readonly proxy?: string;
  readonly address?: string;
  readonly 'all-addresses'?: boolean;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly 'tls-max'?: '1.2' | '1.3';
  readonly method?: string;
  readonly header?: readonly string[];
  readonly data?: string;
  readonly send?: readonly string[];
  readonly 'expect-message'?: string;
  readonly 'expect-message-json'?: string;
  readonly sigv4?: boolean;
  readonly profile?: string;
  readonly role?: string;
  readonly region?: string;
  readonly 'api-key'?: string;
  readonly 'api-keys'?: string;
  readonly 'expect-status'?: number;
  readonly 'expect-body'?: string;
  readonly 'expect-body-equals'?: string;
  readonly 'expect-body-matches'?: string;
  readonly 'expect-body-json'?: string;
  readonly 'expect-unreachable'?: boolean;
  readonly 'connect-timeout'?: number;
  readonly 'tls-timeout'?: number;
  readonly 'first-byte-timeout'?: number;
  readonly 'max-time'?: number;
  readonly concurrency?: number;
  readonly json?: boolean;
  readonly runbooks?: string;
  readonly color?: boolean;
}

export const examples: readonly (readonly [command: string, meaning: string])[] = [
  ['https://pvt-api.corp.example/', 'call it from here, at every address of the name'],
  ['', 'every call of hybrid.yaml that starts on-premises'],
  ['--twin ready.json', 'every call of hybrid.yaml against a running twin'],
  [
    '--resolver 10.10.0.2 --ca corp-ca.pem https://pvt-api.corp.example/',
    'another DNS server, another authority',
  ],
  [
    '--proxy socks5h://127.0.0.1:1080 --expect-unreachable https://pvt-api.corp.example/',
    'must not answer there',
  ],
  [
    '--send \'{"action":"echo"}\' --expect-message echo wss://ws.corp.example/',
    'a WebSocket: open, send, expect a message',
  ],
  ['--sigv4 --profile billing https://pvt-api.corp.example/', 'signed by somebody of ~/.aws/config'],
  ["-H 'x-api-key: …' -d @order.json --expect-status 201 https://pvt-api.corp.example/orders", 'a POST'],
];
