import { type LiveDraft, stackOf, textOf } from '../live-draft';
import { isRead, type Snapshot, type TargetGroupFacts } from '../snapshot';

const type = 'AWS::ElasticLoadBalancingV2::TargetGroup';
const registrar = 'Custom::EndpointTargets';

/** Target groups with the targets that are registered, whoever registered them. */
export function targetGroups(draft: LiveDraft, { targetGroups: read }: Snapshot): void {
  if (!draft.has(read, [type, registrar])) return;
  draft.put(
    type,
    read.map((facts) => {
      const { group } = facts;
      const arn = group.TargetGroupArn ?? '';
      const owner = draft.declaredOf(type).find(({ physical }) => physical.id === arn);
      return {
        key: arn,
        stack: owner?.scope.name ?? stackOf(draft, 'AWS::EC2::VPC', group.VpcId),
        properties: propertiesOf(draft, facts),
        physical: { id: arn },
      };
    }),
  );
  const seen = new Set(read.filter(({ health }) => isRead(health)).map(({ group }) => group.TargetGroupArn));
  for (const resource of draft.declaredOf(registrar)) {
    if (seen.has(textOf(resource, 'TargetGroupArn'))) draft.remove(resource);
    else draft.leaveOne(resource, 'the targets of its group were not read');
  }
}

function propertiesOf(draft: LiveDraft, { group, attributes, health }: TargetGroupFacts) {
  const arn = group.TargetGroupArn ?? '';
  for (const read of [attributes, health])
    if (!isRead(read)) draft.mark(arn, read.notRead, ['load-balancer']);
  return {
    ...(group.Protocol ? { Protocol: group.Protocol } : {}),
    ...(group.Port === undefined ? {} : { Port: group.Port }),
    TargetType: group.TargetType,
    ...(group.VpcId ? { VpcId: group.VpcId } : {}),
    HealthCheckEnabled: group.HealthCheckEnabled ?? true,
    ...(group.HealthCheckProtocol ? { HealthCheckProtocol: group.HealthCheckProtocol } : {}),
    ...(group.HealthCheckPort ? { HealthCheckPort: group.HealthCheckPort } : {}),
    ...(group.HealthCheckPath ? { HealthCheckPath: group.HealthCheckPath } : {}),
    HealthCheckIntervalSeconds: group.HealthCheckIntervalSeconds,
    HealthCheckTimeoutSeconds: group.HealthCheckTimeoutSeconds,
    HealthyThresholdCount: group.HealthyThresholdCount,
    UnhealthyThresholdCount: group.UnhealthyThresholdCount,
    ...(group.Matcher?.HttpCode ? { Matcher: { HttpCode: group.Matcher.HttpCode } } : {}),
    TargetGroupAttributes: isRead(attributes) ? attributes.map(({ Key, Value }) => ({ Key, Value })) : [],
    Targets: isRead(health)
      ? health
          // On its way out: no new connection goes there.
          .filter(({ TargetHealth }) => TargetHealth?.State !== 'draining')
          .map(({ Target }) => ({
            Id: Target?.Id,
            ...(Target?.Port === undefined ? {} : { Port: Target.Port }),
            ...(Target?.AvailabilityZone ? { AvailabilityZone: Target.AvailabilityZone } : {}),
          }))
      : [],
  };
}

/** Addresses of targets that fail their health checks now: the walk has them fail too. */
export function failingTargets({ targetGroups: read }: Snapshot): readonly string[] {
  if (!isRead(read)) return [];
  const failing = read.flatMap(({ health }) =>
    (isRead(health) ? health : [])
      .filter(({ TargetHealth }) => TargetHealth?.State === 'unhealthy')
      .map(({ Target }) => Target?.Id ?? ''),
  );
  return [...new Set(failing)];
}
