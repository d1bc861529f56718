import type { ConfigErrorText } from './text';

/** Networks, the data centre and names. */
export const networkErrors = {
  CFG_CIDR_SYNTAX: { means: 'A text is not an IPv4 CIDR block.', fix: 'Write e.g. 10.20.0.0/16.' },
  CFG_CIDR_HOST_BITS: {
    means: 'The address of a CIDR has bits beyond its prefix.',
    fix: 'Write the first address of the block.',
  },
  CFG_CIDR_RANGE: {
    means:
      'A CIDR is every address, or touches addresses that no host can have, or a VPC would hide public ones.',
    fix: 'Use a private range: 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10.',
  },
  CFG_CIDR_SIZE: { means: 'A VPC has a prefix of /16 to /28.', fix: 'Use a prefix in that range.' },
  CFG_CIDR_TOO_SMALL: {
    means: 'A VPC to create has no room: it is cut in eight subnets, the smallest of which are /28.',
    fix: 'Use a prefix of /25 or shorter.',
  },
  CFG_CIDR_OVERLAP: {
    means:
      'Two CIDRs have addresses in common: answers would not find their way back, and peering is refused.',
    fix: 'Give them separate ranges.',
  },
  CFG_SUBNET_ZONE: {
    means: 'Zones and the subnets of an existing network are not the same, one for one.',
    fix: 'List one subnet for each zone.',
  },
  CFG_SUBNET_OUTSIDE_VPC: {
    means: "An existing subnet is outside the VPC's CIDRs.",
    fix: 'Correct the subnet, or list all CIDRs of the VPC.',
  },
  CFG_ADDRESS: {
    means: 'A text is not an IPv4 address, or an address is outside its subnet.',
    fix: 'Write the address of the interface, e.g. 10.20.1.9.',
  },
  CFG_ROUTE_TABLE: {
    means:
      'Routes to the simulated data centre must be added to an existing subnet whose route table is not named.',
    fix: 'Add routeTable to the subnet.',
  },
  CFG_CONNECT: {
    means: 'simulate, connect, transitGateway and vpnGateway of onPremises do not fit together.',
    fix: 'Simulated: peering or transit-gateway. Real: connected.',
  },
  CFG_RUNNER_SECRET: {
    means:
      'A secret of onPremises.secrets can not be read by the probe function of the simulated data centre.',
    fix: 'Simulate the data centre; name secrets of its region, by name or whole ARN, and keys of yours.',
  },
  CFG_STATED_UNUSED: {
    means: 'Routes or entries are stated of a route table or network ACL that no subnet has.',
    fix: 'Name it in the subnets that have it, or remove it.',
  },
  CFG_INBOUND_ENDPOINT: {
    means: 'An existing inbound endpoint stands in a VPC that is not named, or that does not see the zone.',
    fix: 'Name its vpc, and add it to dns.associate.',
  },
  CFG_FORWARDED: {
    means:
      'A simulated data centre is to forward the zone, and lacks an inbound endpoint of known addresses.',
    fix: 'Set dns.inboundEndpoint: true in a created network, or name an existing endpoint with its addresses.',
  },
  CFG_RESOLVER_RULE: {
    means: 'A Resolver rule lacks what its kind needs, or has what its kind can not have.',
    fix: 'Follow the message: forward rules need to, and outboundEndpoint or existing.',
  },
  CFG_RULE_SHADOWS_ZONE: {
    means: 'A forward rule takes the hosts of the private zone away from it: nobody in the VPC finds them.',
    fix: 'Use a zone that no forward rule covers, or keep the zone with a system rule.',
  },
  CFG_ZONE_NAME: {
    means: "dns.zone is not a domain of two labels or more, or is one of AWS's own.",
    fix: 'Write a domain of your company in lower case.',
  },
  CFG_PUBLIC_ZONE: {
    means: 'A setting of private zones is used with a public zone, where it does nothing.',
    fix: 'Remove it, or set visibility: private.',
  },
  CFG_NAME_NOT_PUBLIC: {
    means:
      'A name must be in public DNS and never can be. ACM validates certificates there only, whatever private zones hold.',
    fix: 'Use a registered domain; or import a certificate, or issue one from AWS Private CA, and give its arn.',
  },
} as const satisfies Record<string, ConfigErrorText>;
