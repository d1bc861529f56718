import type { Assembly } from '../assembly';
import { World } from '../assembly/world';
import type { Change } from './change';
import { basePathTraps, domainTraps } from './domains';
import { exportTraps, leftBehind } from './exports';
import { functionTraps } from './functions';
import { allProtected, loadBalancerTraps } from './load-balancers';
import { type Trap, trap } from './trap';
import { vpcLinkTraps } from './vpc-links';

export { type PlanReasonCode, planReasons } from './reasons';
export type { Trap } from './trap';

/** One file a kind of trap; a new one is added here. */
const checks: readonly ((change: Change) => Trap[])[] = [
  loadBalancerTraps,
  basePathTraps,
  domainTraps,
  functionTraps,
  leftBehind,
];

/** What an update from one assembly to another runs into, as far as templates tell. Pure. */
export function planUpdate(deployed: Assembly, next: Assembly): readonly Trap[] {
  const change: Change = { deployed: new World(deployed), next: new World(next) };
  const links = vpcLinkTraps(change);
  const ids = links.flatMap(({ where: [link] }) => {
    return (link && change.deployed.stack(link.stack)?.resource(link.logicalId)?.key) ?? [];
  });
  return [...links, ...exportTraps(change, ids), ...checks.flatMap((check) => check(change))];
}

/** What the deletion of all stacks runs into. Pure. */
export function planDeletion(deployed: Assembly): readonly Trap[] {
  const stacks = deployed.stacks
    .filter(({ terminationProtection }) => terminationProtection === true)
    .map(({ name }) =>
      trap('STACK_PROTECTED', `${name} has termination protection on`, [{ stack: name, logicalId: '' }]),
    );
  return [...stacks, ...allProtected({ deployed: new World(deployed) })];
}
