import type { Reason } from '../hop';

/** Why a name resolves or doesn't. */
export const dnsReasons = {
  DNS_RESOLVED: {
    hop: 'dns',
    means: 'The name resolves, as seen from this network.',
    fix: 'Nothing to change.',
  },
  DNS_FEWER_ADDRESSES_THAN_ZONES: {
    hop: 'dns',
    means: 'The load balancer left out the address of a zone that has no healthy target (aws-facts §4.3).',
    fix: 'Bring the targets of the missing zone back, or switch cross-zone load balancing on.',
  },
  DNS_RECORD_NOT_FOUND: {
    hop: 'dns',
    means: 'A zone matches the name and has no such record; a private zone has no public fallback.',
    fix: 'Add the record to the zone, or narrow the zone so that it no longer matches the name.',
  },
  DNS_NO_DATA: {
    hop: 'dns',
    means: 'The name exists with records of other types only.',
    fix: 'Add a record of the type that is asked for, or ask for the one that exists.',
  },
  DNS_ZONE_NOT_ASSOCIATED: {
    hop: 'dns',
    means: 'Only a private zone has the name, and it is not associated with the VPC that asks.',
    fix: 'Associate the private hosted zone with this VPC.',
  },
  DNS_ZONE_IS_PRIVATE: {
    hop: 'dns',
    means: 'Only a private zone has the name, and the caller resolves in public DNS.',
    fix: 'Call from an associated VPC, or forward the zone to an inbound endpoint of one.',
  },
  DNS_VPC_SUPPORT_OFF: {
    hop: 'dns',
    means: 'The VPC has enableDnsSupport off: its resolver answers nothing.',
    fix: 'Set enableDnsSupport of the VPC to true.',
  },
  DNS_VPC_HOSTNAMES_OFF: {
    hop: 'dns',
    means: 'The VPC has enableDnsHostnames off: private zones and private DNS names are not used in it.',
    fix: 'Set enableDnsHostnames of the VPC to true.',
  },
  DNS_VPC_SETTINGS_NOT_KNOWN: {
    hop: 'dns',
    means: 'The answer is in a private zone, and whether the VPC uses private zones is not in the templates.',
    fix: 'Check that enableDnsSupport and enableDnsHostnames of the VPC are on.',
  },
  DNS_ENDPOINT_PRIVATE_DNS_OFF: {
    hop: 'dns',
    means: 'The endpoint would answer for the name, but its private DNS is off, so the public front answers.',
    fix: 'Switch private DNS of the endpoint on, or use the {api}-{vpce} name or a custom domain.',
  },
  DNS_CAPTURED_BY_ENDPOINT: {
    hop: 'dns',
    means: 'Private DNS of the endpoint captures the name of an API that is not private: it will answer 403.',
    fix: 'Call public APIs by a custom domain with an alias record, or switch private DNS of the endpoint off.',
  },
  DNS_CNAME_LOOP: {
    hop: 'dns',
    means: 'CNAME records lead in a circle or through too many names.',
    fix: 'Point the name straight at its target.',
  },
  DNS_RESOLVER_UNREACHABLE: {
    hop: 'dns',
    means: 'The data centre forwards to an inbound endpoint that it cannot reach on port 53.',
    fix: 'Admit UDP and TCP 53 from the data centre at the inbound endpoint, and route back to it.',
  },
  DNS_RESOLVER_NOT_KNOWN: {
    hop: 'dns',
    means: 'Whether the data centre reaches the inbound endpoint on port 53 is not in the templates.',
    fix: 'State the security group, network ACL and route table of the endpoint in network.existing.',
  },
  DNS_FORWARD_LOOP: {
    hop: 'dns',
    means:
      'A forward rule sends the name to servers that send it back to an inbound endpoint of the same VPC.',
    fix: 'Take the rule off the VPC, or add a SYSTEM rule for the host: a forward rule beats a private zone.',
  },
  DNS_FORWARD_TARGET_UNREACHABLE: {
    hop: 'dns',
    means: 'A forward rule sends the name to servers that the outbound endpoint cannot reach on port 53.',
    fix: 'Correct the addresses of the rule, or admit UDP and TCP 53 from the outbound endpoint.',
  },
  DNS_ZONE_SHADOWED: {
    hop: 'dns',
    means:
      'A forward rule beats the private zone that holds the name, so that servers elsewhere are asked for it.',
    fix: 'Take the rule off the VPC, or add a SYSTEM rule for the host.',
  },
  DNS_FORWARDED_ELSEWHERE: {
    hop: 'dns',
    means: 'A forward rule sends the name to servers of which nothing is known.',
    fix: 'Ask those servers; or add a SYSTEM rule where the VPC should resolve the name itself.',
  },
  DNS_TARGET_UNKNOWN: {
    hop: 'dns',
    means: 'The record exists; its value could not be resolved from the templates.',
    fix: 'Give the value as a literal, or read the template of the stack that exports it too.',
  },
  DNS_NAME_NOT_IN_TEMPLATES: {
    hop: 'dns',
    means: 'No zone of the templates holds the name, so what public DNS says of it is not known.',
    fix: 'Add the template that owns the zone, or give the address with the call.',
  },
  DNS_SKIPPED: {
    hop: 'dns',
    means: 'The call gives the address to dial.',
    fix: 'Leave the address out to resolve the name.',
  },
} as const satisfies Record<string, Reason>;
