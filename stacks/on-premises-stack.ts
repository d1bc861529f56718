import { CfnOutput } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { HybridConfig } from './config-schema';
import { existingInboundEndpoint } from './config-schema/dns';
import { transitGatewayOf } from './config-schema/network';
import { KitStack } from './kit-stack';
import { inboundAddresses } from './path/1-dns';
import { Forwarder } from './path/1-resolver-rules';
import { Peering, Transit } from './path/2-connection';
import { ClosedGroup, dataCentreAcl, type Network, PrivateNetwork, tcpRules } from './path/2-network';
import { KitFunction } from './path/8-integration';
import { RunnerSecrets } from './runner-secrets';

/** That the probe function may run; `probe --via` splits its work by it. */
export const probeSeconds = 120;

export interface OnPremisesStackProps {
  readonly config: HybridConfig;
  readonly application: Network;
  /** Folder with the bundled probe. @default no probe */
  readonly probeCode?: string;
}

/** A VPC that stands for the data centre, its connection to the application, and a host that calls from there. */
export class OnPremisesStack extends KitStack {
  readonly network: Network;
  /** The function that calls from here. */
  readonly probe?: KitFunction;

  constructor(scope: Construct, { config, application, probeCode }: OnPremisesStackProps) {
    super(scope, 'on-premises', { config, description: 'A VPC that stands for the data centre' });
    const name = `${config.name}-on-prem`;
    const hasSecrets = probeCode !== undefined && config.onPremises.secrets.length > 0;
    this.network = new PrivateNetwork(this, 'DataCentre', {
      cidr: config.onPremises.cidrs[0]!,
      zones: config.zones,
      name,
      vantage: 'on-prem',
      acl: dataCentreAcl(
        application.cidrs,
        config.dns.inboundEndpoint !== false,
        hasSecrets ? config.onPremises.cidrs.slice(0, 1) : [],
      ),
    });
    const between = { application, dataCentre: this.network };
    if (config.onPremises.connect === 'transit-gateway') {
      new Transit(this, 'Transit', { ...between, transitGatewayId: transitGatewayOf(config.onPremises)?.id });
    } else {
      new Peering(this, 'Peering', between);
    }
    if (config.onPremises.resolve === 'forwarded') {
      new Forwarder(this, 'Forwarder', {
        network: this.network,
        domain: config.dns.zone,
        to: existingInboundEndpoint(config.dns)?.addresses ?? inboundAddresses(application),
        name,
      });
    }
    const secrets = hasSecrets
      ? new RunnerSecrets(this, 'Secrets', { config, network: this.network })
      : undefined;
    const hosts = new ClosedGroup(this, 'Hosts', {
      vpcId: this.network.vpcId,
      name: `${name}-hosts`,
      description: 'Hosts of the data centre: HTTPS to the application, nothing in',
      egress: [
        ...tcpRules(application.cidrs, 443, 'HTTPS to the application VPC'),
        ...(secrets ? [secrets.egress] : []),
      ],
    });
    if (!probeCode) return;
    this.probe = new KitFunction(this, 'Probe', {
      code: probeCode,
      description: 'Calls every API by its custom name, as a host of the data centre would',
      timeoutSeconds: probeSeconds,
      memoryMb: 512,
      vpc: {
        subnetIds: this.network.subnets.map(({ subnetId }) => subnetId),
        securityGroupId: hosts.groupId,
      },
      tags: { 'hybrid-api:vantage': 'on-prem' },
    });
    secrets?.open(hosts.groupId, this.probe);
    new CfnOutput(this, 'ProbeFunction', {
      value: this.probe.functionName,
      description: 'aws lambda invoke --function-name <this> /dev/stdout',
    });
  }
}
