import type { CloudFormationCustomResourceEvent, Context } from 'aws-lambda';
import { awsChain } from './aws-chain';
import type { Chain } from './chain';
import { answerTo, type Outcome, send } from './cloudformation';
import { fromDeployment, readAssignment } from './event';
import type { Plan } from './plan';
import { reconcile, release } from './reconcile';
import { within } from './within';

/** Kept back from the time limit (ms), for the answer to CloudFormation. */
const reserve = 20_000;

export interface Dependencies {
  readonly chain: Chain;
  readonly send: (url: string, body: string) => Promise<void>;
}

/** Called by the deployment (`Custom::EndpointTargets`) and by the clock, with the same properties. */
export function createHandler(dependencies: () => Dependencies) {
  return async (
    event: unknown,
    context: Pick<Context, 'getRemainingTimeInMillis'>,
  ): Promise<Plan | undefined> => {
    const { chain, send } = dependencies();
    if (!fromDeployment(event)) return log(await reconcile(readAssignment(event), chain));
    const limit = context.getRemainingTimeInMillis() - reserve;
    const outcome = await within(limit, deploy(event, chain)).catch((error: Error): Outcome => {
      console.error(error);
      return { status: 'FAILED', reason: `${error.name}: ${error.message}`, physicalId: idOf(event) };
    });
    await send(event.ResponseURL, answerTo(event, outcome));
    return undefined;
  };
}

async function deploy(event: CloudFormationCustomResourceEvent, chain: Chain): Promise<Outcome> {
  if (event.RequestType === 'Delete') {
    // A deletion of what was never made right has nothing to release.
    if (idOf(event).includes(':targetgroup/')) log(await release({ targetGroupArn: idOf(event) }, chain));
    return { status: 'SUCCESS', physicalId: idOf(event) };
  }
  const assignment = readAssignment(event.ResourceProperties);
  log(await reconcile(assignment, chain));
  // The group is the identity: with another group, CloudFormation deletes this resource for the old one.
  return { status: 'SUCCESS', physicalId: assignment.targetGroupArn };
}

function idOf(event: CloudFormationCustomResourceEvent): string {
  return 'PhysicalResourceId' in event ? event.PhysicalResourceId : event.LogicalResourceId;
}

function log(changes: Plan): Plan {
  console.info(JSON.stringify({ message: 'targets compared', ...changes }));
  return changes;
}

export const handler = createHandler(() => ({ chain: awsChain(), send }));
