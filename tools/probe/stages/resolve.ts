import * as dns from 'node:dns';
import { isIP } from 'node:net';
import { KitError } from '../../kit-error';
import type { FailureKind, ResolutionFacts } from '../observation';
import { type Bounds, bounded, StageFailure, type SystemError } from './failure';

export interface Resolution extends ResolutionFacts {
  readonly addresses: readonly string[];
  /** Seconds; the lowest of the answer. */
  readonly ttl?: number;
}

/** c-ares asks twice; a data centre's resolver answers in milliseconds. */
const attempt = { timeout: 2000, tries: 2 };

const kinds: Readonly<Record<string, FailureKind>> = {
  ENOTFOUND: 'nxdomain',
  ENODATA: 'no-data',
  ETIMEOUT: 'resolver-silent',
  ECONNREFUSED: 'resolver-refused',
  ESERVFAIL: 'servfail',
  EREFUSED: 'resolver-declines',
  ENOTIMP: 'resolver-declines',
  EFORMERR: 'resolver-declines',
  EBADRESP: 'resolver-declines',
};

/** Asks once; made before the clock starts. */
export type Question = (bounds: Bounds, ms: number) => Promise<Resolution>;

/**
 * The IPv4 addresses of a name, asked of one DNS server.
 * @param server `address` or `address:port`
 * @returns a question that throws StageFailure; NXDOMAIN, no data, a silent, closed or failing server are told apart
 */
export function askServer(name: string, server: string): Question {
  const resolver = new dns.promises.Resolver(attempt);
  resolver.setServers([server]);
  return (bounds, ms) => resolveWith(resolver, bounds, ms, name, server);
}

function resolveWith(
  resolver: dns.promises.Resolver,
  bounds: Bounds,
  ms: number,
  name: string,
  server: string,
): Promise<Resolution> {
  return bounded<Resolution>(bounds, ms, (settle) => {
    resolver.resolve4(name, { ttl: true }).then(
      (records) => {
        const ttl = Math.min(...records.map((record) => record.ttl));
        settle({ by: 'resolver', server, addresses: unique(records.map((record) => record.address)), ttl });
      },
      (error: SystemError) => settle(fromDnsError(error, server)),
    );
    return () => resolver.cancel();
  }).catch((failure: StageFailure) => {
    throw failure.kind === 'timeout' ? silent(server, failure.message) : failure;
  });
}

/**
 * The IPv4 addresses of a name as this machine's own resolver gives them (hosts file included).
 * @throws StageFailure; the system does not tell NXDOMAIN from no data
 */
export function resolveBySystem(bounds: Bounds, ms: number, name: string): Promise<Resolution> {
  return bounded<Resolution>(bounds, ms, (settle) => {
    dns.lookup(name, { all: true, family: 4 }, (error, found) => {
      if (!error) return settle({ by: 'system', addresses: unique(found.map((one) => one.address)) });
      const code = (error as SystemError).code ?? 'UNKNOWN';
      const kind = code === 'ENOTFOUND' ? 'not-found' : code === 'EAI_AGAIN' ? 'resolver-silent' : 'local';
      settle(new StageFailure(kind, code, error.message));
    });
    return () => {};
  }).catch((failure: StageFailure) => {
    throw failure.kind === 'timeout' ? silent('the system resolver', failure.message) : failure;
  });
}

function fromDnsError(error: SystemError, server: string): StageFailure {
  const code = error.code ?? 'UNKNOWN';
  if (code === 'ECANCELLED') return new StageFailure('interrupted', code, error.message);
  return new StageFailure(kinds[code] ?? 'local', code, `${server}: ${error.message}`);
}

function silent(server: string, message: string): StageFailure {
  return new StageFailure('resolver-silent', 'ETIMEOUT', `${server}: ${message}`);
}

function unique(addresses: readonly string[]): string[] {
  return [...new Set(addresses)];
}

/**
 * Checks a `--resolver` value before the first packet.
 * @throws KitError PROBE_BAD_RESOLVER
 */
export function checkResolver(server: string): void {
  const match = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(server);
  const address = match?.[1] ?? match?.[2] ?? server;
  if (isIP(address) !== 0 && Number(match?.[3] ?? 53) <= 65535 && Number(match?.[3] ?? 53) > 0) return;
  throw new KitError({
    code: 'PROBE_BAD_RESOLVER',
    what: `"${server}" is not an IP address with an optional port`,
    where: '--resolver',
    fix: 'write e.g. 10.10.0.2 or 127.0.0.1:5353',
  });
}
