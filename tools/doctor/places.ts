import { domainsOf, type Ingress, planIngress } from '../../stacks/ingress';
import { type Environment, type Located, resourceOf } from './environment';

const frontDoor = 'front-door';

/** A way in: what the chain consists of there, by the constructs of stacks/front-door-stack.ts. */
export interface Way {
  readonly ingress: Ingress;
  readonly domains: 'public' | 'private';
  /** Construct of its load balancer; undefined: none. */
  readonly balancer?: 'LoadBalancer' | 'PassThrough';
  readonly endpoint: 'Endpoint' | 'PrivateEndpoint';
  /** Whether APIs answer on it. */
  readonly serves: boolean;
  /** Whether the names of hosts lead to it. */
  readonly named: boolean;
}

const balancers = {
  nlb: 'LoadBalancer',
  alb: 'LoadBalancer',
  'alb-mtls': 'LoadBalancer',
  'nlb-passthrough': 'PassThrough',
  'private-domain': undefined,
} as const satisfies Record<Ingress, Way['balancer']>;

/** The ways in that are built: two in a migration. */
export function waysOf({ config }: Environment): readonly Way[] {
  const plan = planIngress(config);
  return plan.build.map((ingress) => {
    const domains = domainsOf(ingress);
    return {
      ingress,
      domains,
      balancer: balancers[ingress],
      endpoint: domains === 'private' ? 'PrivateEndpoint' : 'Endpoint',
      serves: plan.serve.includes(ingress),
      named: plan.records === ingress,
    };
  });
}

/** @throws NotKnown where it can't be told */
export function zoneOf(env: Environment): Located {
  const { existing } = env.config.dns;
  if (existing) return { id: existing, where: env.place(['dns', 'existing']) };
  return resourceOf(env, frontDoor, 'AWS::Route53::HostedZone');
}

/** The account among those that own APIs whose credentials the caller has; undefined: the hub, or the only one. */
export function ownerOf({
  config: { accounts },
  account,
}: Environment): { name: string; id: string } | undefined {
  const found = Object.entries(accounts?.apis ?? {}).find(([, { id }]) => id === account);
  return found && { name: found[0], id: found[1].id };
}

/** Of the load balancer and the custom domains of the caller's account. @throws NotKnown where it can't be told */
export function certificateOf(env: Environment): Located {
  const { certificate, accounts } = env.config;
  const owner = ownerOf(env);
  const own = owner && accounts?.apis[owner.name];
  if (owner && own)
    return { id: own.certificate, where: env.place(['accounts', 'apis', owner.name, 'certificate']) };
  if ('arn' in certificate) return { id: certificate.arn, where: env.place(['certificate', 'arn']) };
  return resourceOf(env, frontDoor, 'AWS::CertificateManager::Certificate');
}

/** The application VPC. @throws NotKnown where it can't be told */
export function applicationVpcOf(env: Environment): Located {
  const { network } = env.config;
  if ('existing' in network)
    return { id: network.existing.vpc, where: env.place(['network', 'existing', 'vpc']) };
  return resourceOf(env, 'network', 'AWS::EC2::VPC');
}

/** The VPC that stands for the data centre; undefined: the data centre is a real one. @throws NotKnown where it can't be told */
export function onPremisesVpcOf(env: Environment): Located | undefined {
  return env.config.onPremises.simulate ? resourceOf(env, 'on-premises', 'AWS::EC2::VPC') : undefined;
}

/** The execute-api endpoint of a way in. @throws NotKnown where it can't be told */
export function endpointOf(env: Environment, { endpoint }: Pick<Way, 'endpoint'>): Located {
  const { network } = env.config;
  if (endpoint === 'Endpoint' && 'existing' in network && network.existing.endpoint)
    return {
      id: network.existing.endpoint.id,
      where: env.place(['network', 'existing', 'endpoint', 'id']),
    };
  return resourceOf(env, frontDoor, 'AWS::EC2::VPCEndpoint', endpoint);
}

/** The load balancer of a way that has one. @throws NotKnown where it can't be told */
export function balancerOf(env: Environment, balancer: NonNullable<Way['balancer']>): Located {
  return resourceOf(env, frontDoor, 'AWS::ElasticLoadBalancingV2::LoadBalancer', balancer);
}

/** @throws NotKnown where it can't be told */
export function targetGroupOf(env: Environment, balancer: NonNullable<Way['balancer']>): Located {
  return resourceOf(env, frontDoor, 'AWS::ElasticLoadBalancingV2::TargetGroup', `${balancer}Targets`);
}

/** @throws NotKnown where it can't be told */
export function listenerOf(env: Environment, balancer: NonNullable<Way['balancer']>): Located {
  return resourceOf(env, frontDoor, 'AWS::ElasticLoadBalancingV2::Listener', `${balancer}Https`);
}
