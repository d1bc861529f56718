import type { Worker } from 'node:worker_threads';
import type { InvocationResult } from '../path/exchange';
import type { ThreadMessage } from './worker-thread';

/** Lambda's limit of the init phase (handler loaded), milliseconds. */
const initLimitMs = 10_000;

export interface Job {
  readonly requestId: string;
  /** JSON text. */
  readonly event: string;
  /** The function's own limit. */
  readonly limitMs: number;
  readonly settle: (result: InvocationResult) => void;
}

/** One thread and the one invocation it may be busy with. */
export class ExecutionEnvironment {
  #worker: Worker;
  #job: Job | undefined;
  #ready = false;
  #id = 0;
  #timer: NodeJS.Timeout;
  #closed = false;
  #exited: Promise<void>;

  /**
   * @param onIdle ready for another job
   * @param onExit gone; never again idle
   */
  constructor(
    worker: Worker,
    readonly onIdle: (self: ExecutionEnvironment) => void,
    readonly onExit: (self: ExecutionEnvironment) => void,
  ) {
    this.#worker = worker;
    this.#timer = setTimeout(() => this.#expire(), initLimitMs);
    this.#exited = new Promise((resolve) => {
      worker.once('exit', (code) => {
        this.#gone(code);
        resolve();
      });
    });
    worker.on('message', (message: ThreadMessage) => this.#receive(message));
    worker.on('error', (error: Error & { code?: string }) => {
      const outOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      this.#finish({
        kind: 'failed',
        errorType: outOfMemory ? 'Runtime.OutOfMemory' : error.name,
        errorMessage: outOfMemory ? 'Runtime exited with error: signal: killed' : error.message,
      });
    });
  }

  /** Runs the job once the handler is loaded. Not while busy. */
  run(job: Job): void {
    this.#job = job;
    if (this.#ready) this.#send(job);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    void this.#worker.terminate();
    await this.#exited;
  }

  #send(job: Job): void {
    this.#id += 1;
    this.#timer = setTimeout(() => this.#expire(), job.limitMs);
    this.#worker.postMessage({
      id: this.#id,
      requestId: job.requestId,
      event: job.event,
      timeoutMs: job.limitMs,
    });
  }

  #receive(message: ThreadMessage): void {
    switch (message.kind) {
      case 'ready':
        clearTimeout(this.#timer);
        this.#ready = true;
        if (this.#job) this.#send(this.#job);
        else this.onIdle(this);
        return;
      case 'load-failed':
        this.#finish({ kind: 'failed', errorType: message.errorType, errorMessage: message.errorMessage });
        this.#leave();
        return;
      case 'returned':
        if (message.id !== this.#id) return;
        this.#finish({ kind: 'returned', payload: message.payload });
        this.onIdle(this);
        return;
      case 'failed':
        if (message.id === this.#id) {
          this.#finish({ kind: 'failed', errorType: message.errorType, errorMessage: message.errorMessage });
        }
        if (message.fatal) this.#leave();
        else if (message.id === this.#id) this.onIdle(this);
    }
  }

  #leave(): void {
    this.#closed = true;
    void this.#worker.terminate();
    this.onExit(this);
  }

  #finish(result: InvocationResult): void {
    clearTimeout(this.#timer);
    const job = this.#job;
    this.#job = undefined;
    job?.settle(result);
  }

  #expire(): void {
    this.#finish({ kind: 'timed-out', limit: 'function' });
    this.#leave();
  }

  #gone(code: number): void {
    clearTimeout(this.#timer);
    const how = code === 0 ? 'without providing a reason' : `with error: exit status ${code}`;
    this.#finish({ kind: 'failed', errorType: 'Runtime.ExitError', errorMessage: `Runtime exited ${how}` });
    if (!this.#closed) this.onExit(this);
  }
}
