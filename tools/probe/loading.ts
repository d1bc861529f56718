import { loadClient } from './stages/request';
import { secureContext } from './stages/tls';
import type { PreparedTarget } from './target';

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

  /** Call between two phases. */
  load(): void {
    if (this.loaded) return;
    this.loaded = true;
    clearTimeout(this.timer);
    loadClient();
    for (const { prepared } of this.jobs)
      if (prepared.secure) secureContext(prepared.target.ca, prepared.target.maxTls);
    this.finish();
  }

  /** For a run that ends before anything had to be loaded. */
  cancel(): void {
    clearTimeout(this.timer);
  }
}
