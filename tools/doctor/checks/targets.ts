import type { TargetHealthDescription } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Check, Ward } from '../check';
import { type Details, type Draft, NotKnown, pass, remark, stop, unknown } from '../finding';
import { endpointOf, targetGroupOf } from '../places';
import { type BalancedWay, eachBalancer, protocolOf, shortName } from './load-balancer';

/** Port of an execute-api endpoint. */
const port = 443;

const interfaceReads = ['ec2:DescribeVpcEndpoints', 'ec2:DescribeNetworkInterfaces'] as const;

/**
 * Address → zone of the endpoint's interfaces.
 * @throws NotKnown where they can't be read
 */
async function endpointAddresses(
  { env, facts }: Ward,
  way: BalancedWay,
): Promise<ReadonlyMap<string, string>> {
  const { id, where } = endpointOf(env, way);
  const [endpoint] =
    (await facts.read('ec2:DescribeVpcEndpoints', { VpcEndpointIds: [id] }))?.VpcEndpoints ?? [];
  if (!endpoint) throw new NotKnown('RESOURCE_MISSING', `there is no endpoint ${id}`, { where: [where] });
  const ids = endpoint.NetworkInterfaceIds ?? [];
  if (ids.length === 0)
    throw new NotKnown('TARGETS_NOT_KNOWN', `endpoint ${id} has no interfaces`, { where: [where] });
  const answer = await facts.read('ec2:DescribeNetworkInterfaces', { NetworkInterfaceIds: ids });
  return new Map(
    (answer?.NetworkInterfaces ?? []).flatMap(({ PrivateIpAddress, AvailabilityZone = '' }) =>
      PrivateIpAddress ? [[PrivateIpAddress, AvailabilityZone] as const] : [],
    ),
  );
}

interface Registered {
  readonly targets: readonly TargetHealthDescription[];
  readonly name: string;
  readonly where: readonly string[];
}

/** Targets that are not on their way out. @throws NotKnown where they can't be read */
async function registered({ env, facts }: Ward, way: BalancedWay): Promise<Registered> {
  const { id, where } = targetGroupOf(env, way.balancer);
  const answer = await facts.read('elbv2:DescribeTargetHealth', { TargetGroupArn: id });
  if (!answer) throw new NotKnown('RESOURCE_MISSING', `there is no target group ${id}`, { where: [where] });
  const targets = (answer.TargetHealthDescriptions ?? []).filter(
    ({ TargetHealth }) => TargetHealth?.State !== 'draining',
  );
  return { targets, name: shortName(id), where: [where] };
}

const idOf = ({ Target }: TargetHealthDescription) => Target?.Id ?? '';

const equal: Check = {
  name: 'targets',
  hop: 'load-balancer',
  asks: 'Are the registered targets the addresses of the endpoint, on port 443?',
  reads: ['elbv2:DescribeTargetHealth', ...interfaceReads],
  run: async (ward) =>
    eachBalancer(ward, async (way) => {
      const [{ targets, name, where }, addresses] = await Promise.all([
        registered(ward, way),
        endpointAddresses(ward, way),
      ]);
      const ids = targets.map(idOf);
      const details: Details = {
        where: [...where, endpointOf(ward.env, way).where],
        evidence: { targets: ids, endpoint: [...addresses.keys()] },
      };
      if (ids.length === 0)
        return stop('TARGET_GROUP_HAS_NO_TARGETS', name, 'nothing is registered', details);
      const lacking = [...addresses.keys()].filter((address) => !ids.includes(address));
      const strangers = ids.filter((id) => !addresses.has(id));
      const faults = [
        lacking.length > 0 && `${lacking.join(', ')} of the endpoint is not registered`,
        strangers.length > 0 && `${strangers.join(', ')} is not of the endpoint`,
      ].filter(Boolean);
      if (faults.length > 0) return stop('TARGETS_NOT_THE_ENDPOINTS', name, faults.join('; '), details);
      const ports = targets.filter(({ Target }) => Target?.Port !== port);
      if (ports.length > 0)
        return stop(
          'TARGET_PORT_RESTRICTION',
          name,
          `${ports.map((one) => `${idOf(one)}:${one.Target?.Port}`).join(', ')} is not on port ${port}`,
          details,
        );
      return pass(name, `its targets are ${ids.join(', ')}`, details);
    }),
};

/** What keeps a target out, in the words of the trace: aws-facts §4.4. */
function unhealthyCode(target: TargetHealthDescription) {
  const reason = target.TargetHealth?.Reason;
  if (reason === 'Target.FailedHealthChecks' || reason === 'Target.ResponseCodeMismatch')
    return 'TARGET_HEALTH_CHECK_FAILS' as const;
  return 'TARGET_HEALTH_CHECK_UNREACHABLE' as const;
}

const healthy = (target: TargetHealthDescription) => target.TargetHealth?.State === 'healthy';
const judged = ({ TargetHealth }: TargetHealthDescription) =>
  TargetHealth?.State === 'healthy' || TargetHealth?.State?.startsWith('unhealthy') === true;

const zones: Check = {
  name: 'targets-healthy',
  hop: 'load-balancer',
  asks: 'Has every zone a healthy target?',
  reads: ['elbv2:DescribeTargetHealth', ...interfaceReads],
  run: async (ward) =>
    eachBalancer(ward, async (way) => {
      const [{ targets, where }, addresses] = await Promise.all([
        registered(ward, way),
        endpointAddresses(ward, way),
      ]);
      const { zones: all, loadBalancer } = ward.env.config;
      const across = loadBalancer.crossZone || way.ingress.startsWith('alb');
      const anyHealthy = targets.some(healthy);
      return all.map((zone): Draft => {
        const own = targets.filter(
          (one) => (addresses.get(idOf(one)) ?? one.Target?.AvailabilityZone) === zone,
        );
        const evidence = Object.fromEntries(
          own.map((one) => [
            idOf(one),
            [one.TargetHealth?.State, one.TargetHealth?.Reason].filter(Boolean).join(' '),
          ]),
        );
        return judgeZone(zone, own, { where, evidence }, across && anyHealthy, anyHealthy);
      });
    }),
};

/**
 * @param served the zone's node reaches healthy targets of other zones
 * @param anyHealthy without a healthy target anywhere the load balancer sends to all (aws-facts §4.3)
 */
function judgeZone(
  zone: string,
  own: readonly TargetHealthDescription[],
  details: Details,
  served: boolean,
  anyHealthy: boolean,
): Draft {
  if (own.some(healthy)) return pass(zone, `${own.filter(healthy).map(idOf).join(', ')} is healthy`, details);
  const [first] = own;
  if (!first) {
    if (served)
      return remark('ELB_NOT_CROSSZONE', zone, 'it has no target; those of other zones serve it', details);
    return stop('ELB_NOT_CROSSZONE', zone, 'it has no target, and cross-zone load balancing is off', details);
  }
  const said = own
    .map(
      (one) =>
        `${idOf(one)} is ${one.TargetHealth?.State ?? 'not told of'}${one.TargetHealth?.Description ? ` (${one.TargetHealth.Description})` : ''}`,
    )
    .join(', ');
  if (!own.some(judged)) return unknown('TARGET_HEALTH_NOT_KNOWN', zone, said, details);
  if (served) return remark(unhealthyCode(first), zone, `${said}; targets of other zones serve it`, details);
  if (!anyHealthy)
    return stop(
      'TARGETS_UNHEALTHY_FAIL_OPEN',
      zone,
      `${said}, and no target of any zone is healthy`,
      details,
    );
  return stop(unhealthyCode(first), zone, said, details);
}

const wantedAttributes = [
  { key: 'preserve_client_ip.enabled', code: 'CLIENT_IP_PRESERVED', says: 'client-IP preservation is on' },
  { key: 'proxy_protocol_v2.enabled', code: 'PROXY_PROTOCOL_ON', says: 'proxy protocol v2 is on' },
] as const;

const settings: Check = {
  name: 'target-group',
  hop: 'load-balancer',
  asks: 'Does the target group speak to the endpoint as it must?',
  reads: ['elbv2:DescribeTargetGroups', 'elbv2:DescribeTargetGroupAttributes'],
  run: async (ward) =>
    eachBalancer(ward, async (way) => {
      const { env, facts } = ward;
      const { id, where } = targetGroupOf(env, way.balancer);
      const name = shortName(id);
      const [groups, answer] = await Promise.all([
        facts.read('elbv2:DescribeTargetGroups', { TargetGroupArns: [id] }),
        facts.read('elbv2:DescribeTargetGroupAttributes', { TargetGroupArn: id }),
      ]);
      const [group] = groups?.TargetGroups ?? [];
      if (!group) return stop('RESOURCE_MISSING', name, `there is no target group ${id}`, { where: [where] });
      const wanted = protocolOf(way);
      const settingOf = (key: string) => answer?.Attributes?.find(({ Key }) => Key === key)?.Value;
      const evidence = {
        protocol: group.Protocol,
        healthCheck: group.HealthCheckProtocol,
        ...Object.fromEntries(wantedAttributes.map(({ key }) => [key, settingOf(key)])),
      };
      const details = { evidence, where: [where] };
      if (group.Protocol !== wanted)
        return stop(
          'TARGET_GROUP_NOT_TLS',
          name,
          `it speaks ${group.Protocol} to the endpoint, and ${way.ingress} needs ${wanted}`,
          details,
        );
      const wrong = wantedAttributes.filter(({ key }) => settingOf(key) === 'true');
      if (wrong.length > 0) return wrong.map(({ code, says }) => stop(code, name, says, details));
      return pass(name, `it speaks ${wanted} to the endpoint`, details);
    }),
};

export const targetChecks: readonly Check[] = [equal, zones, settings];
