import type { Endpoint } from '../model';
import { type HealthCheck, isUnknown, type Known, type Target, type TargetGroup } from '../model';
import type { Resource } from '../resource';
import type { Settings } from '../settings';
import type { World } from '../world';
import { elementOf, idText } from './element';
import { byProperty } from './groups';
import { attributesOf } from './load-balancers';

type Protocol = TargetGroup['protocol'];

/** Target groups with static targets and those that `Custom::EndpointTargets` registers. */
export function buildTargetGroups(world: World, endpoints: readonly Endpoint[]): TargetGroup[] {
  const registered = byProperty(world.ofType('Custom::EndpointTargets'), 'TargetGroupArn');
  return world.ofType('AWS::ElasticLoadBalancingV2::TargetGroup').map((resource): TargetGroup => {
    const { settings, key: arn } = resource;
    const protocol = (settings.literal('Protocol') ?? 'TCP') as Protocol;
    const targetType = (settings.literal('TargetType') ?? 'instance') as TargetGroup['targetType'];
    const port = settings.number('Port') ?? (protocol === 'HTTP' ? 80 : 443);
    const attributes = attributesOf(settings, 'TargetGroupAttributes');
    const preserve = attributes.get('preserve_client_ip.enabled');
    const crossZone = attributes.get('load_balancing.cross_zone.enabled');
    const targets = [
      ...settings.items('Targets').map((item) => staticTarget(item, port, resource)),
      ...registered.of(resource).flatMap((one) => endpointTargets(one, port, endpoints)),
    ];
    return {
      arn,
      protocol,
      port,
      targetType,
      vpcId: settings.text('VpcId'),
      preserveClientIp:
        preserve === undefined ? preservesByDefault(targetType, protocol) : preserve === 'true',
      proxyProtocolV2: attributes.get('proxy_protocol_v2.enabled') === 'true',
      crossZone: crossZone === 'true' ? true : crossZone === 'false' ? false : undefined,
      healthCheck: healthCheckOf(settings, protocol, targetType),
      ...(targetType === 'lambda' && attributes.get('lambda.multi_value_headers.enabled') === 'true'
        ? { multiValueHeaders: true }
        : {}),
      targets,
      ...elementOf(resource),
    };
  });
}

/** Off for IP targets over TCP and TLS, on for instances and for UDP: aws-facts §4.2 (doc). */
function preservesByDefault(targetType: TargetGroup['targetType'], protocol: Protocol): boolean {
  return targetType !== 'ip' || protocol === 'UDP' || protocol === 'TCP_UDP';
}

/** Defaults of aws-facts §4.4 (doc); of application load balancers where the group speaks HTTP. */
function healthCheckOf(
  settings: Settings,
  groupProtocol: Protocol,
  targetType: TargetGroup['targetType'],
): HealthCheck {
  const isLambda = targetType === 'lambda';
  const isHttpGroup = isLambda || groupProtocol === 'HTTP' || groupProtocol === 'HTTPS';
  const protocol = (settings.literal('HealthCheckProtocol') ??
    (isLambda || targetType === 'alb'
      ? 'HTTP'
      : isHttpGroup
        ? groupProtocol
        : 'TCP')) as HealthCheck['protocol'];
  const port = settings.literal('HealthCheckPort');
  const matcher = settings.nested('Matcher');
  const timeout = isHttpGroup ? 5 : protocol === 'HTTP' ? 6 : 10;
  // Off for functions unless asked for (ALB guide, Lambda functions as targets; doc).
  const enabled = settings.flag('HealthCheckEnabled') ?? !isLambda;
  return {
    ...(enabled ? {} : { enabled }),
    protocol,
    port: port === undefined || port === 'traffic-port' ? undefined : Number(port),
    path: settings.literal('HealthCheckPath') ?? '/',
    matcher: matcher.literal('HttpCode') ?? (isHttpGroup ? '200' : '200-399'),
    intervalSeconds: settings.number('HealthCheckIntervalSeconds') ?? 30,
    timeoutSeconds: settings.number('HealthCheckTimeoutSeconds') ?? timeout,
    healthyThreshold: settings.number('HealthyThresholdCount') ?? 5,
    unhealthyThreshold: settings.number('UnhealthyThresholdCount') ?? 2,
  };
}

function staticTarget(item: Settings, groupPort: number, group: Resource): Known<Target> {
  const { world } = group;
  const id = item.text('Id') ?? world.unknown('Id is missing', item.where);
  if (isUnknown(id)) return id;
  // A function, or a load balancer behind another, stands in no zone.
  if (id.startsWith('arn:'))
    return { id, port: item.number('Port') ?? groupPort, zone: 'all', where: item.where };
  const vpcId = group.settings.text('VpcId');
  const subnet = world.subnets.containing(id, idText(vpcId, ''));
  return {
    id,
    port: item.number('Port') ?? groupPort,
    zone:
      item.text('AvailabilityZone') ??
      subnet?.zone ??
      world.unknown(`${id} is in no subnet of the group's VPC and AvailabilityZone is not set`, item.where),
    where: item.where,
  };
}

function endpointTargets(
  resource: Resource,
  groupPort: number,
  endpoints: readonly Endpoint[],
): Known<Target>[] {
  const { settings, world, where } = resource;
  const endpointId = settings.text('VpcEndpointId');
  if (isUnknown(endpointId)) return [endpointId];
  const endpoint = endpoints.find((one) => one.id === endpointId);
  if (!endpoint)
    return [world.unknown(`endpoint ${endpointId} is in no template`, settings.at('VpcEndpointId'))];
  const subnets = settings.texts('SubnetIds');
  const port = settings.number('Port') ?? groupPort;
  return endpoint.interfaces
    .filter(({ subnetId }) => subnets.length === 0 || subnets.some((one) => one === subnetId))
    .map(({ address, zone }) => ({ id: address, port, zone, where }));
}
