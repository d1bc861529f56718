import type { Assembly, AssemblyStack, RawResource } from '../../assembly';
import { type Physical, physicalKey } from '../../assembly/physical';
import { hopsOf } from './hops-of';
import { domainPhysical } from './resources/domain';
import { loadBalancerPhysical } from './resources/load-balancer';
import { endpointPhysical } from './resources/vpc-endpoint';
import { isRead, type Snapshot } from './snapshot';

/** The templates as somebody wrote them, and the stacks of theirs that AWS has not. */
export interface Declared {
  /** With the ids, names and addresses that AWS allotted in place of stand-ins. */
  readonly assembly: Assembly;
  /** The same without what was never deployed. */
  readonly deployed: Assembly;
  /** `stack/logical id` of what a template declares for the way of a call, and its stack does not have. */
  readonly missing: readonly string[];
}

/** Gives every declared resource what AWS allotted to it. Pure. */
export function withPhysical(assembly: Assembly, snapshot: Snapshot): Declared {
  const allotted = allottedOf(snapshot);
  const missing: string[] = [];
  const gone = new Set<string>();
  const stacks = assembly.stacks.map((stack) => {
    const read = snapshot.stacks.find(({ name }) => name === stack.name)?.resources;
    const ids =
      read && isRead(read)
        ? new Map(read.map((one) => [one.LogicalResourceId ?? '', one.PhysicalResourceId ?? '']))
        : undefined;
    const resources: Record<string, RawResource> = {};
    for (const [logicalId, raw] of Object.entries(stack.template.Resources ?? {})) {
      const id = ids?.get(logicalId);
      if (ids && id === undefined) {
        gone.add(`${stack.name}/${logicalId}`);
        // Of an alarm or a log group that is not there a call hears nothing.
        if (hopsOf(raw.Type).length > 0) missing.push(`${stack.name}/${logicalId}`);
      }
      const physical: Physical = id ? { id, ...allotted.get(id) } : {};
      resources[logicalId] = { ...raw, Metadata: { ...raw.Metadata, [physicalKey]: physical } };
    }
    return {
      ...stack,
      region: stack.region ?? snapshot.region,
      account: stack.account ?? snapshot.account,
      template: { ...stack.template, Resources: resources },
    };
  });
  return { assembly: { stacks }, deployed: { stacks: stacks.map((stack) => without(stack, gone)) }, missing };
}

function without(stack: AssemblyStack, gone: ReadonlySet<string>): AssemblyStack {
  const Resources = Object.fromEntries(
    Object.entries(stack.template.Resources ?? {}).filter(([id]) => !gone.has(`${stack.name}/${id}`)),
  );
  return { ...stack, template: { ...stack.template, Resources } };
}

/** Physical id → names and addresses. */
function allottedOf(snapshot: Snapshot): ReadonlyMap<string, Physical> {
  const { vpcs, securityGroups, networkAcls, endpoints, interfaces, loadBalancers, domains } = snapshot;
  const all: Physical[] = [];
  for (const { vpc } of isRead(vpcs) ? vpcs : []) {
    const group = (isRead(securityGroups) ? securityGroups : []).find(
      ({ VpcId, GroupName }) => VpcId === vpc.VpcId && GroupName === 'default',
    );
    const acl = (isRead(networkAcls) ? networkAcls : []).find(
      ({ VpcId, IsDefault }) => VpcId === vpc.VpcId && IsDefault,
    );
    all.push({
      id: vpc.VpcId,
      attributes: {
        ...(group?.GroupId ? { DefaultSecurityGroup: group.GroupId } : {}),
        ...(acl?.NetworkAclId ? { DefaultNetworkAcl: acl.NetworkAclId } : {}),
      },
    });
  }
  for (const endpoint of isRead(endpoints) ? endpoints : []) all.push(endpointPhysical(endpoint, interfaces));
  for (const { balancer } of isRead(loadBalancers) ? loadBalancers : [])
    all.push(loadBalancerPhysical(balancer, interfaces));
  for (const { domain } of isRead(domains) ? domains : []) all.push(domainPhysical(domain));
  return new Map(all.flatMap((one) => (one.id === undefined ? [] : [[one.id, one] as const])));
}
