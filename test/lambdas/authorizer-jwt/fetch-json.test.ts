import type { RequestListener } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { fetchJson } from '../../../lambdas/authorizer-jwt/fetch-json';
import { type Minted, mintCertificate } from '../../helpers/certificates';

let certificate: Minted & { readonly ca: string };
const servers: Server[] = [];

beforeAll(async () => {
  certificate = await mintCertificate(['localhost']);
});

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** URL of an issuer that answers so. */
async function issuer(answer: RequestListener): Promise<string> {
  const server = createServer({ cert: certificate.cert, key: certificate.key }, answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `https://localhost:${(server.address() as AddressInfo).port}/keys`;
}

test('JSON is fetched from an issuer whose authority is given', async () => {
  const url = await issuer((_request, response) => response.end('{"keys":[]}'));
  await expect(fetchJson(url, certificate.ca)).resolves.toEqual({ keys: [] });
});

test('an issuer whose authority is not trusted is not believed', async () => {
  const url = await issuer((_request, response) => response.end('{"keys":[]}'));
  await expect(fetchJson(url)).rejects.toThrow(/certificate/);
});

test.each<[string, RequestListener, string]>([
  ['an error', (_request, response) => response.writeHead(503).end(), 'HTTP 503'],
  [
    'a redirection',
    (_request, response) => response.writeHead(302, { location: 'https://evil.example/' }).end(),
    'HTTP 302',
  ],
  ['no JSON', (_request, response) => response.end('<html>'), 'no JSON'],
  ['far too much', (_request, response) => response.end('x'.repeat(300_000)), 'more than 262144 bytes'],
])('%s is not a key set', async (_name, answer, message) => {
  const url = await issuer(answer);
  await expect(fetchJson(url, certificate.ca)).rejects.toThrow(message);
});

test('an issuer that is not there is an error that says where', async () => {
  await expect(fetchJson('https://localhost:1/keys', certificate.ca)).rejects.toThrow(
    /^https:\/\/localhost:1\/keys: /,
  );
});
