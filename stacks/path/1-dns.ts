import { CfnHostedZone, CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import { CfnResolverEndpoint } from 'aws-cdk-lib/aws-route53resolver';
import { Aws, CfnOutput, Fn } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { addressIn } from '../../tools/ipv4';
import type { HybridConfig } from '../config-schema';
import { ClosedGroup, type Network } from './2-network';

/** What a name is led to: an alias of AWS's, whose addresses may change. */
export interface AliasName {
  readonly dnsName: string;
  readonly hostedZoneId: string;
}

/** Where records go. */
export interface Zone {
  readonly zoneId: string;
  /** Without the last dot. */
  readonly name: string;
}

export interface HostedZoneProps {
  readonly dns: HybridConfig['dns'];
  /** VPCs that must see a private zone. A private zone that exists is associated by its owner. */
  readonly vpcIds: readonly string[];
}

/** The hosted zone of all hosts: private to the VPCs, or public; created, or the one that is there. */
export class HostedZone extends Construct implements Zone {
  readonly zoneId: string;
  readonly name: string;

  constructor(scope: Construct, id: string, { dns, vpcIds }: HostedZoneProps) {
    super(scope, id);
    this.name = dns.zone;
    if (dns.existing) {
      this.zoneId = dns.existing;
      return;
    }
    const isPrivate = dns.visibility === 'private';
    const zone = new CfnHostedZone(this, 'Resource', {
      name: dns.zone,
      ...(isPrivate && { vpcs: vpcIds.map((vpcId) => ({ vpcId, vpcRegion: Aws.REGION })) }),
    });
    this.zoneId = zone.ref;
    if (!isPrivate) {
      new CfnOutput(this, 'NameServers', {
        value: Fn.join(' ', zone.attrNameServers),
        description: 'For the NS record in the parent domain',
      });
    }
  }
}

export interface FrontNameProps {
  readonly zone: Zone;
  readonly host: string;
  readonly target: AliasName;
}

/** A custom name that leads to the load balancer or the endpoint: an alias, so that its addresses may change. */
export class FrontName extends Construct {
  constructor(scope: Construct, id: string, { zone, host, target }: FrontNameProps) {
    super(scope, id);
    new CfnRecordSet(this, 'Resource', {
      hostedZoneId: zone.zoneId,
      name: `${host}.`,
      type: 'A',
      aliasTarget: {
        dnsName: target.dnsName,
        hostedZoneId: target.hostedZoneId,
        evaluateTargetHealth: false, // there is no second record to fail over to
      },
    });
  }
}

export interface InboundEndpointProps {
  readonly network: Network;
  /** Whose forwarders ask. */
  readonly callers: readonly string[];
  /** Choose the addresses, so that forwarders are configured once; only where the kit owns the subnets. */
  readonly fixedAddresses: boolean;
  readonly name: string;
}

/** From the top of each subnet: what AWS picks by itself is rarely there, and a clash fails the deploy loudly. */
export function inboundAddresses(network: Network): string[] {
  return network.subnets.map(({ cidr }) => addressIn(cidr, -6));
}

/** Where a data centre's DNS forwarders send questions for the private zone. */
export class InboundEndpoint extends Construct {
  /** Addresses for the forwarders; empty where Route 53 chooses them. */
  readonly addresses: readonly string[];
  readonly resource: CfnResolverEndpoint;

  constructor(scope: Construct, id: string, props: InboundEndpointProps) {
    super(scope, id);
    const { network, callers } = props;
    const rules = (protocol: 'tcp' | 'udp') =>
      callers.map((cidrIp) => ({
        ipProtocol: protocol,
        fromPort: 53,
        toPort: 53,
        cidrIp,
        description: `DNS over ${protocol.toUpperCase()} from the data centre`,
      }));
    const group = new ClosedGroup(this, 'Access', {
      vpcId: network.vpcId,
      name: `${props.name}-dns`,
      description: 'Resolver inbound endpoint: questions of the data centre',
      ingress: [...rules('udp'), ...rules('tcp')],
    });
    this.addresses = props.fixedAddresses ? inboundAddresses(network) : [];
    this.resource = new CfnResolverEndpoint(this, 'Resource', {
      direction: 'INBOUND',
      protocols: ['Do53'],
      resolverEndpointType: 'IPV4',
      securityGroupIds: [group.groupId],
      ipAddresses: network.subnets.map(({ subnetId }, index) => ({
        subnetId,
        ...(this.addresses[index] && { ip: this.addresses[index] }),
      })),
    });
    new CfnOutput(this, 'ForwarderTargets', {
      value: props.fixedAddresses ? this.addresses.join(' ') : this.resource.attrResolverEndpointId,
      description: props.fixedAddresses
        ? 'Addresses that data-centre forwarders send the zone to'
        : 'Its addresses: aws route53resolver list-resolver-endpoint-ip-addresses',
    });
  }
}
