import type { Reason } from '../hop';

/** Why packets arrive or don't. Spelled as VPC Reachability Analyzer does where it has the same explanation. */
export const networkReasons = {
  NETWORK_OPEN: {
    hop: 'network',
    means: 'Routes, network ACLs and security groups admit the connection and its response.',
    fix: 'Nothing to change.',
  },
  SG_HAS_NO_RULES: {
    hop: 'network',
    means: 'The security groups of the interface have no rule at all in this direction.',
    fix: 'Add a rule for the port and the other side.',
  },
  ENI_SG_RULES_MISMATCH: {
    hop: 'network',
    means: 'No rule of the interface’s security groups admits the connection.',
    fix: 'Add a rule for the port and the other side.',
  },
  SUBNET_ACL_RESTRICTION: {
    hop: 'network',
    means: 'A network ACL denies the connection or its response; it is stateless, so both need a rule.',
    fix: 'Allow the port inward and the ephemeral ports 1024–65535 back.',
  },
  NO_ROUTE_TO_DESTINATION: {
    hop: 'network',
    means: 'A route table has no usable route towards the other side.',
    fix: 'Add a route to the other side’s CIDR; both sides need one.',
  },
  PCX_REQUIRES_ADDRESS_IN_VPC_CIDR: {
    hop: 'network',
    means:
      'A route leads into a peering whose other VPC does not hold the address; peering is not transitive.',
    fix: 'Peer with the VPC that holds the address, or use a transit gateway.',
  },
  TGW_ATTACHMENT_MISSING: {
    hop: 'network',
    means: 'A route leads to a transit gateway that the VPC, or the zone of the subnet, is not attached to.',
    fix: 'Attach the VPC with a subnet in that zone.',
  },
  TGW_NO_ROUTE: {
    hop: 'network',
    means: 'The transit gateway’s route table has no route to the VPC that holds the address.',
    fix: 'Add or propagate a route to that VPC’s attachment.',
  },
  NETWORK_PRIVATE_ADDRESS: {
    hop: 'network',
    means: 'The address is private: the internet does not route it.',
    fix: 'Call from the data centre or from a connected VPC.',
  },
  NETWORK_NO_INTERNET_ACCESS: {
    hop: 'network',
    means: 'The subnet has no route to an internet or NAT gateway, and the address is on the internet.',
    fix: 'Resolve the name to a private address, or give the subnet a NAT gateway.',
  },
  NETWORK_NOBODY_AT_ADDRESS: {
    hop: 'network',
    means: 'The address is in a known network and no interface of the templates has it.',
    fix: 'Point the record or the target at an address that exists.',
  },
  NETWORK_INTERFACE_SILENT: {
    hop: 'network',
    means: 'The interface, or the zone it stands in, is out of service.',
    fix: 'Bring the zone or the target back, or use the address of another zone.',
  },
  NETWORK_NOT_KNOWN: {
    hop: 'network',
    means: 'A route, rule or address that decides could not be resolved from the templates.',
    fix: 'Give the value as a literal, or read the template that defines it too.',
  },
} as const satisfies Record<string, Reason>;
