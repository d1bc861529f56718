import { CfnCertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { CfnOutput } from 'aws-cdk-lib/core';
import type { Construct, IConstruct } from 'constructs';
import type { HybridConfig } from './config-schema';
import { type Ingress, planIngress, type WayIn } from './ingress';
import { KitStack } from './kit-stack';
import { type AliasName, HostedZone, InboundEndpoint, type Zone } from './path/1-dns';
import type { Network } from './path/2-network';
import { EndpointTargets } from './path/3-endpoint-targets';
import { FrontLoadBalancer } from './path/3-load-balancer';
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

interface Built {
  /** What the way consists of. */
  readonly constructs: readonly IConstruct[];
}

/** What all APIs share: zone, certificate, and the way in by load balancer, endpoint, or both. */
export class FrontDoorStack extends KitStack {
  readonly zone: Zone;
  readonly certificateArn: string;
  /** The ways in that APIs answer on. */
  readonly serves: readonly WayIn[];
  /** Where the names of hosts lead. */
  readonly leadsTo: AliasName;

  constructor(scope: Construct, props: FrontDoorStackProps) {
    const { config, network } = props;
    super(scope, 'front-door', {
      config,
      description: 'Zone, load balancer and execute-api endpoint',
    });
    this.certificateArn = this.certificate(config);
    this.zone = new HostedZone(this, 'Zone', {
      dns: config.dns,
      vpcIds: [network.vpcId, ...props.seenFrom, ...config.dns.associate],
    });
    new CfnOutput(this, 'ZoneId', { value: this.zone.zoneId });
    const plan = planIngress(config);
    const built = plan.build.map((ingress) => this.build(ingress, props));
    const one = (ingress: Ingress) => built.find((way) => way.ingress === ingress) as WayIn & Built;
    this.serves = plan.serve.map(one);
    this.leadsTo = one(plan.records).leadsTo;
    if (config.dns.inboundEndpoint === true) {
      this.listenForQuestions(
        config,
        network,
        built.flatMap(({ constructs }) => constructs),
      );
    }
    new GatewayLogging(this, 'GatewayLogging');
  }

  private build(ingress: Ingress, props: FrontDoorStackProps): WayIn & Built {
    return ingress === 'private-domain' ? this.straight(props) : this.balanced(props);
  }

  /** Straight to an endpoint of its own, which presents the certificates of private custom domains. */
  private straight({ config, network }: FrontDoorStackProps): WayIn & Built {
    const endpoint = new InterfaceEndpoint(this, 'PrivateEndpoint', {
      network,
      region: config.region,
      privateDns: config.endpoint.privateDns,
      name: config.name,
      callers: [...config.onPremises.cidrs, ...network.cidrs],
      suffix: '-private',
    });
    new CfnOutput(this, 'PrivateEndpointId', { value: endpoint.endpointId });
    new CfnOutput(this, 'PrivateEndpointName', { value: endpoint.dnsName });
    return {
      ingress: 'private-domain',
      domains: 'private',
      leadsTo: endpoint,
      endpoint,
      constructs: [endpoint],
    };
  }

  /** By a load balancer that ends TLS, to an endpoint that finds APIs by public custom domains. */
  private balanced({ config, network, endpointTargetsCode }: FrontDoorStackProps): WayIn & Built {
    const endpoint = this.enter(config, network);
    const loadBalancer = new FrontLoadBalancer(this, 'LoadBalancer', {
      network,
      endpoint,
      callers: [...config.onPremises.cidrs, ...network.cidrs],
      certificateArn: this.certificateArn,
      settings: config.loadBalancer,
      name: config.name,
    });
    new EndpointTargets(this, 'EndpointTargets', {
      targetGroupArn: loadBalancer.targetGroupArn,
      endpointId: endpoint.endpointId,
      subnetIds: network.subnets.map(({ subnetId }) => subnetId),
      reconcileMinutes: config.loadBalancer.reconcileMinutes,
      code: endpointTargetsCode,
    });
    new CfnOutput(this, 'LoadBalancerName', { value: loadBalancer.loadBalancerName });
    new CfnOutput(this, 'LoadBalancerDnsName', { value: loadBalancer.dnsName });
    new CfnOutput(this, 'EndpointId', { value: endpoint.endpointId });
    return {
      ingress: 'nlb',
      domains: 'public',
      leadsTo: loadBalancer,
      endpoint,
      constructs: [loadBalancer, endpoint],
    };
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

  /** @param later what is given addresses of the same subnets */
  private listenForQuestions(config: HybridConfig, network: Network, later: readonly IConstruct[]): void {
    const inbound = new InboundEndpoint(this, 'InboundEndpoint', {
      network,
      callers: config.onPremises.cidrs,
      fixedAddresses: 'cidr' in config.network,
      name: config.name,
    });
    // It takes the addresses it asks for before others are given any.
    for (const { node } of later) node.addDependency(inbound.resource);
  }
}
