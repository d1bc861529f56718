import type { Assembly } from '../../../assembly';
import type { Facts } from '../../read';
import { isRead, type StackFacts } from '../snapshot';
import { told } from './told';

/** Asks CloudFormation which resources the stacks have; a stack that is not there has none. */
export async function readStacks(
  assembly: Assembly,
  facts: Facts,
  account: string,
): Promise<readonly StackFacts[]> {
  const found = new Map<string, StackFacts>();
  // A nested stack is known by the id that its parent tells, and comes after it.
  for (const generation of generations(assembly)) {
    await Promise.all(
      generation.map(async ({ name, account: own, parent }) => {
        if (own !== undefined && own !== account) {
          found.set(name, { name, resources: { notRead: `stack ${name} is in account ${own}` } });
          return;
        }
        const of = parent && found.get(parent.stack)?.resources;
        const id =
          of && isRead(of) ? of.find((one) => one.LogicalResourceId === parent?.logicalId) : undefined;
        const StackName = parent ? id?.PhysicalResourceId : name;
        if (StackName === undefined) {
          found.set(name, { name, resources: of && !isRead(of) ? of : [] });
          return;
        }
        const resources = await told(
          facts
            .read('cloudformation:ListStackResources', { StackName })
            .then((one) =>
              (one?.StackResourceSummaries ?? []).filter(
                ({ ResourceStatus }) => ResourceStatus !== 'DELETE_COMPLETE',
              ),
            ),
        );
        found.set(name, { name, resources });
      }),
    );
  }
  return assembly.stacks.flatMap(({ name }) => found.get(name) ?? []);
}

function generations({ stacks }: Assembly): Assembly['stacks'][] {
  const depth = (name: string) => name.split('/').length;
  const deepest = Math.max(0, ...stacks.map(({ name }) => depth(name)));
  return Array.from({ length: deepest }, (_, index) =>
    stacks.filter(({ name }) => depth(name) === index + 1),
  );
}
