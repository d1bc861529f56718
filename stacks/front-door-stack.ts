import { CfnCertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { CfnOutput } from 'aws-cdk-lib/core';
import type { Construct, IConstruct } from 'constructs';
import type { HybridConfig } from './config-schema';
import { KitStack } from './kit-stack';
import { HostedZone, InboundEndpoint, type Zone } from './path/1-dns';
import type { Network } from './path/2-network';
import { EndpointTargets } from './path/3-endpoint-targets';
import { FrontLoadBalancer, type LoadBalancerName } from './path/3-load-balancer';
import { type ExecuteApiEndpoint, ExistingEndpoint, InterfaceEndpoint } from './path/4-endpoint';
import { GatewayLogging } from './path/5-gateway';

export interface FrontDoorStackProps {
  readonly config: HybridConfig;
  readonly network: Network;
  /** Further VPCs that must see the private zone, e.g. the simulated data centre. */
  readonly seenFrom: readonly string[];
  /** Folder with the bundled endpoint-targets function. */
  readonly endpointTargetsCode: string;
}

/** What all APIs share: zone, load balancer, certificate and endpoint. */
export class FrontDoorStack extends KitStack {
  readonly zone: Zone;
  readonly loadBalancer: LoadBalancerName & IConstruct;
  readonly endpoint: ExecuteApiEndpoint;
  readonly certificateArn: string;

  constructor(scope: Construct, props: FrontDoorStackProps) {
    const { config, network } = props;
    super(scope, 'front-door', {
      config,
      description: 'Zone, load balancer and execute-api endpoint',
    });
    this.certificateArn = this.certificate(config);
    this.endpoint = this.enter(config, network);
    const loadBalancer = new FrontLoadBalancer(this, 'LoadBalancer', {
      network,
      endpoint: this.endpoint,
      callers: [...config.onPremises.cidrs, ...network.cidrs],
      certificateArn: this.certificateArn,
      settings: config.loadBalancer,
      name: config.name,
    });
    new EndpointTargets(this, 'EndpointTargets', {
      targetGroupArn: loadBalancer.targetGroupArn,
      endpointId: this.endpoint.endpointId,
      subnetIds: network.subnets.map(({ subnetId }) => subnetId),
      reconcileMinutes: config.loadBalancer.reconcileMinutes,
      code: props.endpointTargetsCode,
    });
    this.loadBalancer = loadBalancer;
    this.zone = new HostedZone(this, 'Zone', {
      dns: config.dns,
      vpcIds: [network.vpcId, ...props.seenFrom, ...config.dns.associate],
    });
    if (config.dns.inboundEndpoint) this.listenForQuestions(config, network);
    new GatewayLogging(this, 'GatewayLogging');
    new CfnOutput(this, 'ZoneId', { value: this.zone.zoneId });
    new CfnOutput(this, 'LoadBalancerName', { value: loadBalancer.loadBalancerName });
    new CfnOutput(this, 'LoadBalancerDnsName', { value: loadBalancer.dnsName });
    new CfnOutput(this, 'EndpointId', { value: this.endpoint.endpointId });
  }

  private certificate({ certificate }: HybridConfig): string {
    if ('arn' in certificate) return certificate.arn;
    const { names, zone } = certificate.validate;
    return new CfnCertificate(this, 'Certificate', {
      domainName: names[0]!,
      subjectAlternativeNames: names.slice(1),
      validationMethod: 'DNS',
      ...(zone && {
        domainValidationOptions: names.map((domainName) => ({ domainName, hostedZoneId: zone })),
      }),
    }).ref;
  }

  private enter(config: HybridConfig, network: Network): ExecuteApiEndpoint {
    const existing = 'existing' in config.network ? config.network.existing.endpoint : undefined;
    if (existing) return new ExistingEndpoint(this, 'Endpoint', existing);
    return new InterfaceEndpoint(this, 'Endpoint', {
      network,
      region: config.region,
      privateDns: config.endpoint.privateDns,
      name: config.name,
    });
  }

  private listenForQuestions(config: HybridConfig, network: Network): void {
    const inbound = new InboundEndpoint(this, 'InboundEndpoint', {
      network,
      callers: config.onPremises.cidrs,
      fixedAddresses: 'cidr' in config.network,
      name: config.name,
    });
    // It takes the addresses it asks for before others are given any.
    this.loadBalancer.node.addDependency(inbound.resource);
    this.endpoint.node.addDependency(inbound.resource);
  }
}
