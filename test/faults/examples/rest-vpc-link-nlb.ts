import type { Fault } from '../fault';
import type { Templates } from '../templates';

const example = 'rest-vpc-link-nlb';
const call = { url: 'https://orders.corp.example/items' };
const elb = 'AWS::ElasticLoadBalancingV2';

/** The one in front of the backend: that of the front door does not hold back PrivateLink. */
const isBehind = (templates: Templates) =>
  templates.one(
    `${elb}::LoadBalancer`,
    (p) => p.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic !== undefined,
  ).properties;

export const restVpcLinkNlbFaults: readonly Fault[] = [
  {
    name: 'the Network Load Balancer holds PrivateLink to its inbound rules',
    hop: 'integration',
    code: 'LINK_NLB_ENFORCES_RULES',
    outcome: 'stop',
    seen: 500,
    says: 'FUNCTION_PERMISSION_MISSING',
    example,
    call,
    change: (templates) => {
      isBehind(templates).EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic = 'on';
    },
  },
  {
    name: 'the Network Load Balancer may not reach the backend',
    hop: 'integration',
    code: 'BACKEND_UNREACHABLE',
    outcome: 'stop',
    seen: 500,
    says: 'FUNCTION_PERMISSION_MISSING',
    example,
    call,
    change: (templates) =>
      templates.remove(
        templates.one(
          'AWS::EC2::SecurityGroupIngress',
          (p) => p.Description === 'From the Network Load Balancer',
        ),
      ),
  },
];
