import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KitError } from '../../../tools/kit-error';
import type { ProbeTarget } from '../../../tools/probe';
import { planVia } from '../../../tools/probe/via/plan';
import { readVia, regionOfArn } from '../../../tools/probe/via/read-via';
import { mintAuthority } from '../../helpers/certificates';

const folder = mkdtempSync(join(tmpdir(), 'hybrid-via-plan-'));
const ca = join(folder, 'ca.pem');
const cert = join(folder, 'client.pem');
const key = join(folder, 'client-key.pem');
const url = 'https://pvt-api.corp.example/';

beforeAll(async () => {
  const authority = await mintAuthority();
  const client = await authority.mint(['client.corp.example']);
  writeFileSync(ca, authority.cert);
  writeFileSync(cert, client.cert);
  writeFileSync(key, client.key);
});
afterAll(() => rmSync(folder, { recursive: true }));

const noFile = () => {
  throw new Error('ENOENT');
};
const plan = (targets: readonly ProbeTarget[], isOwnList = true, args = {}) =>
  planVia({ targets, skipped: [] }, isOwnList, { via: 'lambda:ProbeFunction', ...args }, noFile);

function codesOf(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    return (error as KitError).problems.map(({ code }) => code);
  }
  return [];
}

test.each([
  ['lambda:ProbeFunction', 'ProbeFunction'],
  ['lambda:corp-on-premises.ProbeFunction', 'corp-on-premises.ProbeFunction'],
  [
    'lambda:arn:aws:lambda:eu-west-1:111122223333:function:p',
    'arn:aws:lambda:eu-west-1:111122223333:function:p',
  ],
  ['fleet:corp-fleet.FleetArn', 'corp-fleet.FleetArn'],
])('--via %s names a function, or a fleet of them', (text, name) => {
  expect(readVia(text)).toEqual({ kind: text.split(':')[0], name });
});

test.each(['', 'ProbeFunction', 'lambda:', 'ssh:host', 'lambda:two words'])(
  '--via "%s" is an error',
  (text) => {
    expect(codesOf(() => readVia(text))).toEqual(['PROBE_VIA']);
  },
);

test('an ARN says its region', () => {
  expect(regionOfArn('arn:aws:lambda:eu-west-1:111122223333:function:p')).toBe('eu-west-1');
  expect(regionOfArn('ProbeFunction')).toBeUndefined();
});

test('authorities travel as text, not as the path of a file that is not there', () => {
  const [target] = plan([{ url, ca }]).targets;
  expect(target?.ca).toContain('-----BEGIN CERTIFICATE-----');
});

const secrets: readonly [string, () => Partial<ProbeTarget>][] = [
  ['a bearer token', () => ({ headers: [['Authorization', 'Bearer eyJhbGciOi']] })],
  ['an API key in a header', () => ({ headers: { 'x-api-key': 'eyJhbGciOi' } })],
  ['a private key', () => ({ clientCertificate: { cert, key } })],
  ['an API key in a file', () => ({ apiKey: { file: ca } })],
  ['a bearer token in a file', () => ({ bearer: { file: ca } })],
  ['a bearer token from stdin', () => ({ bearer: { stdin: true } })],
  ['a token of a program', () => ({ token: { command: ['get-token', 'eyJhbGciOi'] } })],
  ['a secret that a profile of this machine reads', () => ({ bearer: { secret: 's', profile: 'p' } })],
  ['a profile', () => ({ sigv4: { profile: 'eyJhbGciOi' } })],
];

test.each(secrets)(
  '%s never travels: on the command line it is an error that does not show it',
  (_what, own) => {
    const target = { url, ...own() };
    expect(codesOf(() => plan([target]))).toEqual(['PROBE_VIA_SECRET']);
    if (!('sigv4' in target)) expect(() => plan([target])).not.toThrow(/eyJhbGciOi/);
  },
);

test('of hybrid.yaml such calls are skipped, with the reason, and the others go', () => {
  const { targets, skipped } = plan(
    [{ url }, { url, name: 'as a client', clientCertificate: { cert, key } }],
    false,
  );
  expect(targets).toEqual([{ url }]);
  expect(skipped).toEqual([
    { name: 'as a client', url, method: 'GET', vantage: '', reason: expect.stringContaining('private key') },
  ]);
});

test('with nothing left to do, the reasons are the error, all at once', () => {
  const secret = { url, headers: { cookie: 'a=b' } };
  expect(codesOf(() => plan([secret, secret], false))).toEqual(['PROBE_VIA_SECRET', 'PROBE_VIA_SECRET']);
});

test('the role of the function signs for APIs alone: for Secrets Manager it would read what it may not show', () => {
  const sigv4 = { region: 'eu-west-1', service: 'secretsmanager' };
  expect(codesOf(() => plan([{ url, sigv4 }]))).toEqual(['PROBE_VIA_SECRET']);
});

test('the function signs as its own role, or as one that it may assume', () => {
  const targets = [{ url, sigv4: { region: 'eu-west-1', role: 'arn:aws:iam::111122223333:role/billing' } }];
  expect(plan(targets).targets).toEqual(targets);
});

test('a secret of AWS goes by its name', () => {
  const targets = [{ url, bearer: { secret: 'corp/token' }, apiKey: { secret: 'corp/keys', name: 'acme' } }];
  expect(plan(targets).targets).toEqual(targets);
});

test('what a function could not do is said before it is asked', () => {
  expect(codesOf(() => plan([{ url }], true, { twin: 'ready.json', invocations: 0 }))).toEqual([
    'PROBE_VIA',
    'PROBE_BAD_OPTION',
  ]);
  expect(codesOf(() => plan([{ url }], true, { via: 'fleet:FleetArn', invocations: 4 }))).toEqual([
    'PROBE_VIA',
  ]);
  expect(codesOf(() => plan([{ url }], true, { watch: 5, count: 3 }))).toEqual(['PROBE_VIA', 'PROBE_VIA']);
  expect(codesOf(() => plan([{ url: 'pvt-api' }, { url: 'ftp://x/' }]))).toEqual([
    'PROBE_BAD_URL',
    'PROBE_BAD_URL',
  ]);
});
