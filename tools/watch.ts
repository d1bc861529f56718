import { type FSWatcher, watch } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { buildModel, readAssembly } from './assembly';
import { packageRoot } from './root';
import { synthesizeApart } from './synthesize';
import type { Twin } from './twin';

export interface WatchOptions {
  readonly config: string;
  readonly twin: Twin;
  /** Folder that is synthesized into. */
  readonly outdir: string;
  /** Assemblies of other accounts, read as they are. @default none */
  readonly beside?: readonly string[];
  readonly log?: (line: string) => void;
}

/** Files often change in bursts; one reload serves all that came within this many milliseconds. */
const quietMs = 150;

/** Synthesizes again and reloads the twin whenever hybrid.yaml, a stack or a handler changes; a failed synth keeps the last. */
export function watchAndReload({ config, twin, outdir, beside = [], log = console.error }: WatchOptions): {
  close(): void;
} {
  let timer: NodeJS.Timeout | undefined;
  let running = false;
  let again = false;
  const stop = new AbortController();

  const reload = async (): Promise<void> => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    try {
      do {
        again = false;
        await synthesizeApart(config, outdir, stop.signal);
        await twin.reload(buildModel(readAssembly({ dir: [outdir, ...beside] })));
        log('reloaded');
      } while (again);
    } catch (error) {
      if (!stop.signal.aborted) log(error instanceof Error ? error.message : String(error));
    } finally {
      running = false;
    }
  };
  const changed = (_event: string, file: string | null): void => {
    if (file !== null && !/\.(ya?ml|json|[cm]?[jt]s)$/.test(file)) return;
    clearTimeout(timer);
    timer = setTimeout(() => void reload(), quietMs);
  };
  const folders = new Set([
    dirname(resolve(config)),
    join(packageRoot, 'stacks'),
    join(packageRoot, 'lambdas'),
  ]);
  const watchers: FSWatcher[] = [...folders].map((folder) =>
    watch(folder, { recursive: folder !== dirname(resolve(config)) }, changed),
  );
  return {
    close() {
      clearTimeout(timer);
      stop.abort();
      for (const watcher of watchers) watcher.close();
    },
  };
}
