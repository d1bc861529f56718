import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../stacks/config';
import { synthesize } from '../../stacks/synthesize';
import { buildModel, readAssembly } from '../../tools/assembly';
import { packageRoot } from '../../tools/root';
import { keySet, token } from '../lambdas/authorizer-jwt/tokens';
import { fetchOnce } from './client';
import { closeTwins, serve } from './twin';

/** An issuer inside the VPC, itself an API of the environment, and an API whose authorizer fetches keys from it. */
const folder = mkdtempSync(join(tmpdir(), 'hybrid-issuer-'));

const issuer = 'https://login.corp.example';
const documents = {
  '/.well-known/openid-configuration': { issuer, jwks_uri: `${issuer}/keys` },
  '/keys': keySet,
};

const environment = `
name: issuer
region: eu-west-1
zones: [eu-west-1a, eu-west-1b]
network: { cidr: 10.20.0.0/16 }
onPremises: { cidrs: [10.10.0.0/16], simulate: true, connect: peering }
dns: { zone: corp.example }
certificate:
  arn: arn:aws:acm:eu-west-1:111122223333:certificate/6f1d1c1e-4f5b-4c3a-9b1a-0a1b2c3d4e5f
  names: ["*.corp.example"]
functions:
  issuer: { entry: issuer.js }
  who: { entry: ${join(packageRoot, 'docs/examples/authorizer-jwt/who.ts')} }
authorizers:
  staff: { jwt: { issuer: "${issuer}", audience: [orders] } }
  lost: { jwt: { issuer: "https://lost.corp.example", audience: [orders] } }
apis:
  - { name: login, host: login.corp.example, routes: { "GET /{proxy+}": issuer } }
  - name: orders
    host: orders.corp.example
    authorizer: staff
    routes:
      GET /: who
      GET /lost: { function: who, authorizer: lost }
`;

beforeAll(() => {
  const served = JSON.stringify(documents);
  writeFileSync(
    join(folder, 'issuer.js'),
    `exports.handler = async ({ path }) => {
      const found = (${served})[path];
      console.log('asked for ' + path);
      return { statusCode: found ? 200 : 404, body: JSON.stringify(found ?? null) };
    };`,
  );
  writeFileSync(join(folder, 'hybrid.yaml'), environment);
});

afterEach(closeTwins);
afterAll(() => rmSync(folder, { recursive: true }));

test('keys are fetched from an issuer inside the VPC, over the network of the twin', async () => {
  const { config, dir } = loadConfig(join(folder, 'hybrid.yaml'));
  const outdir = join(folder, 'out');
  synthesize(config, { dir, outdir });
  const twin = await serve({ model: buildModel(readAssembly({ dir: outdir })), functionConcurrency: 1 });
  const call = (path: string, text: string) =>
    fetchOnce(
      twin.ready,
      'on-prem',
      `https://orders.corp.example${path}`,
      `Authorization: Bearer ${text}\r\n`,
    );

  const good = token();
  expect(await call('/', good)).toMatchObject({ status: 200, body: expect.stringContaining('"amy"') });
  expect(await call('/', token({ claims: { sub: 'bob' } }))).toMatchObject({ status: 200 });
  expect(await call('/', token({ key: 'stranger', header: { kid: 'ec' } }))).toMatchObject({ status: 401 });
  // Not the caller's fault: the issuer is not there.
  expect(await call('/lost', token())).toMatchObject({ status: 500, body: '{"message":null}' });

  const [, claims, signature] = good.split('.') as [string, string, string];
  expect(JSON.stringify(twin.journal)).not.toContain(claims);
  expect(JSON.stringify(twin.journal)).not.toContain(signature);
  const asked = twin.journal.flatMap((entry) =>
    entry.kind === 'function' && entry.line.includes('asked for') ? entry.line : [],
  );
  expect(asked).toEqual([
    expect.stringContaining('/.well-known/openid-configuration'),
    expect.stringContaining('/keys'),
  ]);
});
