import type { Chain } from './chain';
import { type Plan, plan } from './plan';

/** Which endpoint belongs into which target group. */
export interface Assignment {
  readonly targetGroupArn: string;
  readonly endpointId: string;
  readonly port: number;
}

/** Registers what is missing, then deregisters what is gone: in this order, so that the group is never empty. */
export async function reconcile(assignment: Assignment, chain: Chain): Promise<Plan> {
  const { targetGroupArn, endpointId, port } = assignment;
  const interfaces = await chain.interfacesOf(endpointId);
  if (interfaces.length === 0) {
    throw new Error(`${endpointId} has no address: its targets stay as they are`);
  }
  const wanted = interfaces.map((one) => ({ ...one, port }));
  const changes = plan(await chain.targetsOf(targetGroupArn), wanted);
  if (changes.register.length > 0) await chain.register(targetGroupArn, changes.register);
  if (changes.deregister.length > 0) await chain.deregister(targetGroupArn, changes.deregister);
  return changes;
}

/** Takes all targets out. The group may be gone, and it goes next: nothing that fails here may stop a deletion. */
export async function release(
  { targetGroupArn }: Pick<Assignment, 'targetGroupArn'>,
  chain: Chain,
): Promise<Plan> {
  try {
    const deregister = await chain.targetsOf(targetGroupArn);
    if (deregister.length > 0) await chain.deregister(targetGroupArn, deregister);
    return { register: [], deregister };
  } catch (error) {
    console.warn('the targets are left to the deletion of their group', error);
    return { register: [], deregister: [] };
  }
}
