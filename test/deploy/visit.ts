import type { Deployed } from './lane';

/** What is done with an environment while it is deployed. */
export async function visit(_deployed: Deployed): Promise<void> {}
