import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Authority } from '../../tools/twin/authority';
import { oid } from '../../tools/twin/der';

let authority: Authority;
beforeEach(() => {
  authority = new Authority();
});
afterEach(() => authority.remove());

test('a leaf has exactly the names asked for and is signed by the authority', () => {
  const root = new X509Certificate(authority.pem);
  const leaf = new X509Certificate(authority.leaf(['*.corp.example', 'api.corp.example']).cert);
  expect(leaf.subjectAltName).toBe('DNS:*.corp.example, DNS:api.corp.example');
  expect(leaf.checkIssued(root)).toBe(true);
  expect(leaf.verify(root.publicKey)).toBe(true);
  expect([root.ca, leaf.ca]).toEqual([true, false]);
});

test('a name longer than a common name may be still stands among the alternative names', () => {
  const name = `${'a'.repeat(60)}.${'b'.repeat(60)}.corp.example`;
  const leaf = new X509Certificate(authority.leaf([name]).cert);
  expect(leaf.checkHost(name)).toBe(name);
});

test('many names make a certificate that is still read', () => {
  const names = Array.from({ length: 100 }, (_, index) => `host-${index}.corp.example`);
  expect(new X509Certificate(authority.leaf(names).cert).checkHost('host-99.corp.example')).toBeDefined();
});

test('the same names get the same pair', () => {
  expect(authority.leaf(['a.example'])).toBe(authority.leaf(['a.example']));
});

test('only the certificate is on the disk, for its owner, and goes with the authority', () => {
  expect(readFileSync(authority.file, 'utf8')).toBe(authority.pem);
  expect(authority.pem).not.toContain('PRIVATE');
  expect(statSync(authority.file).mode & 0o777).toBe(0o600);
  expect(statSync(dirname(authority.file)).mode & 0o777).toBe(0o700);
  authority.remove();
  expect(existsSync(dirname(authority.file))).toBe(false);
});

test('object identifiers are encoded by sevens', () => {
  expect(oid('1.2.840.10045.4.3.2').toString('hex')).toBe('06082a8648ce3d040302');
});
