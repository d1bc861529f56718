import type { TLSSocket } from 'node:tls';
import { type ProbeTarget, probe } from '../../../tools/probe';
import { mintAuthority } from '../../helpers/certificates';
import { serversOf } from '../helpers/issued';
import { gatewayHeaders } from '../helpers/servers';

const host = 'pvt-api.corp.example';
const { opened, issued } = serversOf([host]);

async function one(target: ProbeTarget) {
  const { results } = await probe([{ ca: issued.authority.cert, address: '127.0.0.1', ...target }]);
  return results[0]!;
}

const answer = (minted = issued.leaf) =>
  opened.https(minted, (_request, response) => {
    response.writeHead(200, gatewayHeaders).end('ok');
  });

const reply = `HTTP/1.1 200 OK\r\nx-amz-apigw-id: a\r\nContent-Length: 0\r\n\r\n`;

/** A server that notes the server name of each session. */
async function named(minted = issued.leaf): Promise<{ port: number; names: unknown[] }> {
  const names: unknown[] = [];
  const port = await opened.tls(minted, (socket: TLSSocket & { servername?: unknown }) => {
    names.push(socket.servername);
    socket.once('data', () => socket.end(reply));
  });
  return { port, names };
}

test('the whole chain is read, and how it was verified', async () => {
  const port = await opened.tls({ ...issued.leaf, ecdhCurve: 'X25519' }, () => {});
  const { results } = await probe(
    [{ url: `https://${host}:${port}/`, ca: issued.authority.cert, address: '127.0.0.1' }],
    { timeouts: { firstByte: 30 } },
  );
  const tls = results[0]?.tls;
  expect(tls).toMatchObject({ serverName: host, verifiedFor: host, rejected: null, protocol: 'TLSv1.3' });
  expect(tls?.keyExchange).toBe('ECDH X25519');
  expect(tls?.chain).toMatchObject([
    { subject: `CN=${host}`, issuer: 'CN=Test authority', names: [host], daysLeft: 29, key: 'EC prime256v1' },
    { subject: 'CN=Test authority', issuer: 'CN=Test authority', names: [] },
  ]);
  for (const { notBefore, notAfter, serial, fingerprint } of tls?.chain ?? []) {
    expect(Date.parse(notAfter)).toBeGreaterThan(Date.parse(notBefore));
    expect(notAfter).toMatch(/^\d{4}-\d\d-\d\dT[\d:]+Z$/);
    expect(serial).toMatch(/^[0-9A-F]+$/);
    expect(fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  }
});

test('the chain and the reason are there also where the certificate does not hold', async () => {
  const stranger = await mintAuthority('Someone else');
  const port = await answer(await stranger.mint([host]));
  const { tls, code } = await one({ url: `https://${host}:${port}/` });
  expect(code).toBe('CERTIFICATE_NOT_TRUSTED');
  expect(tls).toMatchObject({
    rejected: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    chain: [{ issuer: 'CN=Someone else' }],
  });
});

describe('the server name', () => {
  test('is the host, another one, or none', async () => {
    const { port, names } = await named(await issued.authority.mint([host, 'other.corp.example']));
    const url = `https://${host}:${port}/`;
    expect((await one({ url })).tls).toMatchObject({ serverName: host });
    const other = await one({ url, sni: 'other.corp.example' });
    expect(other.tls).toMatchObject({ serverName: 'other.corp.example', verifiedFor: 'other.corp.example' });
    expect((await one({ url, sni: 'none' })).tls).toMatchObject({ serverName: null, verifiedFor: host });
    expect(names).toEqual([host, 'other.corp.example', false]);
  });

  test('has to be covered by the certificate', async () => {
    const { port } = await named();
    const result = await one({ url: `https://${host}:${port}/`, sni: 'other.corp.example' });
    expect(result).toMatchObject({ code: 'CERTIFICATE_NAME_MISMATCH' });
    expect(result.because).toContain('not other.corp.example');
  });
});

describe('TLS versions', () => {
  test('are offered from the lowest to the highest that is given', async () => {
    const port = await opened.tls({ ...issued.leaf, maxVersion: 'TLSv1.2' }, (socket) =>
      socket.once('data', () => socket.end(reply)),
    );
    const url = `https://${host}:${port}/`;
    expect(await one({ url, minTls: '1.2' })).toMatchObject({ status: 200, tls: { protocol: 'TLSv1.2' } });
    const refused = await one({ url, minTls: '1.3' });
    expect(refused).toMatchObject({ code: 'TLS_VERSION_NOT_ACCEPTED' });
    expect(refused.because).toContain('1.3');
  });

  test('that are old are offered only where they are meant', async () => {
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    const port = await opened.tls({ ...issued.leaf, ...old }, (socket) =>
      socket.once('data', () => socket.end(reply)),
    );
    const url = `https://${host}:${port}/`;
    expect(await one({ url })).toMatchObject({ code: 'TLS_VERSION_NOT_ACCEPTED' });
    expect(await one({ url, maxTls: '1.1' })).toMatchObject({ status: 200, tls: { protocol: 'TLSv1.1' } });
  });

  test('that are old must not be accepted: what is expected to be unreachable', async () => {
    const port = await answer();
    const expectNothing = { url: `https://${host}:${port}/`, expect: 'unreachable' } as const;
    expect(await one({ ...expectNothing, maxTls: '1.1' })).toMatchObject({
      asExpected: true,
      code: 'TLS_VERSION_NOT_ACCEPTED',
    });
    expect(await one(expectNothing)).toMatchObject({ asExpected: false });
  });
});

describe('days that a certificate has to hold', () => {
  test.each([
    [29, true, 'FUNCTION_ANSWERED'],
    [30, false, 'CERTIFICATE_EXPIRES_SOON'],
  ])('%d more: as expected is %s', async (expiresWithin, asExpected, code) => {
    const port = await answer();
    expect(await one({ url: `https://${host}:${port}/`, expiresWithin })).toMatchObject({ asExpected, code });
  });

  test('count also where another answer was expected and came', async () => {
    const port = await answer();
    const result = await one({ url: `https://${host}:${port}/`, expiresWithin: 90, expect: { status: 200 } });
    expect(result).toMatchObject({
      code: 'CERTIFICATE_EXPIRES_SOON',
      hop: 'load-balancer',
      asExpected: false,
    });
    expect(result.because).toMatch(/^CN=.+ ends in 29 day\(s\) \(.+Z\), wanted are 90$/);
  });

  test('do not hide what is worse', async () => {
    const port = await answer();
    const result = await one({ url: `https://${host}:${port}/`, expiresWithin: 90, expect: { status: 201 } });
    expect(result).toMatchObject({ code: 'RESPONSE_UNEXPECTED' });
  });
});

test.each<[Partial<ProbeTarget>]>([
  [{ minTls: '1.3', maxTls: '1.2' }],
  [{ maxTls: '1.4' as '1.3' }],
  [{ sni: 'a b' }],
  [{ sni: 'pvt-api.corp.example.' }],
  [{ expiresWithin: -1 }],
  [{ expiresWithin: Number.NaN }],
])('%j is refused before the first packet', async (target) => {
  const call = probe([{ url: `https://${host}/`, ...target }]);
  await expect(call).rejects.toMatchObject({ problems: [{ code: 'PROBE_BAD_TLS' }] });
});
