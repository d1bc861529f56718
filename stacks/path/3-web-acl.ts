import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';

export interface FirewallProps {
  readonly loadBalancerArn: string;
  /** A web ACL that is there. @default one with AWS managed rules is created */
  readonly webAclArn?: string;
  readonly name: string;
}

/** AWS managed rule groups, in the order in which they are asked. */
const managed = [
  // Bodies over 8 KB are usual for APIs: counted, not blocked.
  { name: 'AWSManagedRulesCommonRuleSet', count: ['SizeRestrictions_BODY'] },
  { name: 'AWSManagedRulesKnownBadInputsRuleSet', count: [] },
] as const;

/** A web application firewall in front of a load balancer's rules. */
export class Firewall extends Construct {
  constructor(scope: Construct, id: string, { loadBalancerArn, webAclArn, name }: FirewallProps) {
    super(scope, id);
    new CfnWebACLAssociation(this, 'Association', {
      resourceArn: loadBalancerArn,
      webAclArn: webAclArn ?? this.managedRules(name).attrArn,
    });
  }

  private managedRules(name: string): CfnWebACL {
    const seen = (metricName: string) => ({
      metricName,
      cloudWatchMetricsEnabled: true,
      sampledRequestsEnabled: true,
    });
    return new CfnWebACL(this, 'WebAcl', {
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: seen(`${name}-web-acl`),
      rules: managed.map(({ name: group, count }, priority) => ({
        name: group,
        priority,
        overrideAction: { none: {} },
        statement: {
          managedRuleGroupStatement: {
            vendorName: 'AWS',
            name: group,
            ...(count.length > 0 && {
              ruleActionOverrides: count.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
            }),
          },
        },
        visibilityConfig: seen(`${name}-${group}`),
      })),
    });
  }
}
