import { Duplex } from 'node:stream';
import { exchange } from './stages/request';
import { secureContext } from './stages/tls';
import { type PreparedTarget, prepareTarget } from './target';

/** A first phase that is slower than this (ms) no longer notices the pause. */
const patience = 250;

/**
 * Loads what is slow to load (HTTP client, trusted authorities) once the first packet is out, and while no
 * phase is being timed: the first target goes ahead alone until its first phase is over, the others follow.
 */
export class Loading {
  /** Resolves when everything is there, and the other targets may start. */
  readonly done: Promise<void>;
  private loaded = false;
  private finish: () => void = () => {};
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly jobs: readonly { readonly prepared: PreparedTarget }[]) {
    this.done = new Promise((resolve) => {
      this.finish = resolve;
    });
    this.timer = setTimeout(() => this.load(), patience);
  }

  /** To be awaited between two phases. */
  load(): Promise<void> {
    if (this.loaded) return this.done;
    this.loaded = true;
    clearTimeout(this.timer);
    for (const { prepared } of this.jobs) if (prepared.secure) secureContext(prepared.target);
    rehearsed ??= rehearse();
    rehearsed.then(this.finish);
    return this.done;
  }

  /** For a run that ends before anything had to be loaded. */
  cancel(): void {
    clearTimeout(this.timer);
  }
}

let rehearsed: Promise<void> | undefined;

/** One exchange in memory: a first one costs milliseconds that would be taken for the network's. */
async function rehearse(): Promise<void> {
  const echo = new Duplex({
    read() {},
    write(_chunk, _encoding, written) {
      written();
      this.push('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok');
    },
  });
  const bounds = { stops: new Set<() => void>(), stopped: () => false };
  const prepared = prepareTarget({ url: 'http://rehearsal/' });
  await exchange(bounds, { firstByte: 1000, total: 1000 }, echo, prepared);
  echo.destroy();
}
