import { NotKnown } from '../../finding';
import type { Read } from '../snapshot';

/** The answer, or why there is none. A thing that is not there is `undefined`. */
export async function told<T>(asked: Promise<T>): Promise<Read<T>> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof NotKnown)) throw error;
    return { notRead: error.message };
  }
}

/** Answers of several calls: what is not there is left out; one that was not told leaves all untold. */
export async function toldAll<T>(asked: readonly Promise<T | undefined>[]): Promise<Read<readonly T[]>> {
  return told(Promise.all(asked).then((all) => all.flatMap((one) => (one === undefined ? [] : [one]))));
}
