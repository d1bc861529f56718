import { resolve } from 'node:path';
import { CfnCertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { CfnListener } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnOutput, Token } from 'aws-cdk-lib/core';
import type { Construct, IConstruct } from 'constructs';
import type { HybridConfig } from './config-schema';
import { type Ingress, planIngress, type WayIn } from './ingress';
import { KitStack } from './kit-stack';
import { type AliasName, HostedZone, InboundEndpoint, type Zone } from './path/1-dns';
import type { Network } from './path/2-network';
import { FrontApplicationLoadBalancer } from './path/3-application-load-balancer';
import { EndpointTargets } from './path/3-endpoint-targets';
import { FrontLoadBalancer } from './path/3-load-balancer';
import { ClientTrust } from './path/3-trust-store';
import { type ExecuteApiEndpoint, ExistingEndpoint, InterfaceEndpoint } from './path/4-endpoint';
import { GatewayLogging } from './path/5-gateway';

export interface FrontDoorStackProps {
  readonly config: HybridConfig;
  readonly network: Network;
  /** Further VPCs that must see the private zone, e.g. the simulated data centre. */
  readonly seenFrom: readonly string[];
  /** Folder with the bundled endpoint-targets function. */
  readonly endpointTargetsCode: string;
  /** Folder of hybrid.yaml. */
  readonly dir: string;
}

interface Built {
  /** What the way consists of. */
  readonly constructs: readonly IConstruct[];
  /** What stacks of APIs may import of it. */
  readonly exported: readonly (string | readonly string[])[];
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
    if (config.migration) for (const { exported } of built) this.keepExports(exported);
  }

  /**
   * Stacks of APIs are deployed after this one. What they import in one step of a migration is exported in the
   * next one too, and in the one before, for the way back: CloudFormation refuses to remove an export in use.
   */
  private keepExports(values: readonly (string | readonly string[])[]): void {
    for (const value of values) {
      if (typeof value === 'string') this.exportValue(value);
      else this.exportStringListValue(value);
    }
  }

  private build(ingress: Ingress, props: FrontDoorStackProps): WayIn & Built {
    switch (ingress) {
      case 'private-domain':
        return this.straight(props);
      case 'nlb-passthrough':
        return this.passedThrough(props);
      case 'alb':
      case 'alb-mtls':
        return this.filtered(ingress, props);
      case 'nlb':
        return this.balanced(props);
    }
  }

  /** Straight to an endpoint of its own, which presents the certificates of private custom domains. */
  private straight(props: FrontDoorStackProps): WayIn & Built {
    const endpoint = this.privateEndpoint(props, callersOf(props));
    const { endpointId, dnsEntries } = endpoint;
    return {
      ingress: 'private-domain',
      domains: 'private',
      leadsTo: endpoint,
      endpoint,
      constructs: [endpoint],
      exported: [endpointId, dnsEntries],
    };
  }

  /** The same by a load balancer that leaves TLS alone, so that the server name reaches the endpoint. */
  private passedThrough(props: FrontDoorStackProps): WayIn & Built {
    const endpoint = this.privateEndpoint(props);
    const leadsTo = this.loadBalance('PassThrough', endpoint, props);
    return {
      ingress: 'nlb-passthrough',
      domains: 'private',
      leadsTo,
      endpoint,
      constructs: [leadsTo, endpoint],
      exported: [endpoint.endpointId, leadsTo.dnsName, leadsTo.hostedZoneId],
    };
  }

  /** By a load balancer that ends TLS, to an endpoint that finds APIs by public custom domains. */
  private balanced(props: FrontDoorStackProps): WayIn & Built {
    const endpoint = this.enter(props.config, props.network);
    const leadsTo = this.loadBalance('LoadBalancer', endpoint, props, this.certificateArn);
    new CfnOutput(this, 'EndpointId', { value: endpoint.endpointId });
    return { ingress: 'nlb', domains: 'public', leadsTo, endpoint, ...throughBalancer(leadsTo, endpoint) };
  }

  /** By a load balancer that reads HTTP: rules by host, a firewall, and client certificates where they are asked for. */
  private filtered(ingress: 'alb' | 'alb-mtls', props: FrontDoorStackProps): WayIn & Built {
    const { config, network } = props;
    const endpoint = this.enter(config, network);
    const leadsTo = new FrontApplicationLoadBalancer(this, 'LoadBalancer', {
      network,
      endpoint,
      callers: callersOf(props),
      certificateArn: this.certificateArn,
      hosts: config.apis.map(({ host }) => host.toLowerCase()),
      clientCertificates: ingress === 'alb-mtls' ? this.clientCertificates(props) : undefined,
      settings: config.loadBalancer,
      name: config.name,
    });
    this.keepTargets('LoadBalancer', leadsTo, endpoint, props);
    new CfnOutput(this, 'EndpointId', { value: endpoint.endpointId });
    return { ingress, domains: 'public', leadsTo, endpoint, ...throughBalancer(leadsTo, endpoint) };
  }

  private clientCertificates({ config, dir }: FrontDoorStackProps): CfnListener.MutualAuthenticationProperty {
    const { trustStore } = config;
    if (trustStore === undefined) return { mode: 'passthrough' };
    const authorities = 'file' in trustStore ? { path: resolve(dir, trustStore.file) } : trustStore;
    const { trustStoreArn } = new ClientTrust(this, 'ClientTrust', authorities);
    return {
      mode: 'verify',
      trustStoreArn,
      ignoreClientCertificateExpiry: false,
      // Clients with several certificates see which one is wanted.
      advertiseTrustStoreCaNames: 'on',
    };
  }

  /** It has a name of its own, because an endpoint that served public custom domains is no good for private ones. */
  private privateEndpoint(
    { config, network }: FrontDoorStackProps,
    callers?: readonly string[],
  ): InterfaceEndpoint {
    const endpoint = new InterfaceEndpoint(this, 'PrivateEndpoint', {
      network,
      region: config.region,
      // Two endpoints of one service and VPC can't both have it: the old one keeps it until it goes.
      privateDns: config.endpoint.privateDns && !config.migration,
      name: config.name,
      domains: 'private',
      ...sharedBy(config, 'private'),
      callers,
    });
    new CfnOutput(this, 'PrivateEndpointId', { value: endpoint.endpointId });
    new CfnOutput(this, 'PrivateEndpointName', { value: endpoint.dnsName });
    return endpoint;
  }

  private loadBalance(
    id: 'LoadBalancer' | 'PassThrough',
    endpoint: ExecuteApiEndpoint,
    props: FrontDoorStackProps,
    certificateArn?: string,
  ): FrontLoadBalancer {
    const { config, network } = props;
    const loadBalancer = new FrontLoadBalancer(this, id, {
      network,
      endpoint,
      callers: callersOf(props),
      certificateArn,
      settings: config.loadBalancer,
      name: config.name,
    });
    this.keepTargets(id, loadBalancer, endpoint, props);
    return loadBalancer;
  }

  private keepTargets(
    id: 'LoadBalancer' | 'PassThrough',
    loadBalancer: FrontLoadBalancer | FrontApplicationLoadBalancer,
    endpoint: ExecuteApiEndpoint,
    { config, network, endpointTargetsCode: code }: FrontDoorStackProps,
  ): void {
    new EndpointTargets(this, id === 'LoadBalancer' ? 'EndpointTargets' : `${id}Targets`, {
      targetGroupArn: loadBalancer.targetGroupArn,
      endpointId: endpoint.endpointId,
      subnetIds: network.subnets.map(({ subnetId }) => subnetId),
      reconcileMinutes: config.loadBalancer.reconcileMinutes,
      code,
    });
    new CfnOutput(this, `${id}Name`, { value: loadBalancer.loadBalancerName });
    new CfnOutput(this, `${id}DnsName`, { value: loadBalancer.dnsName });
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
      ...sharedBy(config, 'public'),
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

/** Who may call: the data centre and the application's own network. */
function callersOf({ config, network }: FrontDoorStackProps): string[] {
  return [...config.onPremises.cidrs, ...network.cidrs];
}

/** What a way through a load balancer consists of, and what other stacks need of it. */
function throughBalancer(
  leadsTo: AliasName & IConstruct,
  endpoint: ExecuteApiEndpoint & IConstruct,
): Pick<Built, 'constructs' | 'exported'> {
  const { endpointId } = endpoint;
  return {
    constructs: [leadsTo, endpoint],
    exported: [
      ...(Token.isUnresolved(endpointId) ? [endpointId] : []),
      leadsTo.dnsName,
      leadsTo.hostedZoneId,
    ],
  };
}

/** Whose APIs an endpoint serves besides, and the id by which those accounts name it. */
function sharedBy({ accounts }: HybridConfig, domains: WayIn['domains']) {
  return {
    accounts: Object.values(accounts?.apis ?? {}).map(({ id }) => id),
    statedId: accounts?.hub.endpoints[domains],
  };
}
