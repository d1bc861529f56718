import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ProbeTarget, probe } from '../../tools/probe';
import { nextTarget } from '../../tools/probe/redirect';
import { prepareTarget } from '../../tools/probe/target';
import { serversOf } from './helpers/issued';
import { gatewayHeaders } from './helpers/servers';

const hosts = ['pvt-api.corp.example', 'other.corp.example'];
const [host, elsewhere] = hosts as [string, string];
const { opened, issued } = serversOf(hosts);

interface Seen {
  readonly line: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A server that redirects from what it has a place for, and answers the rest. */
async function serve(places: (port: number) => Readonly<Record<string, readonly [number, string]>>) {
  const seen: Seen[] = [];
  let port = 0;
  const answer = (request: IncomingMessage, response: ServerResponse, body: string): void => {
    seen.push({ line: `${request.method} ${request.url}`, headers: request.headers, body });
    const [status, location] = places(port)[request.url ?? ''] ?? [200, undefined];
    response
      .writeHead(status, { ...gatewayHeaders, ...(location === undefined ? {} : { Location: location }) })
      .end();
  };
  port = await opened.https(issued.leaf, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => answer(request, response, Buffer.concat(chunks).toString()));
  });
  return { port, seen };
}

async function one(port: number, target: Partial<ProbeTarget> = {}) {
  const resolve = [`*:${port}:127.0.0.1`];
  const call = {
    url: `https://${host}:${port}/a`,
    ca: issued.authority.cert,
    resolve,
    maxRedirects: 5,
    ...target,
  };
  const { results } = await probe([call]);
  return results[0]!;
}

test('are followed, and every hop is told', async () => {
  const { port, seen } = await serve((own) => ({
    '/a': [302, '/b#part'],
    '/b': [301, `https://${elsewhere}:${own}/c`],
  }));
  const result = await one(port);
  expect(result).toMatchObject({
    url: `https://${host}:${port}/a`,
    address: '127.0.0.1',
    status: 200,
    asExpected: true,
    redirects: [
      { url: `https://${host}:${port}/a`, method: 'GET', status: 302, to: `https://${host}:${port}/b` },
      {
        url: `https://${host}:${port}/b`,
        status: 301,
        to: `https://${elsewhere}:${port}/c`,
        address: '127.0.0.1',
      },
    ],
    landedAt: { url: `https://${elsewhere}:${port}/c`, address: '127.0.0.1' },
  });
  expect(seen.map(({ line }) => line)).toEqual(['GET /a', 'GET /b', 'GET /c']);
  const [first, second] = result.redirects ?? [];
  expect(result.phases.total).toBeGreaterThan((first?.phases.total ?? 0) + (second?.phases.total ?? 0));
});

test('are not followed unless asked for', async () => {
  const { port, seen } = await serve(() => ({ '/a': [302, '/b'] }));
  const result = await one(port, { maxRedirects: 0, expect: { status: 302 } });
  expect(result).toMatchObject({ status: 302, asExpected: true });
  expect(result.redirects).toBeUndefined();
  expect(seen).toHaveLength(1);
});

test('take what proves the caller along within the host, and nowhere else', async () => {
  const { port, seen } = await serve((own) => ({
    '/a': [302, '/b'],
    '/b': [302, `https://${elsewhere}:${own}/c`],
  }));
  const headers = {
    Authorization: 'Bearer secret',
    'X-Api-Key': 'secret',
    Cookie: 'session=secret',
    'X-Own-Token': 'secret',
    'Accept-Language': 'de',
  };
  await one(port, { headers, sigv4: { region: 'eu-west-1', profile: 'nobody', file: '/nonexistent' } });
  expect(seen).toEqual([]); // credentials that can't be had: nothing is sent
  await one(port, { headers });
  expect(JSON.stringify(seen[0]?.headers)).toContain('secret');
  expect(JSON.stringify(seen[1]?.headers)).toContain('secret');
  expect(JSON.stringify(seen[2])).not.toContain('secret');
  expect(seen[2]).toMatchObject({
    line: 'GET /c',
    headers: { 'accept-language': 'de', host: `${elsewhere}:${port}` },
  });
});

test.each([
  [303, 'GET', ''],
  [302, 'GET', ''],
  [307, 'POST', 'order'],
  [308, 'POST', 'order'],
])('%d to a POST leads to %s', async (status, method, body) => {
  const { port, seen } = await serve(() => ({ '/a': [status, '/b'] }));
  await one(port, { method: 'POST', body: 'order', headers: { 'Content-Type': 'text/plain' } });
  expect(seen[1]).toMatchObject({ line: `${method} /b`, body });
  expect(seen[1]?.headers['content-type']).toBe(method === 'GET' ? undefined : 'text/plain');
});

test('in a circle are told, whatever status was expected', async () => {
  const { port, seen } = await serve(() => ({ '/a': [302, '/b'], '/b': [302, '/a'] }));
  const result = await one(port, { expect: { status: 302 } });
  expect(result).toMatchObject({ code: 'REDIRECT_LOOP', asExpected: false, redirects: [{ status: 302 }] });
  expect(seen).toHaveLength(2);
});

test('beyond the limit are told', async () => {
  const { port } = await serve(() => ({ '/a': [302, '/b'], '/b': [302, '/c'], '/c': [302, '/d'] }));
  expect(await one(port, { maxRedirects: 2 })).toMatchObject({ code: 'REDIRECT_LIMIT', status: 302 });
});

test('are an answer where none is expected, wherever they lead', async () => {
  const { port } = await serve(() => ({ '/a': [302, `https://${elsewhere}:9/`] }));
  const resolve = [`*:${port}:127.0.0.1`, `*:9:127.0.0.1`];
  expect(await one(port, { resolve, expect: 'unreachable' })).toMatchObject({
    status: 302,
    asExpected: false,
  });
});

test.each([
  'http://pvt-api.corp.example/',
  'ftp://pvt-api.corp.example/',
  'https://user:pass@pvt-api.corp.example/',
  'https://[broken/',
])('to %s are not followed', async (location) => {
  const { port } = await serve(() => ({ '/a': [302, location] }));
  expect(await one(port)).toMatchObject({ code: 'REDIRECT_NOT_FOLLOWED', status: 302, asExpected: false });
});

test('to a place that does not answer are judged by that place', async () => {
  const { port } = await serve(() => ({ '/a': [302, `https://${elsewhere}:9/`] }));
  const resolve = [`*:${port}:127.0.0.1`, `*:9:127.0.0.1`];
  expect(await one(port, { resolve })).toMatchObject({
    code: 'LISTENER_NOT_FOUND',
    status: null,
    address: '127.0.0.1',
    landedAt: { url: `https://${elsewhere}:9/` },
  });
});

test('nothing that is not meant to goes to another host, whatever a target has', () => {
  const all: Required<ProbeTarget> = {
    name: 'n',
    module: 'm',
    url: 'https://pvt-api.corp.example/',
    method: 'GET',
    headers: { Authorization: 's' },
    body: 'b',
    send: [],
    vantage: 'v',
    address: '10.20.1.7',
    proxy: 'socks5://127.0.0.1:1',
    resolver: '10.10.0.2',
    family: 'ipv4',
    prefer: 'ipv4',
    resolve: [],
    connectTo: [],
    ca: '/ca',
    clientCertificate: { cert: 'c', key: 'k' },
    minTls: '1.2',
    maxTls: '1.3',
    sni: 'pvt-api.corp.example',
    expiresWithin: 1,
    http2: true,
    maxRedirects: 5,
    timeouts: {},
    retrying: { retries: 1, delay: 1, any: false },
    sigv4: {},
    apiKey: { file: 'f' },
    bearer: { file: 'f' },
    token: { command: ['c'] },
    expect: { status: 200 },
  };
  const prepared = prepareTarget(all);
  const response = {
    status: 307,
    headers: [['location', 'https://other.corp.example/']],
    body: '',
    bytes: 0,
    complete: true,
  };
  const next = nextTarget(prepared, {
    ...{ host, port: 443, secure: true, path: '/', resolution: { by: 'given' }, address: '10.20.1.7' },
    ...{ stage: 'response', response: response as never },
  });
  const given = Object.entries(next ?? {}).flatMap(([name, value]) => (value === undefined ? [] : name));
  const may = [
    'name',
    'url',
    'method',
    'headers',
    'body',
    'vantage',
    'proxy',
    'resolver',
    'family',
    'prefer',
  ];
  const too = ['resolve', 'connectTo', 'ca', 'minTls', 'maxTls', 'http2', 'maxRedirects', 'timeouts'];
  expect(given.sort()).toEqual([...may, ...too].sort());
  expect(next).toMatchObject({ headers: [] });
});

test.each([-1, 1.5, 51])('%d is no number of redirects', async (maxRedirects) => {
  const call = probe([{ url: `https://${host}/`, maxRedirects }]);
  await expect(call).rejects.toMatchObject({ problems: [{ code: 'PROBE_BAD_REDIRECTS' }] });
});
