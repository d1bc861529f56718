// Makes the certificates of this example: `node docs/examples/alb-mtls/make-certificates.mjs`.
// The authorities' private keys exist only while it runs: nobody can make another client certificate for them.
// The clients' keys are throw-away test material. They are no secrets: they open nothing but this example.

import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  cryptoProvider,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

const folder = join(import.meta.dirname, 'certificates');
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const day = 24 * 3600 * 1000;
const year = 365 * day;
const mark = 'Test material of docs/examples/alb-mtls. It opens nothing else.\n';

cryptoProvider.set(webcrypto);

const name = (CN) => [{ CN: [CN] }, { O: ['Corp'] }];
const newKeys = () => webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);

async function issue({ subject, keys, issuer, extensions, from = -day, to = 50 * year }) {
  const certificate = await X509CertificateGenerator.create({
    subject: name(subject),
    issuer: name(issuer.subject),
    publicKey: keys.publicKey,
    signingKey: issuer.keys.privateKey,
    signingAlgorithm: algorithm,
    notBefore: new Date(Date.now() + from),
    notAfter: new Date(Date.now() + to),
    extensions: [
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(issuer.keys.publicKey),
      ...extensions,
    ],
  });
  return `${mark}${certificate.toString('pem')}\n`;
}

async function authority(subject) {
  const own = { subject, keys: await newKeys() };
  const extensions = [
    new BasicConstraintsExtension(true, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
  ];
  return { ...own, pem: await issue({ ...own, issuer: own, extensions }) };
}

async function client(file, subject, issuer, times = {}) {
  const keys = await newKeys();
  const extensions = [
    new BasicConstraintsExtension(false, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
    new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth]),
  ];
  const key = PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
  writeFileSync(join(folder, `${file}.pem`), await issue({ subject, keys, issuer, extensions, ...times }));
  writeFileSync(join(folder, `${file}-key.pem`), `${mark}${key}\n`);
}

mkdirSync(folder, { recursive: true });
const ours = await authority('Corp clients');
const others = await authority('Somebody else');
writeFileSync(join(folder, 'clients-ca.pem'), ours.pem);
await client('client', 'orders-batch', ours);
await client('expired-client', 'orders-batch-of-last-year', ours, { from: -2 * year, to: -year });
await client('other-client', 'orders-batch', others);
