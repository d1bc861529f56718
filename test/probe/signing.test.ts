import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ProbeTarget, probe } from '../../tools/probe';
import { scopeOf } from '../../tools/probe/signing-scope';
import { type Credentials, signatureOf } from '../../tools/sigv4';
import { type Authority, mintAuthority } from '../helpers/certificates';
import { gatewayHeaders, Opened } from './helpers/servers';

const folder = mkdtempSync(join(tmpdir(), 'hybrid-signing-'));
const file = join(folder, 'credentials');
const billing: Credentials = { accessKeyId: 'AKIABILLING', secretAccessKey: 'billing-secret' };
const assumed: Credentials = {
  accessKeyId: 'ASIAROLE',
  secretAccessKey: 'role-secret',
  sessionToken: 'role-token',
};
const endpoint = 'vpce-0a1b2c3d4e5f60718-abcdefgh.execute-api.eu-west-1.vpce.amazonaws.com';
const company = 'pvt-api.corp.example';

const opened = new Opened();
const before = { ...process.env };
let authority: Authority;
beforeAll(async () => {
  writeFileSync(file, '[billing]\naws_access_key_id = AKIABILLING\naws_secret_access_key = billing-secret\n');
  authority = await mintAuthority();
});
beforeEach(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
});
afterEach(async () => {
  process.env = { ...before };
  await opened.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Calls a server that notes what comes, and says whether the signature is that of the request as it came. */
async function signedCall(host: string, target: Partial<ProbeTarget>, credentials: Credentials) {
  const seen: http.IncomingMessage[] = [];
  const port = await opened.https(
    await authority.mint([company, `*${endpoint.slice(endpoint.indexOf('.'))}`]),
    (request, response) => {
      seen.push(request);
      response.writeHead(200, gatewayHeaders).end();
    },
  );
  const url = `https://${host}/orders?b=2&a=1`;
  const { results } = await probe([
    { url, ca: authority.cert, connectTo: [`::127.0.0.1:${port}`], ...target },
  ]);
  const request = seen[0];
  if (!request) return { because: results[0]?.because };
  const { authorization = '', 'x-amz-date': date = '' } = request.headers;
  const [, key, region = '', service = '', names = '', signature] =
    /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([^,]+), Signature=(\w+)/.exec(
      authorization,
    ) ?? [];
  const list = request.rawHeaders.flatMap((name, index, all): [string, string][] =>
    index % 2 === 0 ? [[name, all[index + 1] ?? '']] : [],
  );
  const own = await signatureOf(
    { method: 'GET', path: '/orders', query: 'b=2&a=1', headers: list, body: '' },
    { place: 'header', region, service, signedHeaders: names.split(';'), date: String(date) },
    credentials,
  );
  return { key, region, service, host: request.headers.host, isRight: own === signature };
}

test('a company name is signed for execute-api', async () => {
  const call = await signedCall(
    company,
    { sigv4: { region: 'eu-west-1', profile: 'billing', file } },
    billing,
  );
  expect(call).toEqual({
    key: 'AKIABILLING',
    region: 'eu-west-1',
    service: 'execute-api',
    host: company,
    isRight: true,
  });
});

test('the endpoint’s own name is signed with the Host that is sent, for the region in the name', async () => {
  const headers = { Host: company };
  const call = await signedCall(endpoint, { headers, sigv4: { profile: 'billing', file } }, billing);
  expect(call).toMatchObject({ region: 'eu-west-1', service: 'execute-api', host: company, isRight: true });
});

test('the endpoint’s own name with x-apigw-api-id is signed as it is sent', async () => {
  const headers = { 'x-apigw-api-id': 'ab12cd34ef' };
  const call = await signedCall(endpoint, { headers, sigv4: { profile: 'billing', file } }, billing);
  expect(call).toMatchObject({ region: 'eu-west-1', host: endpoint, isRight: true });
});

test('the profile is found as the AWS SDKs find it', async () => {
  process.env.AWS_SHARED_CREDENTIALS_FILE = file;
  process.env.AWS_CONFIG_FILE = join(folder, 'none');
  const call = await signedCall(company, { sigv4: { region: 'eu-west-1', profile: 'billing' } }, billing);
  expect(call).toMatchObject({ key: 'AKIABILLING', isRight: true });
});

test('a profile that is not there is named, and nothing is known of the chain', async () => {
  process.env.AWS_SHARED_CREDENTIALS_FILE = file;
  process.env.AWS_CONFIG_FILE = join(folder, 'none');
  const port = await opened.tcp(() => {});
  const { results } = await probe([
    { url: `http://127.0.0.1:${port}/`, sigv4: { region: 'eu-west-1', profile: 'no-such' } },
  ]);
  expect(results[0]).toMatchObject({
    outcome: 'unknown',
    code: 'PROBE_NO_SECRET',
    because: expect.stringContaining('no credentials of profile "no-such" to sign with: '),
  });
});

test('a role is assumed with the profile, and its credentials sign', async () => {
  const asked: string[] = [];
  const sts = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      asked.push(
        `${new URLSearchParams(body).get('RoleArn')} ${request.headers.authorization?.includes('AKIABILLING')}`,
      );
      response.writeHead(200, { 'Content-Type': 'text/xml' }).end(
        `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
         <AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>role-secret</SecretAccessKey><SessionToken>role-token</SessionToken>
         <Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
      );
    });
  });
  await new Promise<void>((resolve) => sts.listen(0, '127.0.0.1', resolve));
  try {
    process.env.AWS_ENDPOINT_URL_STS = `http://127.0.0.1:${(sts.address() as AddressInfo).port}`;
    process.env.AWS_CONFIG_FILE = join(folder, 'none');
    const role = 'arn:aws:iam::111122223333:role/caller';
    const sigv4 = { region: 'eu-west-1', profile: 'billing', file, role };
    expect(await signedCall(company, { sigv4 }, assumed)).toMatchObject({ key: 'ASIAROLE', isRight: true });
    expect(asked).toEqual([`${role} true`]);
  } finally {
    await new Promise((resolve) => sts.close(resolve));
  }
});

test('without a region nothing is sent', async () => {
  const { because } = await signedCall(company, { sigv4: { profile: 'billing', file } }, billing);
  expect(because).toContain('NO_REGION');
});

test.each([
  [{ region: 'eu-west-1' }, [company], undefined, { region: 'eu-west-1', service: 'execute-api' }],
  [
    {},
    ['', 'abc.execute-api.eu-west-1.amazonaws.com'],
    'us-east-1',
    { region: 'eu-west-1', service: 'execute-api' },
  ],
  [{}, [company, endpoint], undefined, { region: 'eu-west-1', service: 'execute-api' }],
  [
    {},
    ['abc.execute-api.cn-north-1.amazonaws.com.cn:8443'],
    undefined,
    { region: 'cn-north-1', service: 'execute-api' },
  ],
  [{}, [company], 'us-east-1', { region: 'us-east-1', service: 'execute-api' }],
  [
    { service: 'com.amazonaws.eu-central-1.execute-api' },
    [company],
    undefined,
    { region: 'eu-central-1', service: 'execute-api' },
  ],
  [
    { service: 'lambda', region: 'eu-west-1' },
    [company],
    undefined,
    { region: 'eu-west-1', service: 'lambda' },
  ],
  [{}, [company], '', undefined],
])('%j for %j in %s is signed for %j', (wish, names, fallback, scope) => {
  expect(scopeOf(wish, names, fallback)).toEqual(scope);
});
