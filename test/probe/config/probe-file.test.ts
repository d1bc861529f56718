import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KitError } from '../../../tools/kit-error';
import { parseProbeFile } from '../../../tools/probe/config/parse';

const dir = mkdtempSync(join(tmpdir(), 'hybrid-probe-file-'));
afterAll(() => rmSync(dir, { recursive: true }));

const read = (text: string, environment = {}) =>
  parseProbeFile({ text, file: 'probe.yaml', dir, environment }).map(({ target }) => target);

function problemsOf(text: string, environment = {}): string[] {
  try {
    read(text, environment);
  } catch (error) {
    if (error instanceof KitError) return error.message.split('\n');
    throw error;
  }
  return [];
}

const url = 'https://pay.corp.example/';

describe('what a target is made of', () => {
  test('its own settings, before those of its module, before the defaults', () => {
    const [target] = read(`
defaults: { method: PUT, resolver: 10.0.0.2, timeouts: { connect: 1, tls: 2 }, headers: { A: "1", B: "1" } }
modules: { m: { method: POST, headers: { B: "2", C: "2" }, timeouts: { tls: 3 } } }
targets: [{ module: m, url: ${url}, headers: { C: "3" } }]`);
    expect(target).toEqual({
      module: 'm',
      url,
      method: 'POST',
      resolver: '10.0.0.2',
      timeouts: { connect: 1000, tls: 3000 },
      headers: [
        ['A', '1'],
        ['B', '2'],
        ['C', '3'],
      ],
    });
  });

  test('a call of each of its URLs, told apart by name', () => {
    const targets = read(`targets: [{ name: orders, url: [${url}a, ${url}b] }, { url: ${url} }]`);
    expect(targets.map(({ name }) => name)).toEqual([`orders ${url}a`, `orders ${url}b`, undefined]);
  });

  test('the nearest proof of who calls takes the place of those inherited', () => {
    const [own, inherited] = read(`
defaults: { sigv4: true }
modules: { m: { bearer: { file: t } } }
targets: [{ module: m, url: ${url} }, { url: ${url} }]`);
    expect(own).toEqual({ module: 'm', url, bearer: { file: join(dir, 't') } });
    expect(inherited).toEqual({ url, sigv4: {} });
  });

  test('nothing of what it says it goes without', () => {
    const [target] = read(
      `defaults: { sigv4: true, method: PUT }\ntargets: [{ url: ${url}, without: [sigv4] }]`,
    );
    expect(target).toEqual({ url, method: 'PUT' });
  });

  test('files beside it, bodies and headers read, programs of the folder found', () => {
    writeFileSync(join(dir, 'order.json'), '{"n":1}');
    writeFileSync(join(dir, 'cookie'), 'session=1\n');
    const [target] = read(`
targets:
  - url: ${url}
    ca: ca.pem
    clientCertificate: { cert: c.pem, key: /etc/k.pem }
    apiKey: { file: keys.json, name: acme }
    token: { command: [./get-token, file.txt], as: saml }
    body: { file: order.json }
    headers: { Cookie: { file: cookie }, X: [a, b] }`);
    expect(target).toEqual({
      url,
      ca: join(dir, 'ca.pem'),
      clientCertificate: { cert: join(dir, 'c.pem'), key: '/etc/k.pem' },
      apiKey: { file: join(dir, 'keys.json'), name: 'acme' },
      token: { command: [join(dir, 'get-token'), 'file.txt'], as: 'saml' },
      body: '{"n":1}',
      headers: [
        ['Cookie', 'session=1'],
        ['X', 'a'],
        ['X', 'b'],
      ],
    });
  });

  test('variables, also where a number or true is wanted', () => {
    const [target] = read(
      'targets: [{ url: "https://${HOST}/", expect: { status: "${STATUS:-200}" }, body: "${N}" }]',
      { HOST: 'pay.corp.example', N: '7' },
    );
    expect(target).toEqual({ url, expect: { status: 200 }, body: '7' });
  });

  test('tries, with seconds as everywhere in the file', () => {
    const [target] = read(`targets: [{ url: ${url}, retrying: { retries: 2, delay: 1.5, any: true } }]`);
    expect(target?.retrying).toEqual({ retries: 2, delay: 1500, any: true });
    expect(read(`targets: [{ url: ${url}, retrying: { retries: 1 } }]`)[0]?.retrying).toEqual({
      retries: 1,
      delay: 500,
      any: false,
    });
  });

  test('JSON as well as YAML', () => {
    expect(read(JSON.stringify({ targets: [{ url, expect: 'unreachable' }] }))).toEqual([
      { url, expect: 'unreachable' },
    ]);
  });
});

describe('what is wrong is told', () => {
  test('all at once, with line, path, value and fix', () => {
    expect(
      problemsOf(`defaults: { metod: GET }
modules:
  payments: { expect: { status: "abc" } }
targets:
  - { name: a, url: "https://\${NOPE}/", module: payment }
  - { name: a, url: ${url}, sigv4: true, bearer: { file: t } }
  - { url: ${url}, expect: { body: { matches: "(" } } }`),
    ).toEqual([
      expect.stringMatching(
        /^CFG_UNKNOWN_KEY: defaults\.metod is not a setting \(probe\.yaml:1\)\. Fix: did you mean "method"\?/,
      ),
      'CFG_TYPE: modules.payments.expect.status "abc" is text, not a number (probe.yaml:3). Fix: write a number',
      'PROBE_VARIABLE: targets[0].url needs the environment variable NOPE, which is not set (probe.yaml:5). Fix: set NOPE, or write ${NOPE:-default}',
      'PROBE_UNKNOWN_MODULE: targets[0].module "payment" is no key of modules (probe.yaml:5). Fix: did you mean "payments"?',
      'CFG_DUPLICATE: targets[1].name "a" is the same name as targets[0].name (probe.yaml:6). Fix: remove one of the two, or correct it',
      'PROBE_TWO_PROOFS: targets[1] has bearer and sigv4, which exclude each other (probe.yaml:6). Fix: keep one of them',
      expect.stringMatching(
        /^PROBE_BAD_PATTERN: targets\[2\]\.expect\.body\.matches is no regular expression: .*:7\)/,
      ),
    ]);
  });

  test('targets that can’t be called as written, where they stand', () => {
    expect(
      problemsOf(`defaults:
  proxy: http://proxy:3128
targets:
  - name: a
    url: pay.corp.example/
  - { name: b, url: [${url}, "ftp://x/"], resolver: nowhere }
  - { name: c, url: ${url}, body: { file: no }, proxy: socks5://127.0.0.1:1 }`),
    ).toEqual([
      expect.stringMatching(/^PROBE_PROXY_UNSUPPORTED: .*\(probe\.yaml:2\)/),
      expect.stringMatching(/^PROBE_BAD_URL: "pay\.corp\.example\/" .*\(probe\.yaml:5\)/),
      expect.stringMatching(/^PROBE_BAD_RESOLVER: .*\(probe\.yaml:6\)/),
      expect.stringMatching(/^PROBE_BAD_URL: "ftp:\/\/x\/" .*\(probe\.yaml:6\)/),
      expect.stringMatching(/^PROBE_BAD_BODY_FILE: .*no can't be read: ENOENT \(probe\.yaml:7\)/),
    ]);
  });

  test('files that a target needs, each', () => {
    const codes = problemsOf(`targets: [{ url: ${url}, body: { file: no }, headers: { A: { file: nor } } }]`);
    expect(codes.map((line) => line.split(':')[0]).sort()).toEqual([
      'PROBE_BAD_BODY_FILE',
      'PROBE_HEADER_FILE',
    ]);
  });

  test.each(['', '[]', '- a', 'targets:', 'targets: []', 'targets: [{}]', 'a: [', 'targets: [{ url: *x }]'])(
    '%j is no probe file',
    (text) => expect(problemsOf(text)).not.toEqual([]),
  );
});

describe('a secret in the file', () => {
  const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbm4ifQ.c2lnbmF0dXJl';
  const secret = 'hush-hush-1234';
  test.each([
    [`headers: { Authorization: "Bearer ${secret}" }`, 'bearer: { file'],
    [`headers: { authorization: ["Basic ${secret}"] }`, 'bearer: { file'],
    [`headers: { X-Api-Key: ${secret} }`, 'apiKey: { file'],
    [`headers: { X-Session-Token: "\${V}" }`, 'X-Session-Token: { file'],
    [`headers: { X: ${jwt} }`, 'X: { file'],
    ['body: "${MY_PASSWORD}"', 'body: { file'],
    [`body: '{"client_secret":"${secret}"}'`, 'body: { file'],
    [`resolver: ${jwt}`, 'keep it in a file'],
    ['headers: { Authorization: "Bearer ${TOKEN}" }', 'bearer: { file'],
  ])('is refused and not shown: %s', (settings, fix) => {
    const environment = { V: secret, MY_PASSWORD: secret, TOKEN: secret };
    const lines = problemsOf(`targets:\n  - { url: ${url}, ${settings} }`, environment);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^PROBE_SECRET_WRITTEN: targets\[0\].*\(probe\.yaml:2\)\. Fix: /);
    expect(lines[0]).toContain(fix);
    expect(lines.join()).not.toContain(secret);
    expect(lines.join()).not.toContain(jwt);
  });

  test('is not what only names where one is', () => {
    expect(
      problemsOf(
        `targets: [{ url: ${url}, bearer: { file: "\${TOKEN_FILE}" }, apiKey: { secret: "\${SECRET_NAME}" }, expect: { body: Bearer realm } }]`,
        { TOKEN_FILE: 't', SECRET_NAME: 'pay/key' },
      ),
    ).toEqual([]);
  });
});
