import {
  CfnResolverEndpoint,
  CfnResolverRule,
  CfnResolverRuleAssociation,
} from 'aws-cdk-lib/aws-route53resolver';
import { Construct } from 'constructs';
import type { HybridConfig } from '../config-schema';
import { ClosedGroup, type Network } from './2-network';

export interface ResolverRulesProps {
  readonly rules: HybridConfig['dns']['resolverRules'];
  readonly vpcId: string;
  readonly name: string;
}

/**
 * Names that the application VPC asks the data centre for. A forward rule beats a private zone of the same
 * domain (aws-facts §6, doc): config-rules refuse one that covers a host.
 */
export class ResolverRules extends Construct {
  constructor(scope: Construct, id: string, { rules, vpcId, name }: ResolverRulesProps) {
    super(scope, id);
    for (const rule of rules) {
      if (rule.associated) continue;
      const label = rule.domain.replaceAll('.', '-');
      const resolverRuleId = rule.existing ?? this.create(`Rule-${label}`, rule, `${name}-${label}`);
      new CfnResolverRuleAssociation(this, `Of-${label}`, { resolverRuleId, vpcId });
    }
  }

  private create(id: string, rule: ResolverRulesProps['rules'][number], name: string): string {
    const forwards = rule.type === 'forward';
    return new CfnResolverRule(this, id, {
      name: name.slice(0, 64),
      domainName: rule.domain,
      ruleType: forwards ? 'FORWARD' : 'SYSTEM',
      ...(forwards && {
        resolverEndpointId: rule.outboundEndpoint,
        targetIps: rule.to.map((ip) => ({ ip, port: '53' })),
      }),
    }).attrResolverRuleId;
  }
}

export interface ForwarderProps {
  /** The network that forwards. */
  readonly network: Network;
  readonly domain: string;
  /** Addresses of an inbound endpoint. */
  readonly to: readonly string[];
  readonly name: string;
}

/** What a data centre's DNS servers do, made of Resolver parts: questions for one domain go to an inbound endpoint. */
export class Forwarder extends Construct {
  constructor(scope: Construct, id: string, { network, domain, to, name }: ForwarderProps) {
    super(scope, id);
    const group = new ClosedGroup(this, 'Access', {
      vpcId: network.vpcId,
      name: `${name}-forwarder`,
      description: 'DNS forwarder of the data centre: questions to the inbound endpoint only',
      egress: (['udp', 'tcp'] as const).flatMap((ipProtocol) =>
        to.map((address) => ({
          ipProtocol,
          fromPort: 53,
          toPort: 53,
          cidrIp: `${address}/32`,
          description: 'DNS to the inbound endpoint',
        })),
      ),
    });
    const endpoint = new CfnResolverEndpoint(this, 'Endpoint', {
      direction: 'OUTBOUND',
      protocols: ['Do53'],
      resolverEndpointType: 'IPV4',
      securityGroupIds: [group.groupId],
      ipAddresses: network.subnets.map(({ subnetId }) => ({ subnetId })),
    });
    const rule = new CfnResolverRule(this, 'Rule', {
      name: `${name}-${domain.replaceAll('.', '-')}`.slice(0, 64),
      domainName: domain,
      ruleType: 'FORWARD',
      resolverEndpointId: endpoint.attrResolverEndpointId,
      targetIps: to.map((ip) => ({ ip, port: '53' })),
    });
    new CfnResolverRuleAssociation(this, 'Association', {
      resolverRuleId: rule.attrResolverRuleId,
      vpcId: network.vpcId,
    });
  }
}
