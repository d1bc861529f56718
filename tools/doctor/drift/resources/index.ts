import type { LiveDraft } from '../live-draft';
import type { Snapshot } from '../snapshot';
import { accessAssociations } from './access-association';
import { certificates } from './certificate';
import { domains } from './domain';
import { functions } from './function';
import { hostedZones } from './hosted-zone';
import { httpApis } from './http-api';
import { loadBalancers } from './load-balancer';
import { networkAcls } from './network-acl';
import { peerings } from './peering';
import { restApis } from './rest-api';
import { routeTables } from './route-table';
import { securityGroups } from './security-group';
import { stages } from './stage';
import { subnets } from './subnet';
import { targetGroups } from './target-group';
import { transitGateways } from './transit-gateway';
import { usagePlans } from './usage-plan';
import { vpcs } from './vpc';
import { vpcEndpoints } from './vpc-endpoint';
import { vpcLinks } from './vpc-link';

/** Every converter: it puts what AWS has of its types in place of what templates declare. One file a type. */
export const converters: readonly ((draft: LiveDraft, snapshot: Snapshot) => void)[] = [
  vpcs,
  subnets,
  routeTables,
  networkAcls,
  securityGroups,
  peerings,
  transitGateways,
  hostedZones,
  certificates,
  loadBalancers,
  targetGroups,
  vpcEndpoints,
  restApis,
  stages,
  usagePlans,
  domains,
  accessAssociations,
  httpApis,
  vpcLinks,
  functions,
];
