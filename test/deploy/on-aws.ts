import type { Environment } from './environments';
import { type Lane, takeThrough } from './lane';
import { nameOfRun, objections, realCaller, realPlane } from './real';
import { compareLacking, Sightings } from './tables';
import { Toolkits } from './toolkits';
import { visit } from './visit';

/** For a command of the CDK (s): interfaces of functions alone take twenty minutes to go. */
const limit = 5_400;

/**
 * Takes one environment through AWS itself, in the account of the credentials. Never tried.
 * @throws Error with every reason why it may not be
 */
export async function deployOnAws(
  { ledger, python, keep }: Pick<Lane, 'ledger' | 'python' | 'keep'>,
  environment: Environment,
  account: string,
): Promise<void> {
  const caller = await realCaller();
  const reasons = objections(environment, account, caller);
  if (reasons.length) throw new Error(reasons.join('\n'));
  const sightings = new Sightings();
  const name = nameOfRun(new Date());
  const lane: Lane = {
    ...{ ledger, python, keep, account, name, limit, plane: realPlane(), region: caller.region! },
    method: 'change-set',
    saw: (found) => sightings.add(found),
    visit: (deployed) => visit(deployed, () => {}),
  };
  ledger.note(
    `deploys ${environment.name} as ${name} to account ${account}, ${lane.region}: it costs money until it is destroyed`,
  );
  ledger.note(
    `should this be interrupted: delete the stacks ${name}-*, and the certificate that was imported`,
  );
  const toolkits = new Toolkits(lane);
  await takeThrough(lane, environment, toolkits);
  if (!keep) await ledger.step('what was bootstrapped for it is gone too', () => toolkits.remove());
  await ledger.step('every type is there', () => {
    const problems = compareLacking(new Map(), sightings.types);
    if (problems.length) throw new Error(problems.join('\n'));
  });
}
