export async function handler(): Promise<object> {
  return { schemaVersion: 1, results: [] };
}
