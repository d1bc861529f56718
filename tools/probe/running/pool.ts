/**
 * Work on items 0 to size − 1 in order, so many at once. No item begins after the signal.
 * @param hold the second item waits for this, or for the first item's end. @default it does not wait
 */
export async function inPool(
  size: number,
  concurrency: number,
  work: (index: number) => Promise<void>,
  signal?: AbortSignal,
  hold?: Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < size && !signal?.aborted) await work(next++);
  };
  const first = worker();
  if (hold) await Promise.race([first, hold]);
  const others = Math.min(Math.max(1, concurrency), size) - 1;
  await Promise.all([first, ...Array.from({ length: others }, worker)]);
}
