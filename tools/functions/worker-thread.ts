import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { LambdaFunction } from '../assembly/model';
import type { OwnRequest } from '../path/websocket/paper';
import { packageRoot } from '../root';

/** Where a function's own connections go: loopback ports of the twin and the PEM of its authority. */
export interface FunctionNetwork {
  readonly socks: number;
  readonly dns: number;
  readonly ca: string;
}

/** What a thread says of itself and of its invocations. */
export type ThreadMessage =
  | { readonly kind: 'ready' }
  /** On paper: what the handler asks of API Gateway. */
  | { readonly kind: 'request'; readonly id: number; readonly request: OwnRequest }
  | { readonly kind: 'load-failed'; readonly errorType: string; readonly errorMessage: string }
  | { readonly kind: 'returned'; readonly id: number; readonly payload: string; readonly stream?: Uint8Array }
  | {
      readonly kind: 'failed';
      readonly id: number | undefined;
      /** The thread ends by itself after this. */
      readonly fatal: boolean;
      readonly errorType: string;
      readonly errorMessage: string;
    };

export interface ThreadOptions {
  readonly environment: Record<string, string>;
  readonly network?: FunctionNetwork;
  readonly onLine: (line: string) => void;
}

/** Starts a thread for one execution environment of the function. */
export function startThread(lambda: LambdaFunction, options: ThreadOptions): Worker {
  const worker = new Worker(join(packageRoot, 'tools', 'functions', 'thread', 'main.cjs'), {
    workerData: {
      codePath: lambda.codePath,
      inlineCode: lambda.inlineCode,
      handler: lambda.handler,
      runtime: lambda.runtime,
      functionName: lambda.name,
      functionArn: lambda.arn,
      memoryMb: lambda.memoryMb,
      network: options.network,
    },
    env: options.environment,
    execArgv: [],
    argv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: lambda.memoryMb },
    name: lambda.name,
  });
  for (const stream of [worker.stdout, worker.stderr]) {
    let partial = '';
    stream.setEncoding('utf8').on('data', (text: string) => {
      const lines = (partial + text).split('\n');
      partial = lines.pop() ?? '';
      for (const line of lines) options.onLine(line);
    });
  }
  return worker;
}
