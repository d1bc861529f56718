import { readFileSync } from 'node:fs';
import { KitError } from '../kit-error';

/** The files of a certificate and its private key, PEM. */
export interface KeyPairFiles {
  readonly cert: string;
  readonly key: string;
  /** File with the passphrase of the key. @default the key has none */
  readonly passphrase?: string;
}

/**
 * A certificate with those between it and its authority, which nobody has to keep secret.
 * @throws KitError PROBE_CLIENT_CERTIFICATE
 */
export function readChain(file: string): string {
  return readPem(file, /-----BEGIN CERTIFICATE-----/, 'certificate');
}

/**
 * A private key, decrypted where it is encrypted. Neither its text nor any part of it is in an error.
 * @param passphrase file with the passphrase; its last line break is no part of it
 * @throws KitError PROBE_CLIENT_CERTIFICATE
 */
export function readPrivateKey(file: string, passphrase?: string): string {
  const pem = readPem(file, /-----BEGIN [A-Z ]*PRIVATE KEY-----/, 'private key');
  const encrypted = /-----BEGIN ENCRYPTED|^Proc-Type: 4,ENCRYPTED/m.test(pem);
  if (!encrypted) return pem;
  if (passphrase === undefined)
    throw problem(file, `${file} is encrypted, and no file with its passphrase is given`);
  const { createPrivateKey } = require('node:crypto') as typeof import('node:crypto');
  const phrase = readText(passphrase, 'passphrase').replace(/\r?\n$/, '');
  try {
    return createPrivateKey({ key: pem, passphrase: phrase }).export({
      type: 'pkcs8',
      format: 'pem',
    }) as string;
  } catch {
    // OpenSSL's own words are left out: they are about the key.
    throw problem(file, `the passphrase in ${passphrase} does not open ${file}`);
  }
}

function readText(file: string, kind: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw problem(file, `${file} with the client's ${kind} can't be read`);
  }
}

function readPem(file: string, form: RegExp, kind: string): string {
  const text = readText(file, kind);
  if (form.test(text)) return text;
  throw problem(file, `${file} has no ${kind} in PEM`);
}

function problem(file: string, what: string): KitError {
  const fix =
    'give PEM files: the certificate first in one, its private key in the other, its passphrase in a third';
  return new KitError({ code: 'PROBE_CLIENT_CERTIFICATE', what, where: file, fix });
}
