import { askDoctor, type Expected } from './doctor';
import { tryEndpointTargets } from './endpoint-targets';
import type { Deployed } from './lane';
import { probeVia } from './probe-via';

/** What is done with an environment while it is deployed. */
export async function visit(deployed: Deployed, saw: (one: Expected) => void): Promise<void> {
  const { environment, lane } = deployed;
  await lane.ledger.step(`${environment.name}: doctor`, () => askDoctor(deployed, saw));
  if (environment.name !== 'reference') return;
  await tryEndpointTargets(deployed);
  // A function in AWS reaches no server of this machine.
  if (lane.name === undefined)
    await lane.ledger.step('reference: probe --via lambda:ProbeFunction', () => probeVia(deployed));
}
