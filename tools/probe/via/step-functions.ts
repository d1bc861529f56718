import type { SFNClient } from '@aws-sdk/client-sfn';

/** How an execution ended, or that it has not. */
export type ExecutionStatus =
  | 'RUNNING'
  | 'SUCCEEDED'
  | 'FAILED'
  | 'TIMED_OUT'
  | 'ABORTED'
  | 'PENDING_REDRIVE';

export interface Execution {
  readonly status: ExecutionStatus;
  /** JSON text. */
  readonly input?: string;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
}

/** What of Step Functions a fleet needs; errors are the SDK's. */
export interface StepFunctions {
  /** @returns the ARN of the execution */
  start(stateMachineArn: string, input: string): Promise<string>;
  describe(executionArn: string): Promise<Execution>;
  /** ARNs of the children of its distributed map that are over. */
  endedChildren(executionArn: string): Promise<readonly string[]>;
  stop(executionArn: string): Promise<void>;
}

/** @param region @default as the SDK finds it */
export function connectStepFunctions(region: string | undefined): StepFunctions {
  const sdk = require('@aws-sdk/client-sfn') as typeof import('@aws-sdk/client-sfn');
  // A child is asked for by itself, 15 a second and more: the SDK slows down where it is throttled.
  const options = { ...(region === undefined ? {} : { region }), retryMode: 'adaptive', maxAttempts: 8 };
  const client: SFNClient = new sdk.SFNClient(options);
  return {
    async start(stateMachineArn, input) {
      const { executionArn = '' } = await client.send(
        new sdk.StartExecutionCommand({ stateMachineArn, input }),
      );
      return executionArn;
    },
    async describe(executionArn) {
      const found = await client.send(new sdk.DescribeExecutionCommand({ executionArn }));
      const { status = 'RUNNING', input, output, error, cause } = found;
      return { status, input, output, error, cause };
    },
    async endedChildren(executionArn) {
      const ended: string[] = [];
      for await (const runs of sdk.paginateListMapRuns({ client }, { executionArn }))
        for (const { mapRunArn } of runs.mapRuns ?? [])
          for await (const page of sdk.paginateListExecutions({ client, pageSize: 1000 }, { mapRunArn }))
            for (const child of page.executions ?? [])
              if (child.status !== 'RUNNING' && child.executionArn) ended.push(child.executionArn);
      return ended;
    },
    async stop(executionArn) {
      const cause = 'the probe was stopped';
      await client.send(new sdk.StopExecutionCommand({ executionArn, cause }));
    },
  };
}
