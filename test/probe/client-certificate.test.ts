import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KitError } from '../../tools/kit-error';
import { probe } from '../../tools/probe';
import { planCalls } from '../../tools/probe/read-arguments';
import { secureContext } from '../../tools/probe/stages/tls';
import { issue, keyOf } from '../helpers/client-certificates';

const folder = mkdtempSync(join(tmpdir(), 'hybrid-client-'));
const at = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

let key: string;

beforeAll(async () => {
  const [client, other] = [await issue('batch'), await issue('other')];
  key = await keyOf(client);
  writeFileSync(at('client.pem'), client.pem);
  writeFileSync(at('client-key.pem'), key);
  writeFileSync(at('other-key.pem'), await keyOf(other));
});

function problemsOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof KitError)
      return error.problems.map(({ code, what }) => `${code}: ${what}`).join('\n');
    throw error;
  }
  return '';
}

const context = (cert: string, keyFile: string) => () =>
  secureContext({ clientCertificate: { cert: at(cert), key: at(keyFile) } });

test('a pair of files makes a context', () => {
  expect(problemsOf(context('client.pem', 'client-key.pem'))).toBe('');
});

test.each([
  [
    'a file that is not there',
    'no.pem',
    'client-key.pem',
    /PROBE_CLIENT_CERTIFICATE: .*no\.pem.*can't be read/,
  ],
  ['a certificate in the place of the key', 'client.pem', 'client.pem', /has no private key in PEM/],
  ['a key in the place of the certificate', 'client-key.pem', 'client-key.pem', /has no certificate in PEM/],
  ['the key of another certificate', 'client.pem', 'other-key.pem', /are no pair/],
])('%s is said to be wrong, without a word of the key', (_name, cert, keyFile, message) => {
  const problems = problemsOf(context(cert, keyFile));
  expect(problems).toMatch(message);
  expect(problems).not.toContain(key.split('\n')[1]);
});

describe('a key with a passphrase', () => {
  const encrypted = (passphrase?: string) => () =>
    secureContext({
      clientCertificate: {
        cert: at('client.pem'),
        key: at('encrypted.pem'),
        ...(passphrase === undefined ? {} : { passphrase: at(passphrase) }),
      },
    });
  beforeAll(() => {
    const pem = createPrivateKey(key).export({
      type: 'pkcs8',
      format: 'pem',
      cipher: 'aes-256-cbc',
      passphrase: 'open sesame',
    });
    writeFileSync(at('encrypted.pem'), pem);
    writeFileSync(at('phrase'), 'open sesame\n');
    writeFileSync(at('wrong'), 'close sesame\n');
  });

  test.each([
    [undefined, /is encrypted, and no file with its passphrase is given/],
    ['wrong', /the passphrase in .*wrong does not open .*encrypted\.pem/],
    ['none', /none with the client's passphrase can't be read/],
  ])('is not opened by %s', (passphrase, message) => {
    const problems = problemsOf(encrypted(passphrase));
    expect(problems).toMatch(message);
    expect(problems).not.toContain('sesame');
  });

  test('is opened by the one in a file', () => {
    expect(problemsOf(encrypted('phrase'))).toBe('');
  });
});

const inputs = {
  readFile: () => '',
  readStdin: () => '',
  loadConfig: () => ({ config: { expect: [] } }),
};

test('--cert and --key go with every call', () => {
  const { targets } = planCalls(
    ['https://a.example/', 'https://b.example/'],
    { cert: 'c.pem', key: 'k.pem' },
    inputs,
  );
  expect(targets.map(({ clientCertificate }) => clientCertificate)).toEqual([
    { cert: 'c.pem', key: 'k.pem' },
    { cert: 'c.pem', key: 'k.pem' },
  ]);
});

test('one without the other is refused', () => {
  const plan = (args: object) => problemsOf(() => planCalls(['https://a.example/'], args, inputs));
  expect(plan({ cert: 'c.pem' })).toBe('PROBE_BAD_OPTION: there is no --key');
  expect(plan({ key: 'k.pem' })).toBe('PROBE_BAD_OPTION: there is no --cert');
});

test('a report has neither the key nor its text', async () => {
  const clientCertificate = { cert: at('client.pem'), key: at('client-key.pem') };
  const report = await probe([{ url: 'https://127.0.0.1:1/', clientCertificate }]);
  expect(report.results).toHaveLength(1);
  expect(JSON.stringify(report)).not.toMatch(/PRIVATE KEY|client-key/);
});
