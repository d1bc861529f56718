import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Authority } from '../../tools/twin/authority';

let authority: Authority;
beforeEach(async () => {
  authority = await Authority.create();
});
afterEach(() => authority.remove());

test('a leaf has exactly the names asked for and is signed by the authority', async () => {
  const root = new X509Certificate(authority.pem);
  const leaf = new X509Certificate((await authority.mint(['*.corp.example', 'api.corp.example'])).cert);
  expect(leaf.subjectAltName).toBe('DNS:*.corp.example, DNS:api.corp.example');
  expect(leaf.checkIssued(root)).toBe(true);
  expect(leaf.verify(root.publicKey)).toBe(true);
  expect([root.ca, leaf.ca]).toEqual([true, false]);
});

test('a name longer than a common name may be still stands among the alternative names', async () => {
  const name = `${'a'.repeat(60)}.${'b'.repeat(60)}.corp.example`;
  const leaf = new X509Certificate((await authority.mint([name])).cert);
  expect(leaf.checkHost(name)).toBe(name);
});

test('many names make a certificate that is still read', async () => {
  const names = Array.from({ length: 100 }, (_, index) => `host-${index}.corp.example`);
  expect(
    new X509Certificate((await authority.mint(names)).cert).checkHost('host-99.corp.example'),
  ).toBeDefined();
});

test('the same names get the same pair', async () => {
  expect(await authority.mint(['a.example'])).toBe(await authority.mint(['a.example']));
});

test('only the certificate is on the disk, for its owner, and goes with the authority', async () => {
  expect(readFileSync(authority.file, 'utf8')).toBe(authority.pem);
  expect(authority.pem).not.toContain('PRIVATE');
  expect(statSync(authority.file).mode & 0o777).toBe(0o600);
  expect(statSync(dirname(authority.file)).mode & 0o777).toBe(0o700);
  authority.remove();
  expect(existsSync(dirname(authority.file))).toBe(false);
});
