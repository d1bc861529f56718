import type { ConfigErrorText } from './text';

/** Hosts, the way in and certificates. */
export const frontDoorErrors = {
  CFG_UNKNOWN_HOST: {
    means: 'The host of an API is outside the zone.',
    fix: 'Use a name under the zone, or change dns.zone.',
  },
  CFG_HOST_NAME: {
    means:
      'The host of an API is not a host name: labels of a–z, 0–9 and "-", at most 63 each and 253 together.',
    fix: 'Correct what the message names.',
  },
  CFG_HOST_WILDCARD: {
    means: 'The host of an API is a wildcard.',
    fix: 'Give each API its own host, or one host and a basePath each.',
  },
  CFG_TRUST_STORE: {
    means:
      'The authorities for client certificates are missing, not used, or not certificates of authorities.',
    fix: 'Name a PEM file with the authorities’ certificates, without any private key.',
  },
  CFG_INGRESS: {
    means: 'The way in that ingress names does not fit another setting.',
    fix: 'Change what the message names.',
  },
  CFG_MIGRATION: {
    means: 'A migration of the way in has nothing to do.',
    fix: 'Remove migration, or correct ingress: it names the old way in until the last step.',
  },
  CFG_CERTIFICATE_NAME: {
    means: 'A name is not one that a certificate can have.',
    fix: 'Write a host name, or a wildcard for the whole first label.',
  },
  CFG_CERTIFICATE_PLACE: {
    means: 'The certificate is in another region or account than the load balancer.',
    fix: 'Use a certificate of the same region and account; ACM can import it there.',
  },
  CFG_CERTIFICATE_COVERAGE: {
    means: 'No name of the certificate covers a host; a wildcard stands for exactly one label.',
    fix: 'Use a certificate with the host or its wildcard, or change the host.',
  },
} as const satisfies Record<string, ConfigErrorText>;
