import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callsFrom, expectationsToTargets } from '../../tools/probe/expectations';
import { withProof } from '../../tools/probe/proof';
import { proofFromFlags } from '../../tools/probe/read-proof';
import { type ProbeTarget, prepareTarget } from '../../tools/probe/target';

const folder = mkdtempSync(join(tmpdir(), 'hybrid-proof-'));
const file = join(folder, 'credentials');
const keys = join(folder, 'keys.json');
beforeAll(() => {
  writeFileSync(
    file,
    '[default]\naws_access_key_id = AKIADEFAULT\naws_secret_access_key = s1\n\n[billing]\naws_access_key_id = ASIABILLING\naws_secret_access_key = s2\naws_session_token = t2\n',
  );
  writeFileSync(keys, '{"acme":"value-of-acme"}');
});
afterAll(() => rmSync(folder, { recursive: true }));

const bounds = { stops: new Set<() => void>(), stopped: () => false };
const url = 'https://pay.corp.example/orders?x=1';

async function headersOf(target: Partial<ProbeTarget>): Promise<Record<string, string>> {
  const { headers } = await withProof(bounds, prepareTarget({ url, ...target }));
  return Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));
}

describe('a call that is signed', () => {
  test('carries the profile’s key, the region and the session token', async () => {
    const headers = await headersOf({ sigv4: { region: 'eu-west-1', profile: 'billing', file } });
    expect(headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=ASIABILLING\/\d{8}\/eu-west-1\/execute-api\/aws4_request, SignedHeaders=host;x-amz-date;x-amz-security-token, Signature=[0-9a-f]{64}$/,
    );
    expect(headers['x-amz-security-token']).toBe('t2');
    expect(JSON.stringify(headers)).not.toContain('s2');
  });

  test('leaves out of the signature what a load balancer may change', async () => {
    const headers = await headersOf({
      headers: { 'X-Forwarded-For': '10.0.0.1', 'Content-Type': 'text/plain' },
      sigv4: { region: 'eu-west-1', file },
    });
    expect(headers.authorization).toContain('AKIADEFAULT');
    expect(headers.authorization).toContain('SignedHeaders=content-type;host;x-amz-date,');
  });

  test.each([
    ['no profile of that name', { region: 'eu-west-1', profile: 'nobody' }, 'has no profile "nobody"'],
    ['no file', { region: 'eu-west-1', file: '/nonexistent/credentials' }, 'ENOENT'],
  ])('fails here for %s', async (_what, sigv4, message) => {
    await expect(headersOf({ sigv4: { file, ...sigv4 } })).rejects.toThrow(message);
  });
});

describe('a call with an API key', () => {
  test('carries the value of its name', async () => {
    expect(await headersOf({ apiKey: { file: keys, name: 'acme' } })).toEqual({
      'x-api-key': 'value-of-acme',
    });
  });

  test('fails here where the file has none', async () => {
    await expect(headersOf({ apiKey: { file: keys, name: 'globex' } })).rejects.toThrow(
      'has no key "globex"',
    );
    await expect(headersOf({ apiKey: { file: '/nonexistent' } })).rejects.toThrow('ENOENT');
  });
});

describe('expectations', () => {
  const expect_ = {
    from: 'on-prem',
    call: 'GET https://pay.corp.example/',
    headers: {},
    expect: { status: 200 },
  };
  const config = {
    region: 'eu-west-1',
    expect: [
      { ...expect_, identity: 'billing' },
      { ...expect_, apiKey: 'acme' },
    ],
  };
  const doors = {
    vantages: { 'on-prem': { socks: '127.0.0.1:1', dns: '127.0.0.1:2' } },
    ca: 'ca.pem',
    credentials: file,
    apiKeys: keys,
  };

  test('are proved by the twin’s files', () => {
    expect(expectationsToTargets(config, doors)).toMatchObject([
      { sigv4: { region: 'eu-west-1', profile: 'billing', file } },
      { apiKey: { file: keys, name: 'acme' } },
    ]);
  });

  test('are proved by profiles of the callers’ names and a file of keys in the real network', () => {
    const { targets } = callsFrom(config, 'on-prem', { profiles: true, apiKeys: keys });
    expect(targets.map(({ sigv4, apiKey }) => sigv4 ?? apiKey)).toEqual([
      { region: 'eu-west-1', profile: 'billing' },
      { file: keys, name: 'acme' },
    ]);
  });

  test('have an API key by the name of its secret, where somebody else reads it', () => {
    const secrets = { acme: 'partners/acme' };
    const { targets } = callsFrom(config, 'on-prem', { secrets, apiKeys: keys });
    expect(targets.map(({ apiKey }) => apiKey)).toEqual([{ secret: 'partners/acme' }]);
    expect(callsFrom(config, 'on-prem', { secrets: {} }).skipped.map(({ reason }) => reason)).toContain(
      'to be called with API key acme, and its value is in no secret of onPremises.secrets',
    );
  });

  test('are skipped, with the reason, where there is no proof', () => {
    expect(callsFrom(config, 'on-prem').skipped.map(({ reason }) => reason)).toEqual([
      'to be signed by billing, and this probe has no credentials of callers',
      'to be called with API key acme, and no file of API keys is given (--api-keys)',
    ]);
  });
});

describe('flags', () => {
  test('--profile and --role sign as --sigv4 does', () => {
    expect(proofFromFlags({ profile: 'billing', region: 'eu-west-1' }, undefined)).toMatchObject({
      sigv4: { profile: 'billing', region: 'eu-west-1' },
    });
    expect(proofFromFlags({}, undefined)).toEqual({});
  });

  test('--api-key needs a file', () => {
    expect(() => proofFromFlags({ 'api-key': 'acme' }, undefined)).toThrow('PROBE_BAD_OPTION');
    expect(proofFromFlags({ 'api-keys': keys }, undefined)).toEqual({ apiKey: { file: keys } });
  });
});
