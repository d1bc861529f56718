import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { probe } from '../../../tools/probe';
import { readCalls } from '../../../tools/probe/config/read-calls';
import { planCalls } from '../../../tools/probe/read-arguments';
import { packageRoot } from '../../../tools/root';
import { mintAuthority } from '../../helpers/certificates';
import { gatewayHeaders, Opened } from '../helpers/servers';

const opened = new Opened();
afterEach(() => opened.close());

test('the example’s calls are made, each with the settings that it inherits, and are as expected', async () => {
  const authority = await mintAuthority();
  const leaf = await authority.mint(['pvt-api.corp.example', 'pvt-api2.corp.example']);
  const seen: unknown[] = [];
  const port = await opened.https(leaf, (request, response) => {
    seen.push([request.headers.host, request.url, request.headers['x-probe']]);
    const status = request.url === '/no-such-path' ? 403 : 200;
    response.writeHead(status, gatewayHeaders).end('{"function":"hello-3"}');
  });
  const args = {
    config: join(packageRoot, 'docs', 'probe', 'targets.yaml'),
    'connect-to': [`::127.0.0.1:${port}`],
    ca: authority.cert,
  };
  const { targets, skipped } = planCalls([], args, {
    readFile: (path) => readFileSync(path, 'utf8'),
    readStdin: () => '',
    loadConfig: (path) => readCalls(path, () => '', {}),
  });
  const { results } = await probe(targets);
  expect(results.map(({ name, asExpected, status }) => [name, asExpected, status])).toEqual([
    ['orders https://pvt-api.corp.example/', true, 200],
    ['orders https://pvt-api.corp.example/test-resource', true, 200],
    ['second host', true, 200],
    ['no such path', true, 403],
  ]);
  expect(skipped.map(({ name }) => name)).toEqual(['nothing answers on the internet']);
  expect(seen).toHaveLength(4);
  expect(seen).toContainEqual(['pvt-api2.corp.example', '/', 'hybrid-api dc1']);
});

test('a secret in the URL of the command line is called with, and in no part of the report', async () => {
  let asked = '';
  const port = await opened.tcp((socket) => {
    socket.once('data', (chunk) => {
      asked = String(chunk).split('\r\n')[0] ?? '';
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
    });
  });
  const { results } = await probe([{ url: `http://127.0.0.1:${port}/a?access_token=hush-hush&b=1` }]);
  expect(asked).toBe('GET /a?access_token=hush-hush&b=1 HTTP/1.1');
  expect(results[0]?.url).toBe(`http://127.0.0.1:${port}/a?access_token=(secret)&b=1`);
  expect(JSON.stringify(results)).not.toContain('hush');
});

test('a target is tried again as it says itself', async () => {
  let calls = 0;
  const port = await opened.tcp((socket) => {
    calls += 1;
    if (calls < 3) socket.destroy();
    else socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
  });
  const url = `http://127.0.0.1:${port}/`;
  const report = await probe([
    { url, retrying: { retries: 2, delay: 1, any: false }, expect: { status: 200 } },
  ]);
  expect(report.results[0]).toMatchObject({ asExpected: true, attempts: { count: 3 } });
});

test('a token that a server echoes is in no part of the report', async () => {
  const port = await opened.tcp((socket) => {
    socket.once('data', (chunk) => {
      const body = JSON.stringify({ got: String(chunk) });
      socket.end(`HTTP/1.1 200 OK\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    });
  });
  const token = { command: [process.execPath, '-e', 'console.log("hush-hush-hush")'], as: 'opaque' } as const;
  const headers = { 'X-Session-Token': 'quiet-quiet' };
  const report = await probe([
    { url: `http://127.0.0.1:${port}/`, token, headers, expect: { body: 'nothing of it' } },
    { url: `http://127.0.0.1:${port}/`, token, headers, expect: { body: { json: { got: 'x' } } } },
    { url: `http://127.0.0.1:${port}/`, token, headers, expect: { body: 'hush-hush-hush' } },
  ]);
  expect(report.results.map(({ asExpected }) => asExpected)).toEqual([false, false, true]);
  const { expected: _asked, ...last } = report.results[2] as { expected: unknown };
  const shown = JSON.stringify([report.results[0], report.results[1], last]);
  expect(shown).toContain('the body does not contain');
  expect(shown).not.toMatch(/hush-hu|quiet-q/);
});
