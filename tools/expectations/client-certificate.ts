import { readFileSync } from 'node:fs';
import { KitError } from '../kit-error';

/** The files of a certificate and its private key, PEM. */
export interface KeyPairFiles {
  readonly cert: string;
  readonly key: string;
}

/**
 * A certificate with those between it and its authority, which nobody has to keep secret.
 * @throws KitError PROBE_CLIENT_CERTIFICATE
 */
export function readChain(file: string): string {
  return readPem(file, /-----BEGIN CERTIFICATE-----/, 'certificate');
}

/**
 * A private key. Neither its text nor any part of it is in an error.
 * @throws KitError PROBE_CLIENT_CERTIFICATE
 */
export function readPrivateKey(file: string): string {
  return readPem(file, /-----BEGIN [A-Z ]*PRIVATE KEY-----/, 'private key');
}

function readPem(file: string, form: RegExp, kind: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw problem(file, `${file} with the client's ${kind} can't be read`);
  }
  if (form.test(text)) return text;
  throw problem(file, `${file} has no ${kind} in PEM`);
}

function problem(file: string, what: string): KitError {
  const fix = 'give PEM files: the certificate first in one, its private key in the other';
  return new KitError({ code: 'PROBE_CLIENT_CERTIFICATE', what, where: file, fix });
}
