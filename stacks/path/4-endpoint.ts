import { CfnSecurityGroupIngress, CfnVPCEndpoint } from 'aws-cdk-lib/aws-ec2';
import { Fn } from 'aws-cdk-lib/core';
import { Construct, type IConstruct } from 'constructs';
import type { AliasName } from './1-dns';
import { ClosedGroup, type ExistingNetwork, type Network, tcpRules } from './2-network';
import { endpointPolicy } from './6-policy';

/** An execute-api interface endpoint: where private APIs are entered. */
export interface ExecuteApiEndpoint extends IConstruct {
  readonly endpointId: string;
  readonly securityGroupId: string;
  /** Lets a security group in on 443. */
  admit(id: string, securityGroupId: string): void;
}

export interface InterfaceEndpointProps {
  readonly network: Network;
  readonly region: string;
  /** The endpoint answers for `*.execute-api` inside its VPC, public APIs included: aws-facts §5 (doc). */
  readonly privateDns: boolean;
  readonly name: string;
  /** By which custom domains it finds APIs; one endpoint never serves both kinds. @default public */
  readonly domains?: 'public' | 'private';
  /** Further accounts whose APIs it lets through. @default none */
  readonly accounts?: readonly string[];
  /** The id that AWS has allotted, for templates of other accounts that name it. @default not known */
  readonly statedId?: string;
  /** CIDRs that meet the endpoint itself. @default nobody but the groups that are admitted */
  readonly callers?: readonly string[];
}

/** The endpoint, one interface per zone, closed to everybody who is not admitted by group. */
export class InterfaceEndpoint extends Construct implements ExecuteApiEndpoint, AliasName {
  readonly endpointId: string;
  readonly securityGroupId: string;
  readonly dnsName: string;
  readonly hostedZoneId: string;
  /** `zone:name`, the regional public name first: aws-facts §5 (model). */
  readonly dnsEntries: readonly string[];

  constructor(scope: Construct, id: string, props: InterfaceEndpointProps) {
    super(scope, id);
    const { network, callers, domains = 'public' } = props;
    const suffix = domains === 'public' ? '' : '-private';
    this.securityGroupId = new ClosedGroup(this, 'Access', {
      vpcId: network.vpcId,
      name: `${props.name}-endpoint${suffix}`,
      description:
        domains === 'public'
          ? 'execute-api endpoint: entered by the load balancer only'
          : 'execute-api endpoint of private custom domains',
      ingress: callers && tcpRules(callers, 443, 'HTTPS from callers'),
    }).groupId;
    const resource = new CfnVPCEndpoint(this, 'Resource', {
      vpcId: network.vpcId,
      vpcEndpointType: 'Interface',
      serviceName: `com.amazonaws.${props.region}.execute-api`,
      subnetIds: network.subnets.map(({ subnetId }) => subnetId),
      securityGroupIds: [this.securityGroupId],
      privateDnsEnabled: props.privateDns,
      policyDocument: endpointPolicy(props.accounts),
      tags: [{ key: 'Name', value: `${props.name}-execute-api${suffix}` }],
    });
    if (props.statedId) resource.addMetadata('hybrid-api:id', props.statedId);
    this.endpointId = resource.ref;
    this.dnsEntries = resource.attrDnsEntries;
    const first = Fn.select(0, resource.attrDnsEntries);
    this.dnsName = Fn.select(1, Fn.split(':', first));
    this.hostedZoneId = Fn.select(0, Fn.split(':', first));
  }

  admit(id: string, securityGroupId: string): void {
    admitGroup(this, id, this.securityGroupId, securityGroupId);
  }
}

/** The endpoint that hybrid.yaml names as already there. Its policy stays its owner's; one rule may be added to its group. */
export class ExistingEndpoint extends Construct implements ExecuteApiEndpoint {
  readonly endpointId: string;
  readonly securityGroupId: string;
  private readonly ownerAdmits: boolean;

  constructor(scope: Construct, id: string, existing: NonNullable<ExistingNetwork['endpoint']>) {
    super(scope, id);
    this.endpointId = existing.id;
    this.securityGroupId = existing.securityGroup;
    this.ownerAdmits = !existing.admitLoadBalancer;
  }

  admit(id: string, securityGroupId: string): void {
    if (this.ownerAdmits) return;
    admitGroup(this, id, this.securityGroupId, securityGroupId);
  }
}

/** A rule of its own, because the two groups name each other. */
export function admitGroup(
  scope: Construct,
  id: string,
  groupId: string,
  sourceSecurityGroupId: string,
  description = 'HTTPS from the load balancer',
): void {
  new CfnSecurityGroupIngress(scope, id, {
    groupId,
    sourceSecurityGroupId,
    ipProtocol: 'tcp',
    fromPort: 443,
    toPort: 443,
    description,
  });
}
