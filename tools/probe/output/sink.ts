import { KitError } from '../../kit-error';
import type { Sink } from './writer';

/** Results for the next program of a pipe, or for the screen. */
export function stdoutSink(): Sink {
  // A reader that has enough (`| head`) is no fault of this program.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    write: (text) => {
      process.stdout.write(text);
    },
    close: () => new Promise((resolve) => process.stdout.write('', () => resolve())),
  };
}

/**
 * A file that appears whole, or not at all: written beside its place and renamed. Nothing is made before the first
 * text; what a run that breaks off leaves half-written is removed when the process ends.
 * @throws KitError PROBE_BAD_OUTPUT from `write` and `close` where the system refuses, e.g. a full disk
 */
export function fileSink(path: string): Sink {
  const { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } =
    require('node:fs') as typeof import('node:fs');
  const unfinished = `${path}.${process.pid}.part`;
  let descriptor: number | undefined;
  const remove = (): void => rmSync(unfinished, { force: true });
  const open = (): number => {
    process.once('exit', remove);
    return openSync(unfinished, 'w', 0o666);
  };
  const told = (work: () => void): void => {
    try {
      work();
    } catch (cause) {
      throw refused(path, cause as NodeJS.ErrnoException);
    }
  };
  return {
    write: (text) =>
      told(() => {
        descriptor ??= open();
        const bytes = Buffer.from(text);
        for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
      }),
    close: async () =>
      told(() => {
        descriptor ??= open();
        fsyncSync(descriptor);
        closeSync(descriptor);
        renameSync(unfinished, path);
        process.off('exit', remove);
      }),
  };
}

function refused(path: string, cause: NodeJS.ErrnoException): KitError {
  const what = `it can't be written: ${cause.code ?? cause.message}`;
  const fix = 'make room, or name a file elsewhere';
  return new KitError({ code: 'PROBE_BAD_OUTPUT', what, where: path, fix }, { cause });
}
