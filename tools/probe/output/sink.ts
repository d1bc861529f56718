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
 * A file that grows line by line, for `tail -f` and log shippers: it is there, and empty, from the first text on, the
 * empty one too. What a run that breaks off has told stays. A pipe or a device is written to in the same way.
 * @throws KitError PROBE_BAD_OUTPUT from `write` and `close` where the system refuses
 */
export function growingFileSink(path: string): Sink {
  const { closeSync, openSync } = require('node:fs') as typeof import('node:fs');
  let descriptor: number | undefined;
  const opened = (): number => {
    descriptor ??= openSync(path, 'w', 0o666);
    return descriptor;
  };
  return {
    write: (text) => told(path, () => writeAll(opened(), text)),
    close: async () => told(path, () => closeSync(opened())),
  };
}

/**
 * A file that appears whole, or not at all: written beside its place and renamed. Nothing is made before the first
 * text; what a run that breaks off leaves half-written is removed when the process ends. What a link points to is
 * replaced, not the link; pipes and devices (`/dev/stderr`, `/dev/null`) are written to as they are.
 * @throws KitError PROBE_BAD_OUTPUT from `write` and `close` where the system refuses, e.g. a full disk
 */
export function fileSink(named: string): Sink {
  const { closeSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, statSync } =
    require('node:fs') as typeof import('node:fs');
  const there = statSync(named, { throwIfNoEntry: false });
  if (there && !there.isFile()) return growingFileSink(named);
  const path = there ? realpathSync(named) : named;
  const unfinished = `${path}.${process.pid}.part`;
  let descriptor: number | undefined;
  const remove = (): void => rmSync(unfinished, { force: true });
  const open = (): number => {
    process.once('exit', remove);
    return openSync(unfinished, 'w', 0o666);
  };
  return {
    write: (text) =>
      told(named, () => {
        descriptor ??= open();
        writeAll(descriptor, text);
      }),
    close: async () =>
      told(named, () => {
        descriptor ??= open();
        fsyncSync(descriptor);
        closeSync(descriptor);
        renameSync(unfinished, path);
        process.off('exit', remove);
      }),
  };
}

function writeAll(descriptor: number, text: string): void {
  const { writeSync } = require('node:fs') as typeof import('node:fs');
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
}

function told(path: string, work: () => void): void {
  try {
    work();
  } catch (cause) {
    throw refused(path, cause as NodeJS.ErrnoException);
  }
}

function refused(path: string, cause: NodeJS.ErrnoException): KitError {
  const what = `it can't be written: ${cause.code ?? cause.message}`;
  const fix = 'make room, or name a file elsewhere';
  return new KitError({ code: 'PROBE_BAD_OUTPUT', what, where: path, fix }, { cause });
}
