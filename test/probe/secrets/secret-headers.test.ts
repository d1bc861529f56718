import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { secretHeaders } from '../../../tools/probe/secrets/headers';

const dir = mkdtempSync(join(tmpdir(), 'hybrid-secrets-'));
const file = (name: string, text: string) => {
  writeFileSync(join(dir, name), text);
  return join(dir, name);
};
afterAll(() => rmSync(dir, { recursive: true }));
const url = 'https://pay.corp.example/';

test('a bearer from a file, a key from a member of one', async () => {
  const bearer = { file: file('token', 'hush\n') };
  const apiKey = { file: file('keys.json', '{"acme":"k1"}'), name: 'acme' };
  expect(await secretHeaders({ url, bearer, apiKey })).toEqual([
    ['x-api-key', 'k1'],
    ['Authorization', 'Bearer hush'],
  ]);
});

test.each([
  [{ file: '/no/such/file' }, 'ENOENT'],
  [{ file: file('empty', ' \n') }, 'is empty'],
  [{ file: file('two', 'hush\nhush') }, 'more than a value'],
  [{ file: file('text', 'hush'), name: 'a' }, 'no JSON'],
  [{ file: file('json', '{"b":"hush"}'), name: 'a' }, 'has no key "a"'],
  [{ file: file('number', '{"a":1}'), name: 'a' }, 'has no key "a"'],
])('%j is NO_SECRET, without the value', async (bearer, why) => {
  const failure = await secretHeaders({ url, bearer }).catch((error) => error);
  expect(failure).toMatchObject({ code: 'NO_SECRET', message: expect.stringContaining(why) });
  expect(failure.message).not.toContain('hush');
});

describe('the token of a program', () => {
  const count = join(dir, 'count');
  const line = `require("fs").appendFileSync(${JSON.stringify(count)}, "x"); console.log("tok-" + process.argv[1])`;
  const command = (name: string) => [process.execPath, '-e', line, name];
  const runs = () => readFileSync(count, 'utf8').length;
  beforeEach(() => writeFileSync(count, ''));

  test('is got once for all calls of the same command', async () => {
    const token = { command: command('a'), as: 'opaque' } as const;
    const headers = await Promise.all([secretHeaders({ url, token }), secretHeaders({ url, token })]);
    expect(headers).toEqual([[['Authorization', 'Bearer tok-a']], [['Authorization', 'Bearer tok-a']]]);
    expect(runs()).toBe(1);
  });

  test('is got for every call where it says so, and goes alone in a header of its own', async () => {
    const token = { command: command('b'), as: 'opaque', perCall: true, header: 'X-Token' } as const;
    await secretHeaders({ url, token });
    expect(await secretHeaders({ url, token })).toEqual([['X-Token', 'tok-b']]);
    expect(runs()).toBe(2);
  });

  test('of a program that fails is NO_TOKEN', async () => {
    const broken = file('broken', '#!/no/such/interpreter\n');
    chmodSync(broken, 0o755);
    await expect(secretHeaders({ url, token: { command: [broken] } })).rejects.toMatchObject({
      code: 'NO_TOKEN',
    });
  });
});

describe('a secret in AWS', () => {
  const asked: unknown[] = [];
  let server: Server;
  const before = { ...process.env };
  beforeAll(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request
        .on('data', (chunk) => chunks.push(chunk))
        .on('end', () => {
          const body = JSON.parse(Buffer.concat(chunks).toString());
          asked.push(body);
          const known = body.SecretId === 'pay/token';
          response.writeHead(known ? 200 : 400, { 'Content-Type': 'application/x-amz-json-1.1' });
          response.end(
            JSON.stringify(
              known
                ? { SecretString: '{"bearer":"hush"}' }
                : { __type: 'ResourceNotFoundException', message: 'not found' },
            ),
          );
        });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_REGION: 'eu-west-1',
    });
  });
  afterAll(() => {
    process.env = before;
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });

  test('is asked for once, by name', async () => {
    const bearer = { secret: 'pay/token', name: 'bearer' };
    await secretHeaders({ url, bearer });
    expect(await secretHeaders({ url, bearer })).toEqual([['Authorization', 'Bearer hush']]);
    expect(asked).toEqual([{ SecretId: 'pay/token' }]);
  });

  test('that is not there is NO_SECRET, with the words of AWS', async () => {
    await expect(secretHeaders({ url, bearer: { secret: 'pay/nope' } })).rejects.toMatchObject({
      code: 'NO_SECRET',
      message: expect.stringContaining('pay/nope: ResourceNotFoundException'),
    });
  });
});
