import { randomUUID } from 'node:crypto';
import type { LambdaFunction, Model } from '../assembly/model';
import type { InvocationResult } from '../path/exchange';
import { answerOnPaper } from '../path/websocket/paper';
import { lambdaEnvironment } from './environment';
import { Pool } from './pool';
import { type FunctionNetwork, startThread } from './worker-thread';

export { functionCredentials } from './environment';
export type { FunctionNetwork } from './worker-thread';

/** Synchronous payload limit, each way: aws-facts §10 (doc). */
const payloadLimit = 6 * 1024 * 1024;
/** Of a streamed response: aws-facts §10 (doc). */
const streamLimit = 200 * 1024 * 1024;

export interface FunctionRunnerOptions {
  /** Threads per function. @default 4 */
  readonly concurrency?: number;
  /** What a function's own connections meet. @default nothing can be reached, with an error that says so */
  readonly network?: (lambda: LambdaFunction) => Promise<FunctionNetwork>;
  /** Lines that a function prints. @default dropped */
  readonly log?: (functionName: string, line: string) => void;
}

export interface FunctionRunner {
  /**
   * Calls the function and resolves to what Lambda would give back; never rejects.
   * @param event JSON-serializable
   * @param timeoutMs the caller's patience; the function's own limit is in the model
   */
  invoke(functionArn: string, event: unknown, timeoutMs: number): Promise<InvocationResult>;
  /** Takes the functions of another model; those that did not change keep their threads. */
  update(model: Model): void;
  close(): Promise<void>;
}

interface Deployed {
  /** That the function was last read from: who it is, and what it may do. */
  model: Model;
  readonly lambda: LambdaFunction;
  readonly environment: Record<string, string>;
  /** Everything that a thread depends on. */
  readonly signature: string;
  pool: Promise<Pool> | Pool | undefined;
}

/** Runs the functions of the model in worker threads. */
export function createFunctionRunner(model: Model, options: FunctionRunnerOptions = {}): FunctionRunner {
  let deployed = deploy(model, new Map());
  let closed = false;
  const pools = new Set<Pool>();

  async function openPool(current: Deployed): Promise<Pool> {
    const { lambda, environment } = current;
    const network = await options.network?.(lambda);
    const pool = new Pool({
      concurrency: options.concurrency ?? 4,
      answer: (request) => answerOnPaper(current.model, lambda, request),
      start: () =>
        startThread(lambda, {
          environment,
          network,
          onLine: (line) => options.log?.(lambda.name, line),
        }),
    });
    pools.add(pool);
    current.pool = pool;
    return pool;
  }

  function invoke(functionArn: string, event: unknown, timeoutMs: number): Promise<InvocationResult> {
    const current = deployed.get(functionArn);
    const refusal = closed ? 'the runner is closed' : whyNotRun(current?.lambda, functionArn);
    if (refusal !== undefined || !current) {
      return Promise.resolve({ kind: 'not-run', reason: refusal ?? functionArn });
    }
    const text = JSON.stringify(event);
    if (Buffer.byteLength(text) > payloadLimit) {
      return Promise.resolve({ kind: 'too-large', bytes: Buffer.byteLength(text) });
    }
    return new Promise((resolve) => {
      const patience = setTimeout(() => resolve({ kind: 'timed-out', limit: 'gateway' }), timeoutMs);
      const job = {
        requestId: randomUUID(),
        event: text,
        limitMs: current.lambda.timeoutSeconds * 1000,
        settle: (result: InvocationResult) => {
          clearTimeout(patience);
          resolve(withinLimit(result));
        },
      };
      if (current.pool instanceof Pool) current.pool.run(job);
      else {
        current.pool ??= openPool(current);
        Promise.resolve(current.pool).then(
          (pool) => pool.run(job),
          (error: unknown) => job.settle({ kind: 'not-run', reason: String(error) }),
        );
      }
    });
  }

  return {
    invoke,
    update(next) {
      const previous = deployed;
      deployed = deploy(next, previous);
      for (const [arn, old] of previous) {
        if (deployed.get(arn) !== old) void Promise.resolve(old.pool).then((pool) => pool?.retire());
      }
    },
    async close() {
      closed = true;
      await Promise.all([...deployed.values()].map((entry) => entry.pool));
      await Promise.all([...pools].map((pool) => pool.close()));
    },
  };
}

function deploy(model: Model, previous: ReadonlyMap<string, Deployed>): Map<string, Deployed> {
  return new Map(
    model.functions.map((lambda) => {
      const environment = lambdaEnvironment(model, lambda);
      const signature = JSON.stringify([lambda, environment]);
      const old = previous.get(lambda.arn);
      const kept = old?.signature === signature ? old : undefined;
      return [
        lambda.arn,
        Object.assign(kept ?? { lambda, environment, signature, pool: undefined }, { model }),
      ];
    }),
  );
}

function whyNotRun(lambda: LambdaFunction | undefined, arn: string): string | undefined {
  if (!lambda) return `no template has the function ${arn}`;
  if (!lambda.runtime.startsWith('nodejs'))
    return `${lambda.name} needs ${lambda.runtime}; only Node.js runs here`;
  if (lambda.codePath === undefined && lambda.inlineCode === undefined) {
    return `the assembly has no code of ${lambda.name}`;
  }
  if (lambda.codePath?.endsWith('.zip'))
    return `the code of ${lambda.name} is a zip archive; only folders run here`;
  return undefined;
}

/** A response over the limit never reaches the caller. */
function withinLimit(result: InvocationResult): InvocationResult {
  if (result.kind === 'returned' && result.stream && result.stream.length > streamLimit) {
    return { kind: 'too-large', bytes: result.stream.length };
  }
  if (result.kind !== 'returned' || result.payload.length <= payloadLimit / 3) return result;
  const bytes = Buffer.byteLength(result.payload);
  return bytes > payloadLimit ? { kind: 'too-large', bytes } : result;
}
