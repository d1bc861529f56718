import type { Listener, Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { RRType } from '@aws-sdk/client-route-53';
import type { Value } from '../../../../tools/assembly/intrinsics/values';
import type { Model } from '../../../../tools/assembly/model';
import type { Resource } from '../../../../tools/assembly/resource';
import type { World } from '../../../../tools/assembly/world';
import type { Snapshot } from '../../../../tools/doctor/drift/snapshot';

type FrontDoor = Pick<Snapshot, 'loadBalancers' | 'targetGroups' | 'certificates' | 'zones'>;

// biome-ignore lint/suspicious/noExplicitAny: resolved properties are JSON
export type Json = any;

/** Every property, resolved. */
export function propertiesOf(resource: Resource): Json {
  return Object.fromEntries(
    Object.keys(resource.raw.Properties ?? {}).map((name): [string, Value | undefined] => [
      name,
      resource.property(name),
    ]),
  );
}

/** What Elastic Load Balancing, Certificate Manager and Route 53 would answer. */
export function frontDoorFacts(model: Model, world: World): FrontDoor {
  const kind = (name: string) => world.ofType(`AWS::ElasticLoadBalancingV2::${name}`);
  const attributes = (resource: Resource | undefined, name: string) =>
    ((resource && propertiesOf(resource)[name]) ?? []).map(({ Key, Value: value }: Json) => ({
      Key,
      Value: String(value),
    }));
  return {
    loadBalancers: model.loadBalancers.map((balancer) => {
      const { arn, type, scheme, vpcId, nodes, dnsName, hostedZoneId } = balancer;
      const declared = kind('LoadBalancer').find(({ key }) => key === arn);
      const groups = nodes[0]?.securityGroupIds ?? 'none';
      return {
        balancer: {
          LoadBalancerArn: arn,
          LoadBalancerName: arn.split('/')[2],
          Type: type,
          Scheme: scheme,
          VpcId: vpcId,
          // AWS keeps the case that the name was given in.
          DNSName: String(
            declared?.attribute('DNSName', { scope: declared.scope, where: declared.where }) ?? dnsName,
          ),
          CanonicalHostedZoneId: hostedZoneId,
          State: { Code: 'active' as const },
          AvailabilityZones: nodes.map(({ subnetId, zone }) => ({
            SubnetId: subnetId,
            ZoneName: String(zone),
          })),
          SecurityGroups: groups === 'none' ? [] : groups.map(String),
          ...(declared?.property('EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic') === undefined
            ? {}
            : {
                EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: String(
                  declared.property('EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic'),
                ),
              }),
        },
        attributes: attributes(declared, 'LoadBalancerAttributes'),
        listeners: kind('Listener')
          .filter((one) => one.property('LoadBalancerArn') === arn)
          .map((one) => {
            const { Certificates = [], ...rest } = propertiesOf(one);
            const more = kind('ListenerCertificate')
              .filter((extra) => extra.property('ListenerArn') === one.key)
              .flatMap((extra) => propertiesOf(extra).Certificates);
            return {
              listener: {
                ...rest,
                ListenerArn: one.key,
                Port: Number(rest.Port),
                ...(Certificates.length > 0 ? { Certificates } : {}),
              } as Listener,
              certificates: [
                ...Certificates.map((certificate: Json) => ({ ...certificate, IsDefault: true })),
                ...more.map((certificate: Json) => ({ ...certificate, IsDefault: false })),
              ],
              rules: [
                ...kind('ListenerRule')
                  .filter((rule) => rule.property('ListenerArn') === one.key)
                  .map((rule) => {
                    const { ListenerArn: _, ...shape } = propertiesOf(rule);
                    return { ...shape, RuleArn: rule.key, Priority: String(shape.Priority) } as Rule;
                  }),
                { Priority: 'default', IsDefault: true, Actions: rest.DefaultActions } as Rule,
              ],
            };
          }),
      };
    }),
    targetGroups: model.targetGroups.map((group) => {
      const declared = kind('TargetGroup').find(({ key }) => key === group.arn);
      const { healthCheck } = group;
      return {
        group: {
          TargetGroupArn: group.arn,
          Protocol: group.targetType === 'lambda' ? undefined : group.protocol,
          Port: group.targetType === 'lambda' ? undefined : group.port,
          TargetType: group.targetType,
          VpcId: group.vpcId === undefined ? undefined : String(group.vpcId),
          HealthCheckEnabled: healthCheck.enabled ?? true,
          HealthCheckProtocol: healthCheck.protocol,
          HealthCheckPort: healthCheck.port === undefined ? 'traffic-port' : String(healthCheck.port),
          HealthCheckPath: healthCheck.protocol.startsWith('HTTP') ? healthCheck.path : undefined,
          HealthCheckIntervalSeconds: healthCheck.intervalSeconds,
          HealthCheckTimeoutSeconds: healthCheck.timeoutSeconds,
          HealthyThresholdCount: healthCheck.healthyThreshold,
          UnhealthyThresholdCount: healthCheck.unhealthyThreshold,
          ...(healthCheck.protocol.startsWith('HTTP') ? { Matcher: { HttpCode: healthCheck.matcher } } : {}),
        },
        attributes: attributes(declared, 'TargetGroupAttributes'),
        health: group.targets.flatMap((target) =>
          'id' in target
            ? [
                {
                  Target: {
                    Id: target.id,
                    ...(target.id.startsWith('arn:aws:lambda') ? {} : { Port: target.port }),
                    ...(String(target.zone) === 'all' && !target.id.includes('.')
                      ? {}
                      : { AvailabilityZone: String(target.zone) }),
                  },
                  TargetHealth: { State: 'healthy' as const },
                },
              ]
            : [],
        ),
      };
    }),
    certificates: model.certificates.map(({ arn, names }) => {
      const all = Array.isArray(names) ? names : [];
      return {
        CertificateArn: arn,
        Status: 'ISSUED' as const,
        DomainName: all[0],
        SubjectAlternativeNames: all,
      };
    }),
    zones: model.hostedZones.map(({ id, name, vpcIds, records }) => ({
      zone: { Id: `/hostedzone/${id}`, Name: `${name}.`, CallerReference: 'x' },
      vpcs: vpcIds.map((vpc) => ({ VPCId: String(vpc), VPCRegion: 'eu-west-1' as const })),
      records: [
        { Name: `${name}.`, Type: 'NS' as RRType, TTL: 172800, ResourceRecords: [{ Value: 'ns.example.' }] },
        { Name: `${name}.`, Type: 'SOA' as RRType, TTL: 900, ResourceRecords: [{ Value: 'ns.example. x' }] },
        ...records.map((record) => ({
          Name: `${record.name.replace('*', '\\052')}.`,
          Type: record.type as RRType,
          ...(record.alias
            ? {
                AliasTarget: {
                  DNSName: `${String(record.alias.dnsName)}.`,
                  HostedZoneId: String(record.alias.hostedZoneId),
                  EvaluateTargetHealth: record.alias.evaluateTargetHealth,
                },
              }
            : {
                TTL: record.ttl ?? 300,
                ResourceRecords: record.values.map((value) => ({ Value: String(value) })),
              }),
        })),
      ],
    })),
  };
}
