import type { Fault } from './fault';
import { mentions, refuseDataCentre, type Templates } from './templates';

const loadBalancerGroup = (templates: Templates) =>
  templates.one('AWS::EC2::SecurityGroup', (p) => mentions(p.GroupDescription, 'Load balancer'));

const routesTo = (templates: Templates, cidr: string) =>
  templates.all('AWS::EC2::Route', (p) => p.DestinationCidrBlock === cidr);

export const networkFaults: readonly Fault[] = [
  {
    name: 'the load balancer’s security group does not admit the data centre',
    hop: 'network',
    code: 'ENI_SG_RULES_MISMATCH',
    outcome: 'stop',
    seen: 'timeout',
    says: 'CONNECT_TIMED_OUT',
    change: (templates) => {
      refuseDataCentre(loadBalancerGroup(templates));
    },
  },
  {
    name: 'the load balancer’s security group has no ingress rule at all',
    hop: 'network',
    code: 'SG_HAS_NO_RULES',
    outcome: 'stop',
    seen: 'timeout',
    says: 'CONNECT_TIMED_OUT',
    change: (templates) => {
      loadBalancerGroup(templates).properties.SecurityGroupIngress = [];
    },
  },
  {
    name: 'the security group of the data-centre hosts lets nothing out',
    hop: 'network',
    code: 'ENI_SG_RULES_MISMATCH',
    outcome: 'stop',
    seen: 'timeout',
    says: 'CONNECT_TIMED_OUT',
    change: (templates) => {
      templates.one('AWS::EC2::SecurityGroup', (p) =>
        mentions(p.GroupDescription, 'data centre'),
      ).properties.SecurityGroupEgress = [{ CidrIp: '127.0.0.1/32', IpProtocol: '-1' }];
    },
  },
  {
    name: 'the data centre has no route to the application',
    hop: 'network',
    code: 'NO_ROUTE_TO_DESTINATION',
    outcome: 'stop',
    seen: 'timeout',
    says: 'CONNECT_TIMED_OUT',
    change: (templates) => {
      for (const route of routesTo(templates, '10.20.0.0/16')) templates.remove(route);
    },
  },
  {
    name: 'the application has no route back to the data centre',
    hop: 'network',
    code: 'NO_ROUTE_TO_DESTINATION',
    outcome: 'stop',
    seen: 'timeout',
    says: 'CONNECT_TIMED_OUT',
    change: (templates) => {
      for (const route of routesTo(templates, '10.10.0.0/16')) templates.remove(route);
    },
  },
  {
    name: 'the route back covers another network',
    hop: 'network',
    code: 'NO_ROUTE_TO_DESTINATION',
    outcome: 'stop',
    seen: 'timeout',
    says: 'CONNECT_TIMED_OUT',
    change: (templates) => {
      for (const route of routesTo(templates, '10.10.0.0/16'))
        route.properties.DestinationCidrBlock = '10.11.0.0/16';
    },
  },
  {
    name: 'one zone of the application has no route back',
    hop: 'network',
    code: 'NO_ROUTE_TO_DESTINATION',
    outcome: 'stop',
    seen: 'timeout',
    says: 'NETWORK_INTERFACE_SILENT',
    change: (templates) => {
      templates.remove(
        templates.one(
          'AWS::EC2::Route',
          (p) => p.DestinationCidrBlock === '10.10.0.0/16' && mentions(p.RouteTableId, 'ZoneB'),
        ),
      );
    },
  },
  {
    name: 'the data centre’s network ACL lets no HTTPS out',
    hop: 'network',
    code: 'SUBNET_ACL_RESTRICTION',
    outcome: 'stop',
    seen: 'timeout',
    says: 'CONNECT_TIMED_OUT',
    change: (templates) => {
      templates.one(
        'AWS::EC2::NetworkAclEntry',
        (p) => p.Egress === true && mentions(p.NetworkAclId, 'DataCentre'),
      ).properties.PortRange = {
        From: 8443,
        To: 8443,
      };
    },
  },
  {
    name: 'the data centre’s network ACL blocks the replies',
    hop: 'network',
    code: 'SUBNET_ACL_RESTRICTION',
    outcome: 'stop',
    seen: 'timeout',
    says: 'CONNECT_TIMED_OUT',
    change: (templates) => {
      templates.remove(
        templates.one(
          'AWS::EC2::NetworkAclEntry',
          (p) => p.Egress === false && mentions(p.NetworkAclId, 'DataCentre'),
        ),
      );
    },
  },
  {
    name: 'the application’s network ACL blocks the replies to the data centre',
    hop: 'network',
    code: 'SUBNET_ACL_RESTRICTION',
    outcome: 'stop',
    seen: 'timeout',
    says: 'CONNECT_TIMED_OUT',
    change: (templates) => {
      templates.remove(
        templates.one(
          'AWS::EC2::NetworkAclEntry',
          (p) => p.Egress === true && p.CidrBlock === '10.10.0.0/16',
        ),
      );
    },
  },
  {
    name: 'a network ACL denies the data centre before it allows it',
    hop: 'network',
    code: 'SUBNET_ACL_RESTRICTION',
    outcome: 'stop',
    seen: 'timeout',
    says: 'CONNECT_TIMED_OUT',
    change: (templates) => {
      const entry = templates.one(
        'AWS::EC2::NetworkAclEntry',
        (p) => p.Egress === false && p.CidrBlock === '10.10.0.0/16',
      );
      templates.add(entry.stack, 'DenyFirst', 'AWS::EC2::NetworkAclEntry', {
        ...entry.properties,
        RuleNumber: 1,
        RuleAction: 'deny',
      });
    },
  },
  {
    name: 'the peering connection leads to another VPC',
    hop: 'network',
    code: 'PCX_REQUIRES_ADDRESS_IN_VPC_CIDR',
    outcome: 'stop',
    seen: 'timeout',
    says: 'CONNECT_TIMED_OUT',
    change: (templates) => {
      const peering = templates.one('AWS::EC2::VPCPeeringConnection');
      templates.add(peering.stack, 'AnotherVpc', 'AWS::EC2::VPC', { CidrBlock: '10.30.0.0/16' });
      peering.properties.PeerVpcId = { Ref: 'AnotherVpc' };
    },
  },
];
