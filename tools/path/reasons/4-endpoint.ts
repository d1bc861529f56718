import type { Reason } from '../hop';

/** Why an interface endpoint lets a connection in or doesn't. */
export const endpointReasons = {
  ENDPOINT_ACCEPTS: {
    hop: 'endpoint',
    means: 'The endpoint’s interface accepts the TLS session.',
    fix: 'Nothing to change.',
  },
  ENDPOINT_PORT_CLOSED: {
    hop: 'endpoint',
    means: 'An execute-api endpoint serves port 443 only.',
    fix: 'Connect to port 443.',
  },
  ENDPOINT_NOT_EXECUTE_API: {
    hop: 'endpoint',
    means: 'The endpoint is one of another AWS service.',
    fix: 'Use an endpoint for com.amazonaws.{region}.execute-api.',
  },
  ENDPOINT_EXPECTS_TLS: {
    hop: 'endpoint',
    means: 'Plain HTTP was sent to the endpoint, which serves TLS.',
    fix: 'Call by https.',
  },
  ENDPOINT_TLS_VERSION_NOT_ACCEPTED: {
    hop: 'endpoint',
    means: 'Private APIs accept TLS 1.2 and up (aws-facts §1.1).',
    fix: 'Update the client to TLS 1.2 or 1.3.',
  },
  CERTIFICATE_IS_ENDPOINTS: {
    hop: 'endpoint',
    means: 'The name leads straight to the endpoint, which presents the execute-api certificate.',
    fix: 'Point the name at a load balancer with a certificate for it, or use a private custom domain.',
  },
  DOMAIN_CERTIFICATE_MISMATCH: {
    hop: 'endpoint',
    means:
      'The endpoint presents the certificate of a private custom domain, and it does not cover the host that is called.',
    fix: 'Give the domain a certificate with its name (API Gateway creates none without), and send the host as server name.',
  },
  ENDPOINT_CERTIFICATE_NOT_KNOWN: {
    hop: 'endpoint',
    means: 'Which certificate the endpoint presents could not be resolved.',
    fix: 'Give the associations of the private custom domain as literals; one domain a name and endpoint.',
  },
  ENDPOINT_INTERFACE_SILENT: {
    hop: 'endpoint',
    means: 'The endpoint’s interface, or the zone it stands in, is out of service.',
    fix: 'Use the interface of another zone until this one is back.',
  },
  ENDPOINT_NOT_KNOWN: {
    hop: 'endpoint',
    means: 'Which service the endpoint is for, or who answers at the address, could not be resolved.',
    fix: 'Give the value as a literal, or read the template that defines it too.',
  },
  ENDPOINT_NOT_IN_PATH: {
    hop: 'endpoint',
    means: 'The call reaches API Gateway’s public front, not an endpoint of a VPC.',
    fix: 'Resolve the name to an endpoint or to a load balancer in front of one.',
  },
} as const satisfies Record<string, Reason>;
