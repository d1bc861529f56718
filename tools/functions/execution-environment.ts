import type { Worker } from 'node:worker_threads';
import type { InvocationResult } from '../path/exchange';
import type { OwnAnswer, OwnRequest } from '../path/websocket/paper';
import type { PostBack } from '../path/websocket/socket';
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
  readonly #posted: PostBack[] = [];
  #ready = false;
  #id = 0;
  #timer: NodeJS.Timeout;
  #closed = false;
  #exited: Promise<void>;

  /**
   * @param answer what the function's own calls of API Gateway meet on paper
   * @param onIdle ready for another job
   * @param onExit gone; never again idle
   */
  constructor(
    worker: Worker,
    readonly answer: (request: OwnRequest) => OwnAnswer | undefined,
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
      case 'request': {
        const answered = this.answer(message.request);
        if (answered?.posted) this.#posted.push(answered.posted);
        const response = answered?.response;
        this.#worker.postMessage({ kind: 'response', id: message.id, response });
        return;
      }
      case 'returned':
        if (message.id !== this.#id) return;
        this.#finish({ kind: 'returned', payload: message.payload, stream: message.stream });
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
    const posted = this.#posted.splice(0);
    this.#job = undefined;
    job?.settle(posted.length > 0 ? { ...result, posted } : result);
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
