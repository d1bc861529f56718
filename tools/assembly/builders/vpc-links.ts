import { isUnknown, type NetworkInterface, type Unknown, type VpcLink } from '../model';
import type { Resource } from '../resource';
import { defaultSecurityGroupId } from '../stand-ins/ec2';
import type { World } from '../world';
import { elementOf, lose } from './element';

/** VPC links of both versions. */
export function buildVpcLinks(world: World): VpcLink[] {
  const first = world.ofType('AWS::ApiGateway::VpcLink').map(
    (resource): VpcLink => ({
      id: resource.key,
      name: resource.settings.literal('Name') ?? resource.logicalId,
      version: 1,
      targetArns: resource.settings.texts('TargetArns'),
      interfaces: [],
      ...elementOf(resource),
    }),
  );
  const second = world.ofType('AWS::ApiGatewayV2::VpcLink').map(
    (resource): VpcLink => ({
      id: resource.key,
      name: resource.settings.literal('Name') ?? resource.logicalId,
      version: 2,
      targetArns: [],
      interfaces: interfacesOf(resource),
      ...elementOf(resource),
    }),
  );
  return [...first, ...second];
}

function interfacesOf(resource: Resource): NetworkInterface[] {
  const { settings, world, seed, where } = resource;
  const given = settings.texts('SecurityGroupIds');
  return settings.texts('SubnetIds').flatMap((subnetId): NetworkInterface[] => {
    const address = world.addresses.of(subnetId, seed);
    if (isUnknown(subnetId) || isUnknown(address)) {
      lose(resource, 'an interface', (isUnknown(subnetId) ? subnetId : address) as Unknown);
      return [];
    }
    const vpcId = world.subnets.vpcOf(subnetId);
    // Without a group the VPC's default one applies, as for any interface (inferred).
    const groups = given.length > 0 ? given : [isUnknown(vpcId) ? vpcId : defaultSecurityGroupId(vpcId)];
    return [
      { address, subnetId, vpcId: isUnknown(vpcId) ? undefined : vpcId, securityGroupIds: groups, where },
    ];
  });
}
