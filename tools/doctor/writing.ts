import { KitError, type Problem } from '../kit-error';

/**
 * Writes to a path that the command line names.
 * @throws KitError with the system's reason
 */
export function writing(path: string, fault: Omit<Problem, 'what'>, write: () => void): void {
  try {
    write();
  } catch (cause) {
    const what = `"${path}" can't be written: ${(cause as Error).message}`;
    throw new KitError({ ...fault, what }, { cause });
  }
}
