import type { Fault } from '../fault';

const example = 'direct-connect';
const call = { url: 'https://pay.apis.corp.example/' };
const vpc = 'vpc-0b1b2c3d4e5f60718';

/** The data centre asks an inbound endpoint that is there, and comes over a link that is there. */
export const directConnectFaults: readonly Fault[] = [
  {
    name: 'a forward rule of the VPC shadows the zone: its questions go round in a circle',
    example,
    call,
    hop: 'dns',
    code: 'DNS_FORWARD_LOOP',
    outcome: 'stop',
    seen: 'servfail',
    says: 'DNS_RESOLVER_UNREACHABLE',
    change: (templates) => {
      const { stack } = templates.one('AWS::EC2::SecurityGroup');
      templates.add(stack, 'Shadow', 'AWS::Route53Resolver::ResolverRule', {
        DomainName: 'apis.corp.example',
        RuleType: 'FORWARD',
        ResolverEndpointId: 'rslvr-out-0a',
        TargetIps: [{ Ip: '10.10.0.53', Port: '53' }],
      });
      templates.add(stack, 'ShadowOf', 'AWS::Route53Resolver::ResolverRuleAssociation', {
        ResolverRuleId: { 'Fn::GetAtt': ['Shadow', 'ResolverRuleId'] },
        VPCId: vpc,
      });
    },
  },
  {
    name: 'the inbound endpoint’s security group does not admit the data centre',
    example,
    call,
    hop: 'dns',
    code: 'DNS_RESOLVER_UNREACHABLE',
    outcome: 'stop',
    seen: 'servfail',
    change: (templates) => {
      const [existing] = templates.stated().existing.vpcs;
      for (const rule of existing.securityGroups['sg-0b000000000000053'].ingress) rule.peer = '10.77.0.0/16';
    },
  },
  {
    name: 'the inbound endpoint stands in a VPC that the zone is not associated with',
    example,
    call,
    hop: 'dns',
    code: 'DNS_ZONE_NOT_ASSOCIATED',
    outcome: 'stop',
    seen: 'nxdomain',
    says: 'DNS_RECORD_NOT_FOUND',
    change: (templates) => {
      templates.stated().existing.inboundEndpoints[0].vpc = 'vpc-0c1b2c3d4e5f60718';
    },
  },
  {
    name: 'the gateway no longer propagates the way back to the data centre',
    example,
    call,
    hop: 'network',
    code: 'NO_ROUTE_TO_DESTINATION',
    outcome: 'stop',
    seen: 'servfail',
    says: 'DNS_RESOLVER_UNREACHABLE',
    change: (templates) => {
      const [existing] = templates.stated().existing.vpcs;
      for (const routes of Object.values<unknown[]>(existing.routeTables)) routes.shift();
    },
  },
  {
    name: 'the route table of one existing subnet lacks the way back',
    example,
    call,
    hop: 'network',
    code: 'NO_ROUTE_TO_DESTINATION',
    outcome: 'stop',
    seen: 'timeout',
    says: 'NETWORK_INTERFACE_SILENT',
    change: (templates) => {
      templates.stated().existing.vpcs[0].routeTables['rtb-0b00000000000000b'].shift();
    },
  },
];
