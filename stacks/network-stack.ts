import { CfnOutput } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { HybridConfig } from './config-schema';
import { transitGatewayOf } from './config-schema/network';
import { kitMetadata } from './kit-metadata';
import { KitStack } from './kit-stack';
import { ResolverRules } from './path/1-resolver-rules';
import { GatewayLink, TransitLink } from './path/2-connection';
import {
  applicationAcl,
  ClosedGroup,
  ephemeralPorts,
  existingNetwork,
  https,
  type Network,
  PrivateNetwork,
  tcpRules,
} from './path/2-network';
import { samplePort } from './path/8-sample-backend';

/** The application's network: created, or what is there; and the security group of the functions in it. */
export class NetworkStack extends KitStack {
  readonly network: Network;
  /** Security group of every function that runs in the VPC. One for all: interfaces are per group and subnet. */
  readonly functionGroupId: string;

  constructor(scope: Construct, config: HybridConfig) {
    super(scope, 'network', { config, description: 'Application VPC of the private APIs' });
    this.templateOptions.metadata = { HybridApi: kitMetadata(config) };
    this.network =
      'existing' in config.network
        ? existingNetwork(config.network.existing)
        : this.createNetwork(config, config.network.cidr);
    this.connect(config);
    new ResolverRules(this, 'ResolverRules', {
      rules: config.dns.resolverRules,
      vpcId: this.network.vpcId,
      name: config.name,
    });
    this.functionGroupId = new ClosedGroup(this, 'Functions', {
      vpcId: this.network.vpcId,
      name: `${config.name}-functions`,
      description: 'Functions in the VPC: called by the service, so no ingress; HTTPS inside the VPC only',
      egress: tcpRules(this.network.cidrs, 443, 'HTTPS inside the application VPC'),
    }).groupId;
    new CfnOutput(this, 'VpcId', { value: this.network.vpcId });
  }

  private createNetwork(config: HybridConfig, cidr: string): Network {
    return new PrivateNetwork(this, 'Application', {
      cidr,
      zones: config.zones,
      name: `${config.name}-app`,
      vantage: 'app',
      acl: applicationAcl(
        [cidr],
        config.onPremises.cidrs,
        config.dns.inboundEndpoint === true,
        backendPorts(config),
      ),
    });
  }

  /** The way to a real data centre; the simulated one brings its own. An existing VPC may have one already. */
  private connect(config: HybridConfig): void {
    const { simulate, connect, cidrs: towards, vpnGateway } = config.onPremises;
    const { network } = this;
    if (simulate) return;
    const transit = transitGatewayOf(config.onPremises);
    if (connect === 'transit-gateway' && transit && !transit.attachment) {
      new TransitLink(this, 'TransitLink', { network, transitGatewayId: transit.id, towards });
    } else if (connect === 'connected' && 'cidr' in config.network) {
      new GatewayLink(this, 'GatewayLink', { network, towards, existing: vpnGateway?.id });
    }
  }
}

/** Ports of backends that no other rule of the subnets' borders covers. */
function backendPorts({ backends }: HybridConfig): number[] {
  const ports = Object.values(backends).map((one) => ('sample' in one ? samplePort : one.port));
  return [...new Set(ports)].filter((port) => port !== https[0] && port < ephemeralPorts[0]);
}
