import type { Resource } from '../assembly/resource';
import { type Change, counterpart, deleted, mentions } from './change';
import { type Trap, trap } from './trap';

const loadBalancer = 'AWS::ElasticLoadBalancingV2::LoadBalancer';

/** What keeps a load balancer from being deleted: an endpoint service, a version 1 link (which has one inside). */
const attached = ['AWS::ApiGateway::VpcLink', 'AWS::EC2::VPCEndpointService'];

export function loadBalancerTraps(change: Change): Trap[] {
  return deleted(change, loadBalancer).flatMap((own) => [...linked(change, own), ...protectedOnes([own])]);
}

/** Within one stack the link goes before its load balancer; one of another stack holds on. */
function linked(change: Change, own: Resource): Trap[] {
  const holding = mentions(change.deployed, own.key, attached).filter(
    ({ resource }) =>
      resource.scope.name !== own.scope.name || counterpart(change.next, resource) !== undefined,
  );
  if (holding.length === 0) return [];
  const names = holding.map(({ resource }) => `${resource.logicalId} of ${resource.scope.name}`);
  const because = `${own.logicalId} of ${own.scope.name} is deleted, and ${names.join(', ')} is attached to it`;
  return [
    trap('LOAD_BALANCER_STILL_LINKED', because, [
      own.where,
      ...holding.map(({ resource, property }) => ({ ...resource.where, property })),
    ]),
  ];
}

/** Those of a list that refuse to be deleted. */
function protectedOnes(balancers: readonly Resource[]): Trap[] {
  return balancers
    .filter(({ settings }) =>
      settings
        .items('LoadBalancerAttributes')
        .some(
          (one) => one.literal('Key') === 'deletion_protection.enabled' && one.literal('Value') === 'true',
        ),
    )
    .map((own) =>
      trap(
        'LOAD_BALANCER_PROTECTED',
        `${own.logicalId} of ${own.scope.name} is deleted with deletion protection on`,
        [{ ...own.where, property: 'Properties.LoadBalancerAttributes' }],
      ),
    );
}

export function allProtected({ deployed }: Pick<Change, 'deployed'>): Trap[] {
  return protectedOnes(deployed.ofType(loadBalancer));
}
