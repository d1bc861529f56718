/** Payload format 2.0: an object without a status code is the body of a 200. */
export async function handler(): Promise<{ readonly up: boolean }> {
  return { up: true };
}
