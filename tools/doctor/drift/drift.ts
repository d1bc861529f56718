import type { Expectation } from '../../../stacks/config-schema';
import { type Assembly, buildModel } from '../../assembly';
import type { Model } from '../../assembly/model';
import { defaultNetworkAclId, defaultSecurityGroupId, mainRouteTableId } from '../../assembly/stand-ins/ec2';
import { createFunctionRunner } from '../../functions';
import { settle } from '../../path/3-load-balancer';
import type { Outcome } from '../../path/hop';
import { noFailures } from '../../path/state';
import { traceWith } from '../../path/trace';
import { type Compared, compare, type Side, summarizeDrift } from './compare';
import { type Declared, withPhysical } from './declared';
import { type Difference, differences } from './differences';
import { liveAssembly } from './live-assembly';
import type { Unread } from './live-draft';
import { failingTargets } from './resources/target-group';
import { liveModel } from './served';
import { isRead, type Snapshot } from './snapshot';

export interface Drift {
  readonly schemaVersion: 1;
  readonly outcome: Outcome;
  readonly compared: readonly Compared[];
  /** Setting by setting, whether or not an expectation shows it. */
  readonly differences: readonly Difference[];
  /** `stack/logical id` of what a template declares and its stack does not have. */
  readonly missing: readonly string[];
  /** What was taken as declared. */
  readonly unread: readonly Unread[];
  /** The deployed side as templates: what `trace` and the twin read. */
  readonly live: Assembly;
}

/** Both sides of an environment: what templates declare, and what AWS has. Pure. */
export function sidesOf(
  assembly: Assembly,
  snapshot: Snapshot,
): {
  readonly declared: Declared;
  readonly paper: Model;
  readonly live: Model;
  readonly unread: readonly Unread[];
  readonly assembly: Assembly;
} {
  const declared = withPhysical(assembly, snapshot);
  const live = liveAssembly(declared, snapshot);
  return {
    declared,
    paper: buildModel(declared.assembly),
    live: liveModel(live.assembly, snapshot),
    unread: live.unread,
    assembly: live.assembly,
  };
}

/**
 * Puts what AWS has through the same hops as the templates, and says where the two differ. Functions run from the
 * bundles of this machine on both sides.
 * @param at when the calls are made, in milliseconds since the epoch
 */
export async function findDrift(
  assembly: Assembly,
  snapshot: Snapshot,
  expectations: readonly Expectation[],
  at: number,
): Promise<Drift> {
  const { declared, paper, live, unread, assembly: deployed } = sidesOf(assembly, snapshot);
  const runners = [paper, live].map((model) => createFunctionRunner(model, {}));
  const sideOf = (model: Model, index: number, targets: readonly string[]): Side => {
    const state = settle(model, { ...noFailures, targets });
    return {
      model,
      trace: (call) =>
        traceWith(model, state, { ...call, at }, (invocation) =>
          runners[index]!.invoke(invocation.functionArn, invocation.event, invocation.timeoutMs),
        ),
    };
  };
  try {
    const compared = await compare(
      expectations,
      sideOf(paper, 0, []),
      sideOf(live, 1, failingTargets(snapshot)),
      unread,
    );
    return {
      schemaVersion: 1,
      outcome: summarizeDrift(compared),
      compared,
      differences: differences(paper, live, aliasesOf(snapshot)),
      missing: declared.missing,
      unread,
      live: deployed,
    };
  } finally {
    await Promise.all(runners.map((runner) => runner.close()));
  }
}

/** What every VPC brings along stands in by a hash on paper, and has an id of its own on AWS. */
export function aliasesOf({ vpcs, routeTables, networkAcls, securityGroups }: Snapshot): Map<string, string> {
  const aliases = new Map<string, string>();
  for (const { vpc } of isRead(vpcs) ? vpcs : []) {
    const id = vpc.VpcId ?? '';
    const own = <T extends { readonly VpcId?: string }>(read: readonly T[]) =>
      read.filter(({ VpcId }) => VpcId === id);
    const main = own(isRead(routeTables) ? routeTables : []).find(({ Associations = [] }) =>
      Associations.some(({ Main }) => Main),
    );
    const acl = own(isRead(networkAcls) ? networkAcls : []).find(({ IsDefault }) => IsDefault);
    const group = own(isRead(securityGroups) ? securityGroups : []).find(
      ({ GroupName }) => GroupName === 'default',
    );
    if (main?.RouteTableId) aliases.set(mainRouteTableId(id), main.RouteTableId);
    if (acl?.NetworkAclId) aliases.set(defaultNetworkAclId(id), acl.NetworkAclId);
    if (group?.GroupId) aliases.set(defaultSecurityGroupId(id), group.GroupId);
  }
  return aliases;
}
