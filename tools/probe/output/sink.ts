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
  return {
    write: (text) => {
      descriptor ??= open();
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
    },
    close: async () => {
      descriptor ??= open();
      fsyncSync(descriptor);
      closeSync(descriptor);
      renameSync(unfinished, path);
      process.off('exit', remove);
    },
  };
}
