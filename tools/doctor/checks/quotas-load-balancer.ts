import { defaultQuotas, otherQuotas } from '../../../stacks/config-schema';
import type { Check, Ward } from '../check';
import type { Draft } from '../finding';
import { targetGroupOf } from '../places';
import { type BalancedWay, describeBalancer, eachBalancer, shortName } from './load-balancer';
import { all, balancingLimit, judgeQuota, statedLimit } from './quota';

const balancers: Check = {
  name: 'quotas-load-balancer',
  hop: 'load-balancer',
  asks: 'How much is left of load balancers, target groups, listeners, targets, certificates and rules?',
  reads: [
    'elbv2:DescribeAccountLimits',
    'elbv2:DescribeLoadBalancers',
    'elbv2:DescribeTargetGroups',
    'elbv2:DescribeListeners',
    'elbv2:DescribeTargetHealth',
    'elbv2:DescribeListenerCertificates',
    'elbv2:DescribeRules',
  ],
  run: async (ward) => eachBalancer(ward, async (way) => ofBalancer(ward, way)),
};

async function ofBalancer(ward: Ward, way: BalancedWay): Promise<readonly Draft[]> {
  const { facts, env } = ward;
  const { at } = await describeBalancer(ward, way);
  const name = shortName(at.id);
  const kind = way.ingress.startsWith('alb') ? 'application' : 'network';
  const account = env.account ?? env.config.name;
  const listeners = async () =>
    (await facts.read('elbv2:DescribeListeners', { LoadBalancerArn: at.id }))?.Listeners ?? [];
  const limitOf = (limit: string, byDefault: number) => balancingLimit(ward, limit, byDefault);
  const counted = async (
    what: string,
    limiting: ReturnType<typeof limitOf>,
    counting: Promise<number>,
    subject = name,
  ) => {
    const [used, limit] = await Promise.all([counting, limiting]);
    return judgeQuota({ subject, what, used, where: subject === name ? [at.where] : [] }, limit);
  };
  const certificates = async () => {
    const arns = (await listeners()).flatMap(({ ListenerArn, Certificates }) =>
      Certificates?.length ? (ListenerArn ?? []) : [],
    );
    const lists = await Promise.all(
      arns.map((ListenerArn) => facts.read('elbv2:DescribeListenerCertificates', { ListenerArn })),
    );
    return new Set(
      lists.flatMap((list) => (list?.Certificates ?? []).map(({ CertificateArn }) => CertificateArn)),
    ).size;
  };
  const rules = async () => {
    const lists = await Promise.all(
      (await listeners()).map(({ ListenerArn }) => facts.read('elbv2:DescribeRules', { ListenerArn })),
    );
    return lists.flatMap((list) => list?.Rules ?? []).filter(({ IsDefault }) => !IsDefault).length;
  };
  const targets = async () => {
    const { id } = targetGroupOf(env, way.balancer);
    return (
      (await facts.read('elbv2:DescribeTargetHealth', { TargetGroupArn: id }))?.TargetHealthDescriptions
        ?.length ?? 0
    );
  };
  const balancersOfKind = async () =>
    ((await facts.read('elbv2:DescribeLoadBalancers', {}))?.LoadBalancers ?? []).filter(
      ({ Type }) => Type === kind,
    ).length;
  const groups = async () => (await facts.read('elbv2:DescribeTargetGroups', {}))?.TargetGroups?.length ?? 0;
  const byKind =
    kind === 'network'
      ? [
          () =>
            counted(
              'targets of the load balancer in a zone',
              limitOf('targets-per-availability-zone-per-network-load-balancer', otherQuotas.targetsPerZone),
              targets(),
            ),
          ...(way.ingress === 'nlb'
            ? [
                () =>
                  counted(
                    'certificates of the load balancer',
                    limitOf(
                      'certificates-per-network-load-balancer',
                      otherQuotas.certificatesPerLoadBalancer,
                    ),
                    certificates(),
                  ),
              ]
            : []),
        ]
      : [
          // hybrid.yaml may state it raised; what Elastic Load Balancing itself says counts.
          () =>
            counted(
              'rules of the load balancer',
              limitOf(
                'rules-per-application-load-balancer',
                statedLimit(env, defaultQuotas.listenerRules, 'listenerRules').value,
              ),
              rules(),
            ),
          () =>
            counted(
              'certificates of the load balancer',
              limitOf('certificates-per-application-load-balancer', otherQuotas.certificatesPerLoadBalancer),
              certificates(),
            ),
        ];
  return all(name, [
    () =>
      counted(
        `${kind} load balancers in the region`,
        limitOf(`${kind}-load-balancers`, otherQuotas[`${kind}LoadBalancers`]),
        balancersOfKind(),
        account,
      ),
    () =>
      counted(
        'target groups in the region',
        limitOf('target-groups', otherQuotas.targetGroups),
        groups(),
        account,
      ),
    () =>
      counted(
        'listeners of the load balancer',
        limitOf(`listeners-per-${kind}-load-balancer`, otherQuotas.listenersPerLoadBalancer),
        listeners().then((list) => list.length),
      ),
    ...byKind,
  ]);
}

export const balancerQuotaChecks: readonly Check[] = [balancers];
