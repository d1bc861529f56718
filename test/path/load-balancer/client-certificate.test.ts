import { type Listener, type MutualTls, Unknown } from '../../../tools/assembly/model';
import { certificateHeaders, judgeClient } from '../../../tools/path/load-balancer/client-certificate';
import { ExtendedKeyUsage, type Issued, type IssueOptions, issue } from '../../helpers/client-certificates';
import { at, buildModel } from '../../helpers/model';

const now = Date.parse('2026-01-01');
const authority = { isAuthority: true } satisfies IssueOptions;
let root: Issued;
let middle: Issued;

beforeAll(async () => {
  root = await issue('root', undefined, authority);
  middle = await issue('middle', root, authority);
});

const mutualTls: MutualTls = {
  mode: 'verify',
  ignoreExpiry: false,
  trustStoreArn: 'arn:trust',
  where: at('Listener'),
};

const listenerWith = (more: Partial<MutualTls> = {}): Listener => ({
  where: at('Listener'),
  arn: 'arn:listener',
  port: 443,
  protocol: 'HTTPS',
  sslPolicy: '',
  certificateArns: [],
  targetGroupArns: [],
  mutualTls: { ...mutualTls, ...more },
});

interface Asked {
  readonly bundle?: string | Unknown;
  readonly listener?: Listener;
  readonly time?: number | null;
}

function judge(
  pem: string | undefined,
  { bundle = root.pem, listener = listenerWith(), time = now }: Asked = {},
) {
  const model = { ...buildModel(), trustStores: [{ where: at('Trust'), arn: 'arn:trust', bundle }] };
  return judgeClient(model, listener, pem, time)?.code;
}

test('a listener that asks for nothing judges nothing', () => {
  expect(judge(undefined, { listener: { ...listenerWith(), mutualTls: undefined } })).toBeUndefined();
});

test('a certificate of an authority in the trust store is taken', async () => {
  expect(judge((await issue('batch', root)).pem)).toBe('CLIENT_CERTIFICATE_TAKEN');
});

test('none is refused, and so is what can’t be read', () => {
  expect(judge(undefined)).toBe('CLIENT_CERTIFICATE_MISSING');
  expect(judge('no PEM')).toBe('CLIENT_CERTIFICATE_NOT_TRUSTED');
});

describe('an authority in between', () => {
  test('leads to the trust store where the client sends it', async () => {
    const leaf = await issue('batch', middle);
    expect(judge(leaf.pem + middle.pem)).toBe('CLIENT_CERTIFICATE_TAKEN');
    expect(judge(leaf.pem)).toBe('CLIENT_CERTIFICATE_NOT_TRUSTED');
  });

  test('may itself be in the trust store', async () => {
    expect(judge((await issue('batch', middle)).pem, { bundle: root.pem + middle.pem })).toBe(
      'CLIENT_CERTIFICATE_TAKEN',
    );
  });

  test('counts only if it is an authority', async () => {
    const client = await issue('client', root);
    const forged = await issue('batch', client);
    expect(judge(forged.pem + client.pem)).toBe('CLIENT_CERTIFICATE_NOT_TRUSTED');
  });

  test('counts only with its own signature, whatever its name', async () => {
    const namesake = await issue('root', undefined, authority);
    expect(judge((await issue('batch', namesake)).pem)).toBe('CLIENT_CERTIFICATE_NOT_TRUSTED');
  });

  test('is one of four at most', async () => {
    let last = root;
    let chain = '';
    for (let depth = 1; depth <= 4; depth += 1) {
      last = await issue(`between-${depth}`, last, authority);
      chain = last.pem + chain;
      const leaf = await issue('batch', last);
      expect([depth, judge(leaf.pem + chain)]).toEqual([
        depth,
        depth < 4 ? 'CLIENT_CERTIFICATE_TAKEN' : 'CLIENT_CERTIFICATE_NOT_TRUSTED',
      ]);
    }
  });
});

test('a server’s certificate is none for clients', async () => {
  const server = await issue('server', root, { usage: ExtendedKeyUsage.serverAuth });
  expect(judge(server.pem)).toBe('CLIENT_CERTIFICATE_NOT_TRUSTED');
});

describe('times', () => {
  test('count at the time of the call', async () => {
    const past = await issue('batch', root, { notAfter: '2025-06-01' });
    const future = await issue('batch', root, { notBefore: '2026-06-01' });
    expect(judge(past.pem)).toBe('CLIENT_CERTIFICATE_EXPIRED');
    expect(judge(future.pem)).toBe('CLIENT_CERTIFICATE_EXPIRED');
    expect(judge(past.pem, { time: Date.parse('2025-01-01') })).toBe('CLIENT_CERTIFICATE_TAKEN');
  });

  test('are unknown where the call has none, unless the listener ignores them', async () => {
    const { pem } = await issue('batch', root);
    expect(judge(pem, { time: null })).toBe('CLIENT_CERTIFICATE_NOT_KNOWN');
    expect(judge(pem, { time: null, listener: listenerWith({ ignoreExpiry: true }) })).toBe(
      'CLIENT_CERTIFICATE_TAKEN',
    );
  });
});

test('what nobody knows of the trust store or the mode is unknown, never taken', async () => {
  const { pem } = await issue('batch', root);
  const unknown = new Unknown('an import', at('Trust'));
  expect(judge(pem, { bundle: unknown })).toBe('CLIENT_CERTIFICATE_NOT_KNOWN');
  expect(judge(pem, { listener: listenerWith({ trustStoreArn: unknown }) })).toBe(
    'CLIENT_CERTIFICATE_NOT_KNOWN',
  );
  expect(judge(pem, { listener: listenerWith({ mode: unknown }) })).toBe('CLIENT_CERTIFICATE_NOT_KNOWN');
});

test('passing through takes anything, and nothing', () => {
  const listener = listenerWith({ mode: 'passthrough', trustStoreArn: undefined });
  expect(judge(undefined, { listener })).toBe('CLIENT_CERTIFICATE_TAKEN');
  expect(judge('no PEM', { listener })).toBe('CLIENT_CERTIFICATE_TAKEN');
});

describe('headers to the target', () => {
  test('tell who was verified', async () => {
    const { pem } = await issue('batch', root);
    const headers = Object.fromEntries(certificateHeaders(listenerWith(), pem));
    expect(headers).toMatchObject({
      'X-Amzn-Mtls-Clientcert-Serial-Number': expect.stringMatching(/^[0-9A-F]+$/),
      'X-Amzn-Mtls-Clientcert-Issuer': 'O=Corp,CN=root',
      'X-Amzn-Mtls-Clientcert-Subject': 'O=Corp,CN=batch',
      'X-Amzn-Mtls-Clientcert-Validity': 'NotBefore=2020-01-01T00:00:00Z;NotAfter=2040-01-01T00:00:00Z',
      'X-Amzn-Mtls-Clientcert-Leaf': expect.stringMatching(
        /^-----BEGIN%20CERTIFICATE-----%0A[A-Za-z0-9+/=%]+/,
      ),
    });
  });

  test('hold the whole chain where it is passed through', async () => {
    const chain = (await issue('batch', middle)).pem + middle.pem;
    const [[name, value] = ['', ''], ...others] = certificateHeaders(
      listenerWith({ mode: 'passthrough' }),
      chain,
    );
    expect(name).toBe('X-Amzn-Mtls-Clientcert');
    expect(decodeURIComponent(value)).toBe(chain);
    expect(others).toEqual([]);
  });

  test('are none without a certificate', () => {
    expect(certificateHeaders(listenerWith(), undefined)).toEqual([]);
  });
});
