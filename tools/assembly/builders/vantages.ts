import {
  type InboundEndpoint,
  isUnknown,
  type LambdaFunction,
  type NetworkInterface,
  type Vantage,
  type Vpc,
} from '../model';
import type { World } from '../world';
import { tagOf } from './element';
import { vantageTag } from './network';

/**
 * The places that calls are made from: every VPC, the data centre where no template shows it, the internet.
 * In a VPC they leave from the function that is tagged as its host, else from a host without security
 * groups in its first subnet.
 */
export function buildVantages(
  world: World,
  vpcs: readonly Vpc[],
  functions: readonly LambdaFunction[],
  inbound: readonly InboundEndpoint[],
): Vantage[] {
  const hosts = new Map<string, NetworkInterface>();
  for (const resource of world.ofType('AWS::Lambda::Function')) {
    const name = tagOf(resource, vantageTag);
    const own = functions.find(
      ({ where }) => where.stack === resource.where.stack && where.logicalId === resource.logicalId,
    );
    if (name !== undefined && own?.interface) hosts.set(name, own.interface);
  }
  const inVpcs = vpcs.map(({ id, name, where }): Vantage => {
    const source = hosts.get(name) ?? hostIn(world, id, where);
    return { name, kind: 'vpc', where, vpcId: id, ...(source ? { source } : {}) };
  });
  const external = externalVantage(world, inbound);
  const internet: Vantage = {
    name: 'internet',
    kind: 'internet',
    where: { stack: '', logicalId: 'internet' },
  };
  return [...inVpcs, ...(external ? [external] : []), internet];
}

function hostIn(world: World, vpcId: string, where: Vpc['where']): NetworkInterface | undefined {
  for (const { id, zone } of world.subnets.ofVpc(vpcId)) {
    const address = world.addresses.of(id, `${vpcId}/host`);
    if (isUnknown(zone) || isUnknown(address)) continue;
    return { address, subnetId: id, vpcId, securityGroupIds: 'none', where };
  }
  return undefined;
}

function externalVantage(world: World, inbound: readonly InboundEndpoint[]): Vantage | undefined {
  const site = world.metadata.onPremises;
  if (!site || site.simulated) return undefined;
  const { cidrs, where } = site;
  const address = world.addresses.within(cidrs[0] ?? '', 'on-prem/host');
  const resolverVpcId = inbound.flatMap((one) => one.interfaces).find((one) => one.vpcId)?.vpcId;
  return {
    name: 'on-prem',
    kind: 'external',
    where,
    cidrs,
    ...(address === undefined ? {} : { source: { address, securityGroupIds: 'none', where } }),
    ...(resolverVpcId === undefined ? {} : { resolverVpcId }),
  };
}
