import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { type ProbeTarget, probe } from '../../tools/probe';
import { type Minted, mintAuthority } from '../helpers/certificates';
import { serversOf } from './helpers/issued';
import { gatewayHeaders } from './helpers/servers';

const host = 'pvt-api.corp.example';
const { opened, issued } = serversOf([host]);

async function one(target: ProbeTarget, timeouts = {}) {
  const address = target.proxy || target.resolver ? undefined : '127.0.0.1';
  const report = await probe([{ ca: issued.authority.cert, address, ...target }], { timeouts });
  return report.results[0]!;
}

describe('resolve', () => {
  test.each([
    ['NXDOMAIN', { flags: 0x183 }, 'DNS_RECORD_NOT_FOUND'],
    ['an answer without addresses', {}, 'DNS_NO_DATA'],
    ['SERVFAIL', { flags: 0x182 }, 'DNS_RESOLVER_UNREACHABLE'],
    ['REFUSED', { flags: 0x185 }, 'DNS_RESOLVER_DECLINES'],
  ])('tells %s', async (_case, reply, code) => {
    const resolver = await opened.dns(() => reply);
    const result = await one({ url: 'https://pvt-api.corp.example/', resolver });
    expect(result).toMatchObject({
      hop: 'dns',
      code,
      address: null,
      phases: { resolve: null, connect: null },
    });
  });

  test('tells a resolver that is silent', async () => {
    const resolver = await opened.dns(() => undefined);
    const result = await one({ url: 'https://pvt-api.corp.example/', resolver }, { resolve: 30 });
    expect(result).toMatchObject({ code: 'DNS_RESOLVER_UNREACHABLE', confidence: 'medium' });
  });

  test('tells a resolver whose port is closed', async () => {
    const resolver = await opened.dns(() => undefined);
    await opened.close();
    // Before the question is sent again: both of its datagrams are refused at once.
    const result = await one({ url: 'https://pvt-api.corp.example/', resolver }, { resolve: 1500 });
    expect(result).toMatchObject({ code: 'DNS_RESOLVER_UNREACHABLE', confidence: 'high' });
  });
});

describe('a SOCKS proxy', () => {
  const listen = () =>
    opened.https(issued.leaf, (_request, response) => {
      response.writeHead(200, gatewayHeaders).end();
    });

  test('resolves the name itself and tells the address', async () => {
    const proxy = await opened.socks({ 'pvt-api.corp.example': { port: await listen() } });
    const result = await one({
      url: 'https://pvt-api.corp.example/',
      proxy: `socks5h://127.0.0.1:${proxy.port}`,
    });
    expect(result).toMatchObject({ status: 200, address: '10.20.1.7', asExpected: true });
    expect(proxy.asked).toEqual(['pvt-api.corp.example']);
  });

  test('is given addresses when a resolver is named', async () => {
    const proxy = await opened.socks({ '10.20.1.9': { port: await listen() } });
    const resolver = await opened.dns((name) => ({
      answers: [{ type: 'A', name, ttl: 60, data: '10.20.1.9' }],
    }));
    const result = await one({
      url: 'https://pvt-api.corp.example/',
      proxy: `socks5h://127.0.0.1:${proxy.port}`,
      resolver,
    });
    expect(result).toMatchObject({ status: 200, address: '10.20.1.9' });
    expect(proxy.asked).toEqual(['10.20.1.9']);
  });

  test.each([
    [5, 'stop', 'LISTENER_NOT_FOUND'],
    [4, 'stop', 'DNS_RECORD_NOT_FOUND'],
    [1, 'unknown', 'PROBE_PROXY_FAILED'],
  ])('that replies %d gives %s %s', async (reply, outcome, code) => {
    const proxy = await opened.socks({ 'pvt-api.corp.example': reply });
    const result = await one({
      url: 'https://pvt-api.corp.example/',
      proxy: `socks5h://127.0.0.1:${proxy.port}`,
    });
    expect(result).toMatchObject({ outcome, code });
  });

  test('that is something else is told from a chain that fails', async () => {
    const port = await opened.tcp((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 400 Bad\r\n\r\n')),
    );
    const result = await one({ url: 'https://pvt-api.corp.example/', proxy: `socks5h://127.0.0.1:${port}` });
    expect(result).toMatchObject({ outcome: 'unknown', hop: null, code: 'PROBE_PROXY_FAILED' });
  });
});

describe('tls', () => {
  const silentAfterTls = (minted: Minted) => opened.tls(minted, () => {});

  test('reads the certificate also when it is not trusted', async () => {
    const stranger = await mintAuthority('Someone else');
    const port = await silentAfterTls(await stranger.mint([host]));
    expect(await one({ url: `https://pvt-api.corp.example:${port}/` })).toMatchObject({
      hop: 'load-balancer',
      code: 'CERTIFICATE_NOT_TRUSTED',
      tls: { names: [host], issuer: 'CN=Someone else' },
      phases: { firstByte: null },
    });
  });

  test('tells a certificate for other names', async () => {
    const port = await silentAfterTls(await issued.authority.mint(['other.corp.example']));
    const result = await one({ url: `https://pvt-api.corp.example:${port}/` });
    expect(result).toMatchObject({ code: 'CERTIFICATE_NAME_MISMATCH', hop: 'load-balancer' });
  });

  test('tells the endpoint’s certificate, whoever signed it', async () => {
    const stranger = await mintAuthority('Amazon');
    const minted = await stranger.mint(['*.execute-api.eu-west-1.amazonaws.com']);
    const port = await silentAfterTls(minted);
    const result = await one({ url: `https://pvt-api.corp.example:${port}/` });
    expect(result).toMatchObject({ code: 'CERTIFICATE_IS_ENDPOINTS', hop: 'endpoint', confidence: 'high' });
  });

  test('tells an expired certificate', async () => {
    const past = { from: new Date(Date.now() - 9e8), to: new Date(Date.now() - 2e8) };
    const port = await silentAfterTls(await issued.authority.mint([host], past));
    const result = await one({ url: `https://pvt-api.corp.example:${port}/` });
    expect(result).toMatchObject({ code: 'CERTIFICATE_EXPIRED', tls: { daysLeft: -3 } });
  });

  test('tells that no TLS version is common', async () => {
    const port = await opened.tls({ ...issued.leaf, minVersion: 'TLSv1.3' }, () => {});
    const result = await one({ url: `https://pvt-api.corp.example:${port}/`, maxTls: '1.2' });
    expect(result).toMatchObject({ code: 'TLS_VERSION_NOT_ACCEPTED', tls: null, phases: { tls: null } });
  });

  test.each<[string, (socket: Socket) => void, string]>([
    [
      'bytes that are no TLS',
      (socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'),
      'LISTENER_PROTOCOL_MISMATCH',
    ],
    ['a reset', (socket) => socket.once('data', () => socket.resetAndDestroy()), 'TLS_HANDSHAKE_CUT'],
    ['an end', (socket) => socket.once('data', () => socket.end()), 'TLS_HANDSHAKE_CUT'],
    ['silence', () => {}, 'TLS_TIMED_OUT'],
    [
      'a handshake_failure alert',
      (socket) => socket.once('data', () => socket.end(Buffer.from([21, 3, 3, 0, 2, 2, 40]))),
      'TLS_HANDSHAKE_REFUSED',
    ],
  ])('tells %s', async (_case, behaviour, code) => {
    const port = await opened.tcp(behaviour);
    const result = await one({ url: `https://pvt-api.corp.example:${port}/` }, { tls: 50 });
    expect(result).toMatchObject({ hop: 'load-balancer', code, status: null });
  });
});

describe('request', () => {
  test.each<[string, (socket: TLSSocket) => void, string]>([
    ['an end without a response', (socket) => socket.once('data', () => socket.end()), 'RESET_AFTER_TLS'],
    ['silence', () => {}, 'RESPONSE_TIMED_OUT'],
    [
      'bytes that are no HTTP',
      (socket) => socket.once('data', () => socket.end('220 smtp ready\r\n')),
      'RESPONSE_NOT_HTTP',
    ],
    [
      'a response that ends early',
      (socket) => socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf')),
      'RESPONSE_ENDED_EARLY',
    ],
  ])('tells %s', async (_case, behaviour, code) => {
    const port = await opened.tls(issued.leaf, behaviour);
    const result = await one({ url: `https://pvt-api.corp.example:${port}/` }, { firstByte: 50 });
    expect(result).toMatchObject({ outcome: 'stop', code, asExpected: false });
  });

  test.each([
    ['an answer that never began', 'https', () => {}],
    ['a WebSocket that was never opened', 'wss', () => {}],
  ] as const)('counts the wait for %s', async (_case, scheme, behaviour) => {
    const port = await opened.tls(issued.leaf, behaviour);
    const { phases } = await one({ url: `${scheme}://pvt-api.corp.example:${port}/` }, { firstByte: 50 });
    const { connect, tls, firstByte, total } = phases;
    expect(firstByte).toBeNull();
    // A timer is at most a millisecond early.
    expect(total - (connect ?? 0) - (tls ?? 0)).toBeGreaterThan(48);
  });

  test('tells a reset after TLS', async () => {
    const raw: Socket[] = [];
    const port = await opened.tls(issued.leaf, (socket) =>
      socket.once('data', () => raw.at(-1)?.resetAndDestroy()),
    );
    const front = await opened.tcp((socket) => {
      const far = require('node:net').connect(port, '127.0.0.1') as Socket;
      raw.push(socket);
      socket.pipe(far).pipe(socket);
      far.on('error', () => {});
    });
    const result = await one({ url: `https://pvt-api.corp.example:${front}/` });
    expect(result).toMatchObject({ hop: 'load-balancer', code: 'RESET_AFTER_TLS' });
    expect(result.candidates.map(({ code }) => code)).toContain('ENI_SG_RULES_MISMATCH');
  });

  test('keeps the status of a response that ends early', async () => {
    const port = await opened.tls(issued.leaf, (socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf')),
    );
    const result = await one({ url: `https://pvt-api.corp.example:${port}/`, expect: { status: 200 } });
    expect(result).toMatchObject({ status: 200, asExpected: false });
  });
});
