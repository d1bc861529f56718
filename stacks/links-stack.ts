import { CfnOutput } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { HybridConfig } from './config-schema';
import { KitStack } from './kit-stack';
import type { Link } from './links';
import type { Network } from './path/2-network';
import type { Backend } from './path/8-backend';
import { NetworkLink, SubnetLink } from './path/8-vpc-link';

export interface LinksStackProps {
  readonly config: HybridConfig;
  readonly network: Network;
  /** Backends that routes reach by a VPC link. */
  readonly backends: Readonly<Record<string, Backend>>;
}

/**
 * VPC links, in a stack of their own: it outlives the APIs that refer to them, since a link can't be deleted
 * while one does (aws-facts §9).
 */
export class LinksStack extends KitStack {
  readonly links: Readonly<Record<string, Link>>;

  constructor(scope: Construct, { config, network, backends }: LinksStackProps) {
    super(scope, 'links', { config, description: 'VPC links to backends in private subnets' });
    const entries = Object.entries(backends);
    const isFirst = (name: string) => config.backends[name]?.vpcLink === 1;
    const second = entries.filter(([name]) => !isFirst(name));
    const shared =
      second.length > 0
        ? new SubnetLink(this, 'Link', {
            network,
            name: config.name,
            backends: Object.fromEntries(second),
          })
        : undefined;
    this.links = Object.fromEntries(
      entries.map(([name, backend]): [string, Link] => {
        if (!isFirst(name)) return [name, { linkId: shared!.linkId, version: 2, backend }];
        const { linkId } = new NetworkLink(this, `Link-${name}`, { name: `${config.name}-${name}`, backend });
        return [name, { linkId, version: 1, backend }];
      }),
    );
    if (shared) new CfnOutput(this, 'LinkId', { value: shared.linkId });
  }
}
