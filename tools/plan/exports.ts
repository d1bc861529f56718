import { sameValue } from '../assembly/intrinsics/values';
import { type Change, deployFirst, exportsOf, importsOf } from './change';
import { type Trap, trap } from './trap';

/**
 * Exports that go or change while a deployed stack imports them: the exporting stack is updated first, and refused.
 * @param reported values of exports that another trap is about
 */
export function exportTraps(change: Change, reported: readonly string[]): Trap[] {
  const { deployed, next } = change;
  const after = exportsOf(next);
  return [...exportsOf(deployed)].flatMap(([name, { stack, output }]) => {
    const updated = next.stack(stack);
    const importers = deployed.scopes.filter(
      (scope) => scope.name !== stack && importsOf(scope.template).includes(name),
    );
    const value = deployed.stack(stack)?.output(output);
    const isReported = typeof value === 'string' && reported.includes(value);
    if (!updated || importers.length === 0 || isReported) return [];
    const kept = after.get(name);
    const same =
      kept?.stack === stack &&
      sameValue(
        deployed.stack(stack)?.template.Outputs?.[output]?.Value,
        updated.template.Outputs?.[kept.output]?.Value,
      );
    if (same) return [];
    const stacks = importers.map((scope) => scope.name);
    const because = `${stack} ${kept ? 'changes' : 'drops'} export ${name}, which ${stacks.join(', ')} imports`;
    const where = [{ stack, logicalId: 'Outputs', property: output }];
    return [
      trap(
        'EXPORT_STILL_IMPORTED',
        because,
        where,
        `Update the importers first: ${deployFirst(change, stacks)}`,
      ),
    ];
  });
}

/** Deployed stacks that the new templates don't have. */
export function leftBehind({ deployed, next }: Change): Trap[] {
  return deployed.scopes
    .filter(({ name, stack }) => stack.parent === undefined && next.stack(name) === undefined)
    .map(({ name }) =>
      trap(
        'STACK_LEFT_BEHIND',
        `${name} is deployed and in no new template`,
        [{ stack: name, logicalId: '' }],
        `Once the others are updated: aws cloudformation delete-stack --stack-name ${name}`,
      ),
    );
}
