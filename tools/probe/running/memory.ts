import { setFlagsFromString } from 'node:v8';

/**
 * Keeps a process of the probe small; measured with a thousand calls. For the command line only: flags of V8 go for
 * all that runs in a process.
 */
export function keepMemorySmall(): void {
  // The young generation stays at its first megabyte. It would grow to 48, nearly all of it garbage.
  setFlagsFromString('--semi-space-growth-factor=1');
  // The old one may grow by half between two collections, not to four times of what is needed.
  setFlagsFromString('--heap-growing-percent=50');
  // undici's HTTP parser is one huge function of WebAssembly: optimizing it takes 35 MB and longer than a run parses.
  setFlagsFromString('--liftoff-only');
}
