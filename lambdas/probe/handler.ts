/** A host in the simulated data centre. */
export async function handler(): Promise<object> {
  return { schemaVersion: 1, results: [] };
}
