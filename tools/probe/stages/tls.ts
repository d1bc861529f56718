import type { Socket } from 'node:net';
import type { PeerCertificate, SecureContext, SecureVersion, TLSSocket } from 'node:tls';
import { type KeyPairFiles, readChain, readPrivateKey } from '../../expectations/client-certificate';
import { KitError } from '../../kit-error';
import type { TlsVersion } from '../../path/tls-policies';
import type { CertificateFacts, Failure } from '../observation';
import type { PreparedTarget, ProbeTarget } from '../target';
import { readCertificate } from './certificate';
import { ignore } from './connect';
import { type Bounds, bounded, fromSocketError, StageFailure, type SystemError } from './failure';
import { leaveIdentityTo, readPeer } from './peer';

export interface Handshake {
  readonly socket: TLSSocket;
  readonly certificate: CertificateFacts | null;
  /** Why a client that verifies would stop here. */
  readonly rejected: Failure | null;
}

const versions: Readonly<Record<TlsVersion, SecureVersion>> = {
  '1.0': 'TLSv1',
  '1.1': 'TLSv1.1',
  '1.2': 'TLSv1.2',
  '1.3': 'TLSv1.3',
};

const isOld = (version: TlsVersion): boolean => version === '1.0' || version === '1.1';

/** What is offered at least, unless the caller says so: as clients do, none of the old ones unless they are meant. */
function lowest(maxTls: TlsVersion): TlsVersion {
  return isOld(maxTls) ? maxTls : '1.2';
}

/** In words, where the caller chose: `1.2`, `1.2 to 1.3`. */
export function offeredBy({ minTls, maxTls }: Pick<ProbeTarget, 'minTls' | 'maxTls'>): string | undefined {
  if (minTls === undefined && maxTls === undefined) return undefined;
  const most = maxTls ?? '1.3';
  const least = minTls ?? lowest(most);
  return least === most ? most : `${least} to ${most}`;
}

const contexts = new Map<string, SecureContext>();

/**
 * One context for each set of authorities, version and client certificate: building one costs more than a handshake.
 * @throws KitError PROBE_BAD_CA, PROBE_CLIENT_CERTIFICATE
 */
export function secureContext({
  ca,
  minTls,
  maxTls = '1.3',
  clientCertificate: client,
}: Pick<ProbeTarget, 'ca' | 'minTls' | 'maxTls' | 'clientCertificate'>): SecureContext {
  const least = minTls ?? lowest(maxTls);
  const key = JSON.stringify([least, maxTls, ca, client?.cert, client?.key]);
  const known = contexts.get(key);
  if (known) return known;
  const { createSecureContext } = require('node:tls') as typeof import('node:tls');
  const pair = client && { cert: readChain(client.cert), key: readPrivateKey(client.key, client.passphrase) };
  try {
    const pem = ca === undefined || ca.includes('-----BEGIN') ? ca : readPem(ca);
    const context = createSecureContext({
      ca: pem,
      minVersion: versions[least],
      maxVersion: versions[maxTls],
      // OpenSSL leaves the old versions without a single cipher at its own level of security.
      ...(isOld(least) ? { ciphers: 'DEFAULT@SECLEVEL=0' } : {}),
    });
    if (client && pair) present(context, client, pair);
    contexts.set(key, context);
    return context;
  } catch (cause) {
    if (cause instanceof KitError) throw cause;
    throw new KitError(
      {
        code: 'PROBE_BAD_CA',
        what: `cannot read certificates of authorities: ${(cause as Error).message}`,
        where: ca?.includes('-----BEGIN') ? 'ca' : `--ca ${ca}`,
        fix: 'give a PEM file with one or more CERTIFICATE blocks',
      },
      { cause },
    );
  }
}

/** @throws KitError PROBE_CLIENT_CERTIFICATE where the two don't belong together */
function present(context: SecureContext, { cert, key }: KeyPairFiles, pair: KeyPairFiles): void {
  try {
    context.context.setCert(pair.cert);
    context.context.setKey(pair.key);
  } catch {
    // OpenSSL's own words are left out: they are about the key.
    throw new KitError({
      code: 'PROBE_CLIENT_CERTIFICATE',
      what: `${cert} and ${key} are no pair, or one of them is damaged`,
      where: '--cert, --key',
      fix: 'give the key that the certificate was made for',
    });
  }
}

function readPem(path: string): string {
  const { readFileSync } = require('node:fs') as typeof import('node:fs');
  const text = readFileSync(path, 'utf8');
  if (!text.includes('-----BEGIN CERTIFICATE-----')) throw new Error('no CERTIFICATE block in it');
  return text;
}

/** Who the peer has to be, and what it is told. */
export interface Greeting {
  /** The name that the certificate has to cover. */
  readonly verifiedFor: string;
  /** The name to send (SNI); `null`: none. */
  readonly serverName: string | null;
  readonly context: SecureContext;
  /** Protocols to offer by ALPN. @default none */
  readonly alpn?: readonly string[];
}

/** The greeting of a target: an address is never sent as a name (RFC 6066 §3). */
export function greetingOf({ target, host, webSocket }: PreparedTarget): Greeting {
  const { sni } = target;
  const verifiedFor = sni === undefined || sni === 'none' ? host : sni;
  const { isIP } = require('node:net') as typeof import('node:net');
  return {
    verifiedFor,
    serverName: sni === 'none' || isIP(verifiedFor) !== 0 ? null : verifiedFor,
    context: secureContext(target),
    ...(target.http2 && !webSocket ? { alpn: ['h2', 'http/1.1'] } : {}),
  };
}

/**
 * One full handshake that yields the certificate's facts and the verdict, also when it does not hold.
 * @throws StageFailure
 */
export function handshake(bounds: Bounds, ms: number, raw: Socket, greeting: Greeting): Promise<Handshake> {
  const { connect, checkServerIdentity } = require('node:tls') as typeof import('node:tls');
  const { verifiedFor, serverName, context, alpn } = greeting;
  return bounded<Handshake>(bounds, ms, (settle) => {
    const socket = connect({
      socket: raw,
      servername: serverName ?? '',
      secureContext: context,
      ...(alpn ? { ALPNProtocols: [...alpn] } : {}),
      rejectUnauthorized: false,
    });
    leaveIdentityTo(socket);
    socket.once('secureConnect', () => {
      socket.off('error', fail).off('close', closed);
      socket.on('error', ignore);
      const certificate = readPeer(socket);
      const other = socket.authorized ? checkServerIdentity(verifiedFor, certificate) : undefined;
      // Node sets a code here; its types say Error.
      const code = socket.authorized
        ? ((other as SystemError | undefined)?.code ?? null)
        : String(socket.authorizationError);
      const rejected =
        code === null
          ? null
          : ({ kind: 'certificate', code, message: meaning(code, certificate, verifiedFor) } as const);
      const verification = { serverName, verifiedFor, rejected: code };
      settle({
        socket,
        certificate: readCertificate(socket, certificate, verification, Date.now()),
        rejected,
      });
    });
    const fail = (error: Error): void => settle(fromTlsError(error));
    const closed = (): void => settle(new StageFailure('closed', 'EOF', 'closed during the TLS handshake'));
    socket.once('error', fail).once('close', closed);
    return () => socket.on('error', ignore).destroy();
  });
}

function meaning(code: string, certificate: PeerCertificate, host: string): string {
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return `the certificate covers ${certificate.subjectaltname ?? 'no name'}, not ${host}`;
  return `the certificate of ${host} is not trusted (${code})`;
}

/** OpenSSL's reasons for a peer that does not speak TLS. */
const notTls =
  /wrong version number|packet length too long|http request|record layer failure|bad record type/;

/** An OpenSSL or socket error of a handshake, or of an open session. */
export function fromTlsError(error: SystemError & { readonly reason?: string }): StageFailure {
  const code = error.code ?? 'UNKNOWN';
  const reason = error.reason ?? '';
  const alert = /(?:alert|alerts) (.+)$/.exec(reason)?.[1];
  if (alert !== undefined) return new StageFailure('alert', code, reason, alert.replaceAll(' ', '_'));
  if (/unsupported protocol|no protocols available/.test(reason))
    return new StageFailure('alert', code, reason, 'protocol_version');
  if (reason === 'tlsv1 unrecognized name')
    return new StageFailure('alert', code, reason, 'unrecognized_name');
  if (notTls.test(reason)) return new StageFailure('not-tls', code, reason);
  if (code.startsWith('ERR_SSL'))
    return new StageFailure('alert', code, reason || error.message, 'handshake_failure');
  return fromSocketError(error);
}
