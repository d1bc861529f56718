import {
  CfnFlowLog,
  CfnNetworkAcl,
  CfnNetworkAclEntry,
  CfnRouteTable,
  CfnSecurityGroup,
  CfnSubnet,
  CfnSubnetNetworkAclAssociation,
  CfnSubnetRouteTableAssociation,
  CfnVPC,
} from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { RemovalPolicy, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { splitCidr } from '../../tools/ipv4';
import type { HybridConfig } from '../config-schema';

/** A VPC and its private subnets, created or existing. */
export interface Network {
  readonly vpcId: string;
  readonly cidrs: readonly string[];
  /** One per zone. */
  readonly subnets: readonly NetworkSubnet[];
}

export interface NetworkSubnet {
  readonly zone: string;
  readonly subnetId: string;
  readonly cidr: string;
  /** @default not known: whoever owns the subnet routes back to the data centre */
  readonly routeTableId?: string;
}

/** Traffic that a network ACL lets through. ACLs keep no state: the answers need a rule of their own. */
export interface AclRule {
  readonly direction: 'in' | 'out';
  readonly protocol: 'tcp' | 'udp';
  readonly cidr: string;
  readonly ports: readonly [from: number, to: number];
}

/** Source ports of clients, whatever their system: aws-facts §4 and the VPC guide's advice. */
export const ephemeralPorts = [1024, 65535] as const;
export const https = [443, 443] as const;
export const domain = [53, 53] as const;

const protocolNumbers = { tcp: 6, udp: 17 } as const;

export interface PrivateNetworkProps {
  readonly cidr: string;
  readonly zones: readonly string[];
  /** Value of the Name tags. */
  readonly name: string;
  /** Who calls from here: the name that expectations use. */
  readonly vantage: 'app' | 'on-prem';
  /** Everything that may cross a subnet's border. */
  readonly acl: readonly AclRule[];
}

/** Eight blocks whatever the number of zones (six at most), so that a zone can be added and none renumbered. */
function subnetBlocks(cidr: string): string[] {
  return splitCidr(cidr, 3);
}

/** Blocks of the application's subnets and their zones, as hybrid.yaml has them; the network need not be there. */
export function zoneBlocks({
  network,
  zones,
}: Pick<HybridConfig, 'network' | 'zones'>): { readonly zone: string; readonly cidr: string }[] {
  if ('existing' in network)
    return existingNetwork(network.existing).subnets.map(({ zone, cidr }) => ({ zone, cidr }));
  const blocks = subnetBlocks(network.cidr);
  return zones.map((zone, index) => ({ zone, cidr: blocks[index]! }));
}

/** A VPC without any way to the internet: one private subnet, with a route table of its own, per zone. */
export class PrivateNetwork extends Construct implements Network {
  readonly vpcId: string;
  readonly cidrs: readonly string[];
  readonly subnets: readonly (NetworkSubnet & { readonly routeTableId: string })[];

  constructor(scope: Construct, id: string, props: PrivateNetworkProps) {
    super(scope, id);
    const named = (suffix = '') => [{ key: 'Name', value: `${props.name}${suffix}` }];
    const vpc = new CfnVPC(this, 'Vpc', {
      cidrBlock: props.cidr,
      // Private zones and endpoint private DNS need both: aws-facts §5, §6 (doc).
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: [...named(), { key: 'hybrid-api:vantage', value: props.vantage }],
    });
    const acl = new CfnNetworkAcl(this, 'Acl', { vpcId: vpc.ref, tags: named() });
    addEntries(acl, props.acl);

    const blocks = subnetBlocks(props.cidr);
    this.subnets = props.zones.map((zone, index) => {
      const letter = zone.slice(-1);
      const suffix = `Zone${letter.toUpperCase()}`;
      const cidr = blocks[index]!;
      const subnet = new CfnSubnet(this, `Subnet${suffix}`, {
        vpcId: vpc.ref,
        cidrBlock: cidr,
        availabilityZone: zone,
        mapPublicIpOnLaunch: false,
        tags: named(`-${letter}`),
      });
      const table = new CfnRouteTable(this, `Routes${suffix}`, { vpcId: vpc.ref, tags: named(`-${letter}`) });
      new CfnSubnetRouteTableAssociation(this, `RoutesOf${suffix}`, {
        subnetId: subnet.ref,
        routeTableId: table.ref,
      });
      new CfnSubnetNetworkAclAssociation(this, `AclOf${suffix}`, {
        subnetId: subnet.ref,
        networkAclId: acl.ref,
      });
      return { zone, subnetId: subnet.ref, cidr, routeTableId: table.ref };
    });
    this.vpcId = vpc.ref;
    this.cidrs = [props.cidr];
    this.logFlows(vpc);
    Validations.of(this).acknowledge(
      {
        id: 'AwsSolutions-VPC3',
        reason: 'Bank networks filter at the subnet border too; the rules stand in one place and are traced.',
      },
      {
        id: 'CloudFormation-Validate::W3010',
        reason: 'Zones are named in hybrid.yaml: the load balancer and the endpoint must have the same ones.',
      },
    );
  }

  private logFlows(vpc: CfnVPC): void {
    const logGroup = new LogGroup(this, 'FlowLogs', {
      retention: RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.RETAIN, // audit evidence outlives the network
    });
    const role = new Role(this, 'FlowLogsRole', {
      assumedBy: new ServicePrincipal('vpc-flow-logs.amazonaws.com'),
    });
    const write = new PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams'],
      resources: [logGroup.logGroupArn],
    });
    role.addToPolicy(write);
    new CfnFlowLog(this, 'FlowLog', {
      resourceId: vpc.ref,
      resourceType: 'VPC',
      trafficType: 'ALL',
      logDestinationType: 'cloud-watch-logs',
      logGroupName: logGroup.logGroupName,
      deliverLogsPermissionArn: role.roleArn,
    });
  }
}

function addEntries(acl: CfnNetworkAcl, rules: readonly AclRule[]): void {
  for (const direction of ['in', 'out'] as const) {
    const ofDirection = rules.filter((rule) => rule.direction === direction);
    for (const [index, rule] of ofDirection.entries()) {
      const number = 100 + 10 * index;
      new CfnNetworkAclEntry(acl, `${direction === 'in' ? 'In' : 'Out'}${number}`, {
        networkAclId: acl.ref,
        egress: direction === 'out',
        ruleNumber: number,
        ruleAction: 'allow',
        protocol: protocolNumbers[rule.protocol],
        cidrBlock: rule.cidr,
        portRange: { from: rule.ports[0], to: rule.ports[1] },
      });
    }
  }
}

/** The VPC and subnets that hybrid.yaml names as already there. */
export function existingNetwork(existing: ExistingNetwork): Network {
  return {
    vpcId: existing.vpc,
    cidrs: existing.cidrs,
    subnets: existing.subnets.map(({ id, zone, cidr, routeTable }) => ({
      subnetId: id,
      zone,
      cidr,
      routeTableId: routeTable,
    })),
  };
}

export type ExistingNetwork = Extract<HybridConfig['network'], { existing: unknown }>['existing'];

/**
 * What crosses the borders of the application's subnets: HTTPS in from the callers, and between its own subnets.
 * @param inside further ports between its own subnets
 */
export function applicationAcl(
  own: readonly string[],
  callers: readonly string[],
  resolver: boolean,
  inside: readonly number[] = [],
): AclRule[] {
  const both = [...own, ...callers];
  return [
    ...both.map((cidr) => ({ direction: 'in', protocol: 'tcp', cidr, ports: https }) as const),
    ...own.map((cidr) => ({ direction: 'in', protocol: 'tcp', cidr, ports: ephemeralPorts }) as const),
    ...own.map((cidr) => ({ direction: 'out', protocol: 'tcp', cidr, ports: https }) as const),
    ...both.map((cidr) => ({ direction: 'out', protocol: 'tcp', cidr, ports: ephemeralPorts }) as const),
    ...(resolver ? callers.flatMap((cidr) => questions(cidr, 'in')) : []),
    ...inside.flatMap((port) =>
      own.flatMap((cidr) =>
        (['in', 'out'] as const).map(
          (direction) => ({ direction, protocol: 'tcp', cidr, ports: [port, port] }) as const,
        ),
      ),
    ),
  ];
}

/**
 * As a data centre's edge has it: HTTPS (and DNS, where it forwards) out to the application, answers back.
 * @param own its own CIDRs, where its subnets have HTTPS among them: the address of an endpoint may be in any zone
 */
export function dataCentreAcl(
  application: readonly string[],
  resolver: boolean,
  own: readonly string[] = [],
): AclRule[] {
  return [
    ...application.map((cidr) => ({ direction: 'out', protocol: 'tcp', cidr, ports: https }) as const),
    ...application.map(
      (cidr) => ({ direction: 'in', protocol: 'tcp', cidr, ports: ephemeralPorts }) as const,
    ),
    ...(resolver ? application.flatMap((cidr) => questions(cidr, 'out')) : []),
    ...own.flatMap((cidr) =>
      [https, ephemeralPorts].flatMap((ports) =>
        (['in', 'out'] as const).map((direction) => ({ direction, protocol: 'tcp', cidr, ports }) as const),
      ),
    ),
  ];
}

/** DNS over UDP and TCP in one direction, and the UDP answers; those over TCP have their rule already. */
function questions(cidr: string, direction: 'in' | 'out'): AclRule[] {
  const back = direction === 'in' ? 'out' : 'in';
  return [
    { direction, protocol: 'tcp', cidr, ports: domain },
    { direction, protocol: 'udp', cidr, ports: domain },
    { direction: back, protocol: 'udp', cidr, ports: ephemeralPorts },
  ];
}

export interface GroupProps {
  readonly vpcId: string;
  readonly description: string;
  readonly name: string;
  readonly ingress?: readonly CfnSecurityGroup.IngressProperty[];
  readonly egress?: readonly CfnSecurityGroup.EgressProperty[];
}

/**
 * A security group that lets through what is listed and nothing else.
 * An empty egress list would mean "everything" to EC2, hence the rule that leads nowhere.
 */
export class ClosedGroup extends Construct {
  readonly groupId: string;

  constructor(scope: Construct, id: string, props: GroupProps) {
    super(scope, id);
    const nowhere: CfnSecurityGroup.EgressProperty = {
      ipProtocol: '-1',
      cidrIp: '127.0.0.1/32',
      description: 'Nothing leaves',
    };
    const group = new CfnSecurityGroup(this, 'Resource', {
      vpcId: props.vpcId,
      groupDescription: props.description,
      securityGroupIngress: props.ingress?.length ? [...props.ingress] : undefined,
      securityGroupEgress: props.egress?.length ? [...props.egress] : [nowhere],
      tags: [{ key: 'Name', value: props.name }],
    });
    this.groupId = group.attrGroupId;
  }
}

/** Security group rules for one TCP port and each of the CIDRs. */
export function tcpRules(cidrs: readonly string[], port: number, description: string) {
  return cidrs.map((cidrIp) => ({ ipProtocol: 'tcp', fromPort: port, toPort: port, cidrIp, description }));
}
