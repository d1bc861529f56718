import type { Reason } from '../../path/hop';

/** Of hosted zones and their records. */
export const dnsReasons = {
  ZONE_NOT_AS_CONFIGURED: {
    hop: 'dns',
    means: 'The hosted zone has another name than dns.zone, or is public where hybrid.yaml says private.',
    fix: 'Correct dns.existing, dns.zone or dns.visibility in hybrid.yaml.',
  },
  RECORD_LEADS_ELSEWHERE: {
    hop: 'dns',
    means:
      'The record of a host leads to something other than the load balancer or endpoint of this environment.',
    fix: 'Deploy the stack of the host again; it was changed by hand, or what it led to was replaced.',
  },
  RECORD_WITHOUT_DOMAIN: {
    hop: 'dns',
    means: 'A host has a record, and no custom domain of that name: API Gateway will answer 403.',
    fix: 'Deploy the stack of the host again.',
  },
  ZONE_SHADOWED_BY_ANOTHER: {
    hop: 'dns',
    means:
      'A VPC sees another private zone that fits the host better, and asks only that: it has no record of the host, or another one.',
    fix: 'Add the record to the narrower zone, or take that zone off the VPC.',
  },
  CHANGE_NOT_IN_SYNC: {
    hop: 'dns',
    means: 'Route 53 has not spread the last change of the record to all its servers, or it is not known.',
    fix: 'Wait a minute and run it again; changes take up to 60 s (aws-facts §6).',
  },
} as const satisfies Record<string, Reason>;
