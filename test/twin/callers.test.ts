import { readFileSync, statSync } from 'node:fs';
import type { Model } from '../../tools/assembly/model';
import { type ProbeResult, type ProbeTarget, probe } from '../../tools/probe';
import { signRequest } from '../../tools/sigv4';
import { startTwin, type Twin } from '../../tools/twin';
import { at, type Draft } from '../helpers/model';
import { closeTwins, host, serve, servedModel } from './twin';

afterAll(closeTwins);

const billing = 'arn:aws:iam::111122223333:role/billing';

/** The chain with IAM in front of `/`, a role and a user. */
const signedModel = (change: (draft: Draft<Model>) => void = () => {}) =>
  servedModel((draft) => {
    for (const method of draft.stages[0]!.serves.methods) method.authorization = 'AWS_IAM';
    draft.principals = [
      { where: at('Billing'), name: 'billing', arn: billing, account: '111122223333', policies: [] },
      {
        where: at('Alice'),
        arn: 'arn:aws:iam::111122223333:user/alice',
        account: '111122223333',
        policies: [],
      },
    ];
    change(draft);
  });

/** The same with an API key and a plan that admits two calls at once. */
const meteredModel = () =>
  servedModel((draft) => {
    const [stage] = draft.stages;
    for (const method of stage!.serves.methods) method.apiKeyRequired = true;
    draft.apiKeys = [
      {
        where: at('Key'),
        id: 'key1',
        name: 'acme',
        enabled: true,
        value: 'a-value-that-the-template-has',
      },
    ];
    draft.usagePlans = [
      {
        where: at('Plan'),
        id: 'plan1',
        name: 'partners',
        stages: [{ apiId: stage!.apiId, stage: stage!.name, throttle: {} }],
        keyIds: ['key1'],
        throttle: { rateLimit: 1, burstLimit: 2 },
        quota: { limit: 4, offset: 0, period: 'DAY' },
      },
    ];
  });

async function call(twin: Twin, change: Partial<ProbeTarget> = {}): Promise<ProbeResult> {
  const door = twin.ready.vantages['on-prem']!;
  const target = { url: `https://${host}/`, proxy: `socks5h://${door.socks}`, ca: twin.ready.ca };
  const { results } = await probe([{ ...target, ...change }]);
  return results[0]!;
}

const signedBy = (twin: Twin, profile: string, region = 'eu-west-1') => ({
  sigv4: { region, profile, file: twin.ready.credentials },
});

describe('a caller with credentials of the twin', () => {
  test.each([['billing'], [billing], ['arn:aws:iam::111122223333:user/alice']])(
    '%s gets in',
    async (name) => {
      const twin = await serve({ model: signedModel() });
      expect(await call(twin, signedBy(twin, name))).toMatchObject({ status: 200 });
    },
  );

  test('signs the query and the body too', async () => {
    const twin = await serve({ model: signedModel() });
    const url = `https://${host}/orders/a%20b?x=1&y=%2F&x=0`;
    const sent = { url, method: 'POST', body: '{"a":1}', headers: { 'Content-Type': 'application/json' } };
    expect(await call(twin, { ...sent, ...signedBy(twin, 'billing') })).toMatchObject({ status: 200 });
  });

  test('is told when it signs for another region', async () => {
    const twin = await serve({ model: signedModel() });
    const result = await call(twin, signedBy(twin, 'billing', 'us-east-1'));
    expect(result).toMatchObject({ status: 403, code: 'IAM_SIGNATURE_SCOPE' });
  });

  test('keeps its keys when the templates change', async () => {
    const twin = await serve({ model: signedModel() });
    const before = readFileSync(twin.ready.credentials, 'utf8');
    await twin.reload(signedModel());
    expect(readFileSync(twin.ready.credentials, 'utf8')).toBe(before);
  });
});

describe('a caller without them', () => {
  const credentials = { accessKeyId: 'AKIASTRANGER', secretAccessKey: 'secret' };
  const headersOf = async (own: typeof credentials & { sessionToken?: string }, when: number) =>
    signRequest(
      { method: 'GET', path: '/', query: '', headers: [['Host', host]], body: '' },
      own,
      { region: 'eu-west-1' },
      when,
    );
  const keysOf = (twin: Twin) => {
    const text = readFileSync(twin.ready.credentials, 'utf8').split('[billing]')[1]!;
    const value = (name: string) => new RegExp(`${name} = (\\S+)`).exec(text)?.[1] ?? '';
    return {
      accessKeyId: value('aws_access_key_id'),
      secretAccessKey: value('aws_secret_access_key'),
      sessionToken: value('aws_session_token'),
    };
  };

  test('is asked for a signature', async () => {
    const twin = await serve({ model: signedModel() });
    expect(await call(twin)).toMatchObject({ status: 403, code: 'PATH_NOT_FOUND' });
  });

  test('is unknown', async () => {
    const twin = await serve({ model: signedModel() });
    const result = await call(twin, { headers: await headersOf(credentials, Date.now()) });
    expect(result).toMatchObject({ status: 403, code: 'IAM_KEY_UNKNOWN' });
  });

  test('is refused with another secret', async () => {
    const twin = await serve({ model: signedModel() });
    const headers = await headersOf({ ...keysOf(twin), secretAccessKey: 'guessed' }, Date.now());
    expect(await call(twin, { headers })).toMatchObject({ status: 403, code: 'IAM_SIGNATURE_WRONG' });
  });

  test('is refused with a signature of yesterday', async () => {
    const twin = await serve({ model: signedModel() });
    const headers = await headersOf(keysOf(twin), Date.now() - 86_400_000);
    expect(await call(twin, { headers })).toMatchObject({ status: 403, code: 'IAM_SIGNATURE_EXPIRED' });
  });

  test('learns nothing of the twin’s files: they are their owner’s only, and gone with the twin', async () => {
    const twin = await startTwin({ model: signedModel() });
    const { credentials: file, apiKeys } = twin.ready;
    expect([file, apiKeys].map((path) => statSync(path).mode & 0o777)).toEqual([0o600, 0o600]);
    await twin.close();
    expect(() => statSync(file)).toThrow('ENOENT');
  });
});

describe('a caller with an API key', () => {
  const withKey = (twin: Twin) => ({ apiKey: { file: twin.ready.apiKeys, name: 'acme' } });

  test('is throttled when it calls too fast, and let in again later', async () => {
    let now = Date.UTC(2026, 2, 1, 12);
    const twin = await serve({ model: meteredModel(), now: () => now });
    const statuses: (number | null)[] = [];
    for (let count = 0; count < 3; count += 1) statuses.push((await call(twin, withKey(twin))).status);
    expect(statuses).toEqual([200, 200, 429]);
    now += 1000;
    expect(await call(twin, withKey(twin))).toMatchObject({ status: 200 });
  });

  test('has its quota for a day', async () => {
    let now = Date.UTC(2026, 2, 1, 12);
    const twin = await serve({ model: meteredModel(), now: () => now });
    for (let count = 0; count < 4; count += 1) {
      expect(await call(twin, withKey(twin))).toMatchObject({ status: 200 });
      now += 2000;
    }
    expect(await call(twin, withKey(twin))).toMatchObject({ status: 429, code: 'QUOTA_EXCEEDED' });
    now += 86_400_000;
    expect(await call(twin, withKey(twin))).toMatchObject({ status: 200 });
  });

  test('that nobody has gets 403, and no token is spent', async () => {
    const twin = await serve({ model: meteredModel(), now: () => 0 });
    for (let count = 0; count < 3; count += 1) {
      expect(await call(twin, { headers: { 'x-api-key': 'guessed' } })).toMatchObject({ status: 403 });
    }
    expect(await call(twin, withKey(twin))).toMatchObject({ status: 200 });
  });

  test('is not counted where throttling is switched off', async () => {
    const twin = await serve({ model: meteredModel(), throttling: false });
    for (let count = 0; count < 4; count += 1) {
      expect(await call(twin, withKey(twin))).toMatchObject({ status: 200 });
    }
  });
});
