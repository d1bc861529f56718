import type { Construct } from 'constructs';
import { statedDomainArn } from './accounts';
import type { HybridConfig } from './config-schema';
import type { ApiAccount } from './config-schema/accounts';
import type { FrontDoorStack } from './front-door-stack';
import { hostLabel } from './host-label';
import { KitStack } from './kit-stack';
import { FrontName } from './path/1-dns';
import { DomainAssociation } from './path/5-private-domain';

export interface NameStackProps {
  readonly config: HybridConfig;
  readonly host: string;
  /** That owns the host's APIs and custom domains. */
  readonly owner: ApiAccount;
  readonly frontDoor: FrontDoorStack;
}

/** What the hub holds for a host of another account: its name, and the association of its private custom domain. */
export class NameStack extends KitStack {
  constructor(scope: Construct, { config, host, owner, frontDoor }: NameStackProps) {
    super(scope, `name-${hostLabel(host, config.dns.zone)}`, {
      config,
      description: `Name of ${host}, whose APIs are in account ${owner.id}`,
    });
    const associations = frontDoor.serves
      .filter(({ domains }) => domains === 'private')
      .map(({ endpoint }) => {
        const domainArn = statedDomainArn(owner, host);
        return new DomainAssociation(this, 'Association', { domainArn, endpointId: endpoint.endpointId });
      });
    const { zone, leadsTo } = frontDoor;
    const name = new FrontName(this, 'Name', { zone, host, target: leadsTo });
    name.node.addDependency(...associations); // nobody is led to what does not answer yet
  }
}
