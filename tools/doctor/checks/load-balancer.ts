import type { Check, Ward } from '../check';
import type { Located } from '../environment';
import { type Draft, each, NotKnown, notApplicable, pass, remark, stop } from '../finding';
import { balancerOf, type Way, waysOf } from '../places';

/** A way in that has a load balancer. */
export type BalancedWay = Way & { readonly balancer: NonNullable<Way['balancer']> };

/** Ways in with a load balancer, each by itself; where none has one, the check does not apply. */
export function eachBalancer(
  ward: Ward,
  check: (way: BalancedWay) => Promise<readonly Draft[] | Draft>,
): Promise<readonly Draft[]> | readonly Draft[] {
  const ways = waysOf(ward.env).filter((way): way is BalancedWay => way.balancer !== undefined);
  if (ways.length === 0)
    return [notApplicable(ward.env.config.name, `ingress: ${ward.env.config.ingress} has no load balancer`)];
  return each(ways, ({ balancer }) => balancer, check);
}

/**
 * The load balancer of a way, as its service describes it.
 * @throws NotKnown where it can't be read, or is not there
 */
export async function describeBalancer({ env, facts }: Ward, way: BalancedWay) {
  const at = balancerOf(env, way.balancer);
  const answer = await facts.read('elbv2:DescribeLoadBalancers', { LoadBalancerArns: [at.id] });
  const [found] = answer?.LoadBalancers ?? [];
  if (!found) throw missing(at);
  return { at, found };
}

function missing({ id, where }: Located): NotKnown {
  return new NotKnown('RESOURCE_MISSING', `there is no load balancer ${id}`, { where: [where] });
}

/** What the listener of a way speaks, and what it speaks to the endpoint. */
export function protocolOf({ ingress }: Pick<Way, 'ingress'>): 'TLS' | 'TCP' | 'HTTPS' {
  if (ingress.startsWith('alb')) return 'HTTPS';
  return ingress === 'nlb-passthrough' ? 'TCP' : 'TLS';
}

/** `corp-LoadBa-1a2b3c` of `…:loadbalancer/net/corp-LoadBa-1a2b3c/50dc6c495c0c9188` */
export const shortName = (arn: string): string => arn.split('/').at(-2) ?? arn;

const active: Check = {
  name: 'load-balancer',
  hop: 'load-balancer',
  asks: 'Is the load balancer active, internal, and in every zone of hybrid.yaml?',
  reads: ['elbv2:DescribeLoadBalancers'],
  run: async (ward) =>
    eachBalancer(ward, async (way) => {
      const { env, facts } = ward;
      const at = balancerOf(env, way.balancer);
      const name = shortName(at.id);
      const answer = await facts.read('elbv2:DescribeLoadBalancers', { LoadBalancerArns: [at.id] });
      const [found] = answer?.LoadBalancers ?? [];
      if (!found)
        return stop('LOAD_BALANCER_NOT_ACTIVE', name, 'it is not there any more', { where: [at.where] });
      const { State, Scheme } = found;
      const zones = (found.AvailabilityZones ?? []).flatMap(({ ZoneName }) => ZoneName ?? []);
      const lacking = env.config.zones.filter((zone) => !zones.includes(zone));
      const details = {
        evidence: { state: State?.Code, reason: State?.Reason, scheme: Scheme, zones },
        where: [at.where],
      };
      if (State?.Code === 'provisioning')
        return remark('LOAD_BALANCER_NOT_ACTIVE', name, 'it is being set up', details);
      if (State?.Code !== 'active')
        return stop('LOAD_BALANCER_NOT_ACTIVE', name, `its state is ${State?.Code}`, details);
      if (Scheme !== 'internal')
        return stop('LOAD_BALANCER_NOT_AS_CONFIGURED', name, `it is ${Scheme}`, details);
      if (lacking.length > 0)
        return stop('LOAD_BALANCER_NOT_AS_CONFIGURED', name, `it is not in ${lacking.join(', ')}`, details);
      return pass(name, `it is active in ${zones.join(', ')}`, details);
    }),
};

const crossZone: Check = {
  name: 'load-balancer-cross-zone',
  hop: 'load-balancer',
  asks: 'Is cross-zone load balancing as hybrid.yaml says?',
  reads: ['elbv2:DescribeLoadBalancerAttributes'],
  run: async (ward) =>
    eachBalancer(ward, async (way) => {
      const { env, facts } = ward;
      const { id, where } = balancerOf(env, way.balancer);
      const name = shortName(id);
      if (way.ingress.startsWith('alb'))
        return notApplicable(name, 'an Application Load Balancer always balances across zones');
      const answer = await facts.read('elbv2:DescribeLoadBalancerAttributes', { LoadBalancerArn: id });
      if (!answer) throw missing({ id, where });
      const value = answer.Attributes?.find(({ Key }) => Key === 'load_balancing.cross_zone.enabled')?.Value;
      const wanted = `${env.config.loadBalancer.crossZone}`;
      const details = { evidence: { 'load_balancing.cross_zone.enabled': value }, where: [where] };
      // Off unless said (aws-facts §4.3).
      if ((value ?? 'false') === wanted)
        return pass(
          name,
          `cross-zone load balancing is ${wanted === 'true' ? 'on' : 'off'}, as configured`,
          details,
        );
      return remark(
        'CROSS_ZONE_DIFFERS',
        name,
        `cross-zone load balancing is ${value}, hybrid.yaml says ${wanted}`,
        details,
      );
    }),
};

export const loadBalancerChecks: readonly Check[] = [active, crossZone];
