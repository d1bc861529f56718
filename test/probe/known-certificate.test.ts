import { probe } from '../../tools/probe';
import { mintAuthority } from '../helpers/certificates';
import { gatewayHeaders, Opened } from './helpers/servers';

const opened = new Opened();
afterEach(() => opened.close());

/** One server; what comes of calls to it, one after the other. */
async function callsOf(calls: readonly { readonly host: string; readonly trusted: boolean }[]) {
  const authority = await mintAuthority();
  const other = await mintAuthority('Another authority');
  const leaf = await authority.mint(['pvt-api.corp.example', 'pvt-api2.corp.example']);
  const port = await opened.https(leaf, (_request, response) =>
    response.writeHead(200, gatewayHeaders).end('{}'),
  );
  const results = [];
  for (const { host, trusted } of calls) {
    const ca = trusted ? authority.cert : other.cert;
    const target = { url: `https://${host}:${port}/`, address: '127.0.0.1', ca };
    results.push(...(await probe([target])).results);
  }
  return results;
}

test('a certificate that was met before is checked against each host and each trust anew', async () => {
  const results = await callsOf([
    { host: 'pvt-api.corp.example', trusted: true },
    { host: 'admin.corp.example', trusted: true },
    { host: 'pvt-api.corp.example', trusted: false },
    { host: 'pvt-api2.corp.example', trusted: true },
  ]);
  expect(results.map(({ code, asExpected }) => [code, asExpected])).toEqual([
    ['FUNCTION_ANSWERED', true],
    ['CERTIFICATE_NAME_MISMATCH', false],
    ['CERTIFICATE_NOT_TRUSTED', false],
    ['FUNCTION_ANSWERED', true],
  ]);
  expect(new Set(results.map(({ tls }) => tls?.chain?.[0]?.fingerprint)).size).toBe(1);
});

test('the facts of a certificate that was met before are the same', async () => {
  const call = { host: 'pvt-api.corp.example', trusted: true };
  const [first, again] = await callsOf([call, call]);
  expect(first?.tls?.chain).toHaveLength(2);
  expect(again?.tls).toEqual(first?.tls);
});
