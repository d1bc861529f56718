import type { Fault } from '../fault';
import { mentions } from '../templates';

const example = 'forwarded-dns';
const call = { url: 'https://orders.corp.example/' };

/** A data centre that forwards the zone to an inbound endpoint. */
export const forwardedDnsFaults: readonly Fault[] = [
  {
    name: 'the forward rule is not the data centre’s',
    example,
    call,
    hop: 'dns',
    code: 'DNS_ZONE_NOT_ASSOCIATED',
    outcome: 'stop',
    seen: 'nxdomain',
    says: 'DNS_RECORD_NOT_FOUND',
    change: (templates) => templates.remove(templates.one('AWS::Route53Resolver::ResolverRuleAssociation')),
  },
  {
    name: 'the forwarder sends to addresses that nobody has',
    example,
    call,
    hop: 'dns',
    code: 'DNS_FORWARD_TARGET_UNREACHABLE',
    outcome: 'stop',
    seen: 'servfail',
    says: 'DNS_RESOLVER_UNREACHABLE',
    change: (templates) => {
      templates.one('AWS::Route53Resolver::ResolverRule').properties.TargetIps = [
        { Ip: '10.20.200.53', Port: '53' },
      ];
    },
  },
  {
    name: 'the inbound endpoint does not admit the forwarder',
    example,
    call,
    hop: 'dns',
    code: 'DNS_FORWARD_TARGET_UNREACHABLE',
    outcome: 'stop',
    seen: 'servfail',
    says: 'DNS_RESOLVER_UNREACHABLE',
    change: (templates) => {
      const group = templates.one('AWS::EC2::SecurityGroup', (_, id) =>
        id.startsWith('InboundEndpointAccess'),
      );
      for (const rule of group.properties.SecurityGroupIngress) rule.CidrIp = '10.77.0.0/16';
    },
  },
  {
    name: 'a rule of the application VPC takes the zone back to the data centre',
    example,
    call,
    hop: 'dns',
    code: 'DNS_ZONE_SHADOWED',
    outcome: 'unknown',
    seen: 'servfail',
    says: 'DNS_RESOLVER_UNREACHABLE',
    change: (templates) => {
      const { stack, properties } = templates.one('AWS::EC2::VPC', (p) => mentions(p, 'app'));
      templates.add(stack, 'Back', 'AWS::Route53Resolver::ResolverRule', {
        DomainName: 'corp.example',
        RuleType: 'FORWARD',
        ResolverEndpointId: 'rslvr-out-0a',
        TargetIps: [{ Ip: '192.0.2.53', Port: '53' }],
      });
      const [vpc] = templates.all('AWS::EC2::VPC', (p) => p === properties);
      templates.add(stack, 'BackOf', 'AWS::Route53Resolver::ResolverRuleAssociation', {
        ResolverRuleId: { 'Fn::GetAtt': ['Back', 'ResolverRuleId'] },
        VPCId: { Ref: vpc?.logicalId },
      });
    },
  },
];
