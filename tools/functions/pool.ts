import type { Worker } from 'node:worker_threads';
import type { OwnAnswer, OwnRequest } from '../path/websocket/paper';
import { ExecutionEnvironment, type Job } from './execution-environment';

export interface PoolOptions {
  /** Threads at most; invocations beyond wait. */
  readonly concurrency: number;
  readonly start: () => Worker;
  /** What the function's own calls of API Gateway meet on paper. */
  readonly answer: (request: OwnRequest) => OwnAnswer | undefined;
}

/** The execution environments of one function: started on demand, warm ones first, the last used first. */
export class Pool {
  readonly #all = new Set<ExecutionEnvironment>();
  readonly #idle: ExecutionEnvironment[] = [];
  readonly #waiting: Job[] = [];
  /** Threads that are ending by themselves. */
  readonly #ending = new Set<Promise<void>>();
  #retired = false;

  constructor(readonly options: PoolOptions) {}

  run(job: Job): void {
    const warm = this.#idle.pop();
    if (warm) {
      warm.run(job);
    } else if (this.#all.size < this.options.concurrency) {
      this.#start(job);
    } else {
      this.#waiting.push(job);
    }
  }

  /** No new jobs; threads end as they finish theirs. */
  retire(): void {
    this.#retired = true;
    for (const environment of this.#idle.splice(0)) this.#end(environment);
  }

  async close(): Promise<void> {
    this.#retired = true;
    this.#idle.length = 0;
    for (const job of this.#waiting.splice(0)) {
      job.settle({ kind: 'not-run', reason: 'the runner is closed' });
    }
    for (const environment of this.#all) this.#end(environment);
    await Promise.all(this.#ending);
  }

  #start(job: Job): void {
    const environment = new ExecutionEnvironment(
      this.options.start(),
      this.options.answer,
      (idle) => this.#release(idle),
      (gone) => this.#lose(gone),
    );
    this.#all.add(environment);
    environment.run(job);
  }

  #release(environment: ExecutionEnvironment): void {
    if (!this.#all.has(environment)) return;
    const next = this.#waiting.shift();
    if (next) environment.run(next);
    else if (this.#retired) this.#end(environment);
    else this.#idle.push(environment);
  }

  #lose(environment: ExecutionEnvironment): void {
    this.#end(environment);
    const position = this.#idle.indexOf(environment);
    if (position >= 0) this.#idle.splice(position, 1);
    const next = this.#waiting.shift();
    if (next) this.run(next);
  }

  #end(environment: ExecutionEnvironment): void {
    this.#all.delete(environment);
    const ending = environment.close().finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
  }
}
