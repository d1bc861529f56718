import { CfnResolverRule, CfnResolverRuleAssociation } from 'aws-cdk-lib/aws-route53resolver';
import { Construct } from 'constructs';
import type { HybridConfig } from '../config-schema';

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
