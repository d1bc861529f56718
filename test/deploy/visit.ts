import { askDoctor, type Expected } from './doctor';
import { tryEndpointTargets } from './endpoint-targets';
import type { Deployed } from './lane';

/** What is done with an environment while it is deployed. */
export async function visit(deployed: Deployed, saw: (one: Expected) => void): Promise<void> {
  const { environment, lane } = deployed;
  await lane.ledger.step(`${environment.name}: doctor`, () => askDoctor(deployed, saw));
  if (environment.name === 'reference') await tryEndpointTargets(deployed);
}
