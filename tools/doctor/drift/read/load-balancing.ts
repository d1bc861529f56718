import type { LoadBalancer, TargetGroup } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Facts } from '../../read';
import type { ListenerFacts, LoadBalancerFacts, Read, Snapshot, TargetGroupFacts } from '../snapshot';
import { isRead } from '../snapshot';
import { told } from './told';

/** Asks Elastic Load Balancing for all load balancers of some VPCs, and the groups that they forward to. */
export async function readLoadBalancing(
  facts: Facts,
  vpcIds: readonly string[],
): Promise<Pick<Snapshot, 'loadBalancers' | 'targetGroups'>> {
  const isHere = ({ VpcId = '' }: { readonly VpcId?: string }) => vpcIds.includes(VpcId);
  const [balancers, groups] = await Promise.all([
    told(facts.read('elbv2:DescribeLoadBalancers', {}).then((one) => one?.LoadBalancers ?? [])),
    told(facts.read('elbv2:DescribeTargetGroups', {}).then((one) => one?.TargetGroups ?? [])),
  ]);
  const own = isRead(balancers) ? balancers.filter(isHere) : [];
  const arns = new Set(own.map(({ LoadBalancerArn }) => LoadBalancerArn));
  const isOurs = (group: TargetGroup) =>
    isHere(group) || (group.LoadBalancerArns ?? []).some((arn) => arns.has(arn));
  const [loadBalancers, targetGroups] = await Promise.all([
    isRead(balancers) ? Promise.all(own.map((one) => balancerOf(facts, one))) : balancers,
    isRead(groups) ? Promise.all(groups.filter(isOurs).map((one) => groupOf(facts, one))) : groups,
  ]);
  return { loadBalancers, targetGroups };
}

async function balancerOf(facts: Facts, balancer: LoadBalancer): Promise<LoadBalancerFacts> {
  const LoadBalancerArn = balancer.LoadBalancerArn ?? '';
  const [attributes, found] = await Promise.all([
    told(
      facts
        .read('elbv2:DescribeLoadBalancerAttributes', { LoadBalancerArn })
        .then((one) => one?.Attributes ?? []),
    ),
    told(facts.read('elbv2:DescribeListeners', { LoadBalancerArn }).then((one) => one?.Listeners ?? [])),
  ]);
  const listeners: Read<readonly ListenerFacts[]> = isRead(found)
    ? await Promise.all(
        found.map(async (listener): Promise<ListenerFacts> => {
          const ListenerArn = listener.ListenerArn ?? '';
          const isEncrypted = listener.Protocol === 'TLS' || listener.Protocol === 'HTTPS';
          const [certificates, rules] = await Promise.all([
            isEncrypted
              ? told(
                  facts
                    .read('elbv2:DescribeListenerCertificates', { ListenerArn })
                    .then((one) => one?.Certificates ?? []),
                )
              : [],
            // A listener of a Network Load Balancer has its default action only.
            balancer.Type === 'application'
              ? told(facts.read('elbv2:DescribeRules', { ListenerArn }).then((one) => one?.Rules ?? []))
              : [],
          ]);
          return { listener, certificates, rules };
        }),
      )
    : found;
  return { balancer, attributes, listeners };
}

async function groupOf(facts: Facts, group: TargetGroup): Promise<TargetGroupFacts> {
  const TargetGroupArn = group.TargetGroupArn ?? '';
  const [attributes, health] = await Promise.all([
    told(
      facts
        .read('elbv2:DescribeTargetGroupAttributes', { TargetGroupArn })
        .then((one) => one?.Attributes ?? []),
    ),
    told(
      facts
        .read('elbv2:DescribeTargetHealth', { TargetGroupArn })
        .then((one) => one?.TargetHealthDescriptions ?? []),
    ),
  ]);
  return { group, attributes, health };
}
