import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createVerify } from '../../lambdas/authorizer-jwt/verify';
import { authorizerSources } from '../../stacks/authorizer-code';
import { loadConfig } from '../../stacks/config';
import { bundleHandlers } from '../../stacks/lambda-code';
import { packageRoot } from '../../tools/root';
import { type Row, rounded, timeInChild } from './measure';

const issuer = 'https://login.corp.example';

/** Verifications of one token after the other, and what the bundles weigh. */
export async function benchAuthorizers(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const pairs = {
    ES256: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    RS256: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  };
  for (const [alg, pair] of Object.entries(pairs)) {
    const rate = await verifications(alg, pair);
    rows.push({
      what: `JWT authorizer, ${alg}`,
      measured: rounded(rate, '/s'),
      target: '≥ 10,000 /s',
      met: rate >= 10_000,
    });
  }
  for (const kind of ['jwt', 'rules', 'saml']) rows.push(...weigh(kind));
  return rows;
}

async function verifications(
  alg: string,
  { publicKey, privateKey }: { readonly publicKey: KeyObject; readonly privateKey: KeyObject },
): Promise<number> {
  const verify = createVerify(
    {
      name: 'bench',
      routes: [],
      issuer,
      audience: ['orders'],
      jwks: { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: alg, alg, use: 'sig' }] },
      algorithms: [alg],
      scopeClaim: 'scope',
      clockSkewSeconds: 60,
    },
    { load: () => Promise.reject(new Error('nothing is fetched')), now: Date.now },
  );
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + 3600;
  const claims = { iss: issuer, aud: 'orders', sub: 'amy', scope: 'orders:read', exp };
  const text = `${encode({ alg, kid: alg })}.${encode(claims)}`;
  const signature = sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  const token = `${text}.${signature.toString('base64url')}`;
  const during = async (milliseconds: number) => {
    const started = performance.now();
    let count = 0;
    let elapsed = 0;
    while (elapsed < milliseconds) {
      for (let i = 0; i < 100; i++) await verify(token);
      count += 100;
      elapsed = performance.now() - started;
    }
    return (count / elapsed) * 1000;
  };
  await during(300);
  return during(1000);
}

function weigh(kind: string): Row[] {
  const { config, dir } = loadConfig(
    join(packageRoot, 'docs', 'examples', `authorizer-${kind}`, 'hybrid.yaml'),
  );
  const folder = Object.values(bundleHandlers(authorizerSources(config, dir), dir))[0] as string;
  const file = join(folder, 'index.js');
  const size = statSync(file).size / 1024;
  const load = timeInChild(`require(${JSON.stringify(file)})`);
  return [
    {
      what: `${kind} authorizer, bundle`,
      measured: rounded(size, 'KB'),
      target: kind === 'saml' ? '' : '≤ 30 KB',
      ...(kind === 'saml' ? {} : { met: size <= 30 }),
    },
    {
      what: `${kind} authorizer, cold load`,
      measured: rounded(load, 'ms'),
      target: '≤ 15 ms',
      met: load <= 15,
    },
  ];
}
