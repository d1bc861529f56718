import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { KitError } from '../kit-error';
import { twinErrors } from './errors';

/** What one needs to use a running twin. */
export interface ReadyFile {
  /** By vantage name; each port as `127.0.0.1:port`. */
  readonly vantages: Readonly<Record<string, { readonly socks: string; readonly dns: string }>>;
  /** Absolute path of the PEM to trust. */
  readonly ca: string;
  /** Absolute path of a shared credentials file: a profile, by name and by ARN, for each principal. */
  readonly credentials: string;
  /** Absolute path of a JSON file: name of an API key → its value. */
  readonly apiKeys: string;
  readonly control: { readonly url: string; readonly token: string };
  readonly pid: number;
}

/** Writes the whole file at once, readable by its owner only: it holds the control token. @throws KitError TWIN_READY_FILE */
export function writeReadyFile(path: string, ready: ReadyFile): void {
  const unfinished = `${path}.${process.pid}`;
  try {
    writeFileSync(unfinished, `${JSON.stringify(ready, null, 2)}\n`, { mode: 0o600 });
    renameSync(unfinished, path);
  } catch (cause) {
    rmSync(unfinished, { force: true });
    throw problem('written', path, cause);
  }
}

/** `undefined` where there is none. @throws KitError TWIN_READY_FILE where it holds something else */
export function readReadyFile(path: string): ReadyFile | undefined {
  try {
    const ready = JSON.parse(readFileSync(path, 'utf8')) as ReadyFile;
    if (typeof ready.control?.url !== 'string') throw new Error('it is no ready file');
    return ready;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw problem('read', path, cause);
  }
}

/** Removes the file if it is still this process's. */
export function removeReadyFile(path: string, ready: ReadyFile): void {
  try {
    const current = JSON.parse(readFileSync(path, 'utf8')) as ReadyFile;
    if (current.control.token === ready.control.token) rmSync(path, { force: true });
  } catch {
    // Gone or replaced by something else: not ours to remove.
  }
}

function problem(verb: string, path: string, cause: unknown): KitError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new KitError(
    {
      code: 'TWIN_READY_FILE',
      what: `the ready file cannot be ${verb}: ${reason}`,
      where: path,
      fix: twinErrors.TWIN_READY_FILE.fix,
    },
    { cause },
  );
}
