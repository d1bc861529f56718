import type { ExistingEndpoint } from '../metadata';
import { type Endpoint, type EndpointInterface, isUnknown, type Known, type Unknown } from '../model';
import type { Resource } from '../resource';
import { defaultSecurityGroupId } from '../stand-ins/ec2';
import { type EndpointEntry, endpointHostedZoneId, entryRead, namesOf } from '../stand-ins/endpoint-names';
import { ec2Id } from '../stand-ins/identifiers';
import type { World } from '../world';
import { elementOf, lose, required, unseen } from './element';
import { policyOf, readPolicy } from './policies';

/** Interface endpoints; gateway endpoints have no interface and are not part of any chain. */
export function buildEndpoints(world: World): Endpoint[] {
  const created = world
    .ofType('AWS::EC2::VPCEndpoint')
    .filter(({ settings }) => settings.literal('VpcEndpointType') === 'Interface')
    .map(createdEndpoint);
  return [...created, ...existingEndpoints(world)];
}

function createdEndpoint(resource: Resource): Endpoint {
  const { settings, world, scope, key: id, seed, where } = resource;
  const vpcId = required(resource, 'VpcId');
  const service = required(resource, 'ServiceName');
  const privateDns = settings.truth('PrivateDnsEnabled') ?? false;
  const groups = settings.texts('SecurityGroupIds');
  // Without a group the VPC's default one applies: aws-facts §5 (doc).
  if (groups.length === 0) groups.push(isUnknown(vpcId) ? vpcId : defaultSecurityGroupId(vpcId));
  const interfaces = settings.texts('SubnetIds').flatMap((subnetId): EndpointInterface[] => {
    const address = world.addresses.of(subnetId, seed);
    if (isUnknown(address) || isUnknown(subnetId)) {
      lose(resource, 'an interface', (isUnknown(subnetId) ? subnetId : address) as Unknown);
      return [];
    }
    return [
      {
        id: ec2Id('eni', `${seed}/${subnetId}`),
        address,
        subnetId,
        vpcId: isUnknown(vpcId) ? undefined : vpcId,
        zone: world.subnets.zoneOf(subnetId),
        securityGroupIds: groups,
        where,
      },
    ];
  });
  return {
    id,
    vpcId,
    service,
    privateDns,
    interfaces,
    policy: policyOf(resource, 'PolicyDocument'),
    dnsNames: dnsNames(id, service, scope.region, interfaces, entryRead(resource)),
    hostedZoneId: entryRead(resource)?.zoneId ?? endpointHostedZoneId(scope.region),
    ...elementOf(resource),
  };
}

function existingEndpoints(world: World): Endpoint[] {
  return world.metadata.endpoints.map((endpoint): Endpoint => {
    const { id, vpc, privateDns, securityGroup, subnets, addresses = {}, where } = endpoint;
    const region = world.stack(where.stack)?.region ?? '';
    const lost: Unknown[] = [];
    const interfaces = subnets.flatMap((subnetId): EndpointInterface[] => {
      const zone = world.subnets.zoneOf(subnetId);
      const given = isUnknown(zone) ? undefined : addresses[zone];
      const address = given ?? world.addresses.of(subnetId, id);
      if (isUnknown(address)) {
        lost.push(unseen(world, `an interface is not known: ${address.reason}`, where));
        return [];
      }
      const eni = ec2Id('eni', `${id}/${subnetId}`);
      return [{ id: eni, address, subnetId, vpcId: vpc, zone, securityGroupIds: [securityGroup], where }];
    });
    const service = `com.amazonaws.${region}.execute-api`;
    return {
      id,
      vpcId: vpc,
      service,
      privateDns,
      interfaces,
      ...statedPolicy(world, endpoint),
      dnsNames: dnsNames(id, service, region, interfaces),
      hostedZoneId: endpointHostedZoneId(region),
      where,
      ...(lost.length > 0 ? { unresolved: lost } : {}),
    };
  });
}

function statedPolicy(world: World, { id, policy, where }: ExistingEndpoint): Pick<Endpoint, 'policy'> {
  if (policy === 'full-access') return {};
  const at = { ...where, property: `${where.property}.policy` };
  if (policy !== undefined) return { policy: readPolicy(policy, { where: at, world }) };
  return { policy: world.unknown(`the policy of existing endpoint ${id} is in no template`, where) };
}

function dnsNames(
  id: string,
  service: Known<string>,
  region: string,
  interfaces: readonly EndpointInterface[],
  entry?: EndpointEntry,
): Endpoint['dnsNames'] {
  if (isUnknown(service)) return [];
  const zones = interfaces.flatMap(({ zone }) => (isUnknown(zone) ? [] : [zone]));
  return namesOf(id, service, region, zones, false, entry).map(({ name, zone }) => ({
    name,
    addresses: interfaces.filter((one) => zone === undefined || one.zone === zone).map((one) => one.address),
  }));
}
