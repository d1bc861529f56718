import type { Fault } from '../fault';

const example = 'existing-network';
const call = { url: 'https://orders.api.corp.example/' };

/** What others own: the endpoint, its group and policy, the Transit Gateway's table, shared Resolver rules. */
export const existingNetworkFaults: readonly Fault[] = [
  {
    name: 'a shared Resolver rule covers the zone of the VPC',
    example,
    call,
    hop: 'dns',
    code: 'DNS_FORWARD_LOOP',
    outcome: 'stop',
    seen: 'servfail',
    says: 'DNS_RESOLVER_UNREACHABLE',
    change: (templates) => {
      templates.stated().existing.resolverRules[0].domain = 'api.corp.example';
    },
  },
  {
    name: 'the table of the VPC’s Transit Gateway attachment does not lead to the data centre',
    example,
    call,
    hop: 'network',
    code: 'TGW_NO_ROUTE',
    outcome: 'stop',
    seen: 'servfail',
    says: 'DNS_RESOLVER_UNREACHABLE',
    change: (templates) => {
      templates.stated().existing.transitGateways[0].routes = ['10.77.0.0/16'];
    },
  },
  {
    name: 'the Transit Gateway attachment has no subnet in the zones of the load balancer',
    example,
    call,
    hop: 'network',
    code: 'TGW_ATTACHMENT_MISSING',
    outcome: 'stop',
    seen: 'servfail',
    says: 'DNS_RESOLVER_UNREACHABLE',
    change: (templates) => {
      templates.stated().existing.transitGateways[0].attachment.zones = ['eu-west-1c'];
    },
  },
  {
    name: 'the network ACL of the existing subnets drops the answers',
    example,
    call,
    hop: 'network',
    code: 'SUBNET_ACL_RESTRICTION',
    outcome: 'stop',
    seen: 'servfail',
    says: 'DNS_RESOLVER_UNREACHABLE',
    change: (templates) => {
      const [existing] = templates.stated().existing.vpcs;
      const entries = existing.networkAcls['acl-0a00000000000000a'];
      existing.networkAcls['acl-0a00000000000000a'] = entries.filter(
        ({ direction }: { direction: string }) => direction === 'in',
      );
    },
  },
  {
    name: 'the existing endpoint’s security group does not admit the load balancer',
    example,
    call,
    hop: 'network',
    code: 'ENI_SG_RULES_MISMATCH',
    outcome: 'stop',
    seen: 'reset',
    says: 'RESET_AFTER_TLS',
    change: (templates) => {
      const [existing] = templates.stated().existing.vpcs;
      existing.securityGroups['sg-0a00000000000000e'].ingress[0].peer = '10.77.0.0/16';
    },
  },
  {
    name: 'the existing endpoint’s policy does not allow this API',
    example,
    call,
    hop: 'policy',
    code: 'ENDPOINT_POLICY_DOES_NOT_ALLOW',
    outcome: 'stop',
    seen: 403,
    says: 'POLICY_DOES_NOT_ALLOW',
    change: (templates) => {
      templates.stated().existing.endpoints[0].policy = {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: '*',
            Action: 'execute-api:Invoke',
            Resource: 'arn:aws:execute-api:eu-west-1:111122223333:zzzzzzzzzz/*',
          },
        ],
      };
    },
  },
];
