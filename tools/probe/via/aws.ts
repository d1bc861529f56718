import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { Answer } from './answer';

/** What of AWS the probe asks to let a function call; errors are the SDK's. */
export interface Aws {
  /** Seconds that the function may run; undefined: there is no such function. */
  timeoutOf(name: string): Promise<number | undefined>;
  /** Outputs of every stack of the region, or of one. */
  outputs(stack?: string): Promise<readonly StackOutput[]>;
  /** Never throws: what went wrong is in the answer. */
  invoke(name: string, event: string, signal?: AbortSignal): Promise<Answer>;
}

export interface StackOutput {
  readonly stack: string;
  readonly key: string;
  readonly value: string;
}

/** @param region @default as the SDK finds it */
export function connectAws(region: string | undefined): Aws {
  // A caller that is throttled waits and goes on: nobody else is to be hurt by a probe.
  const options = { ...(region === undefined ? {} : { region }), retryMode: 'adaptive', maxAttempts: 5 };
  let lambda: LambdaClient | undefined;
  const client = (): LambdaClient => (lambda ??= new (lambdaSdk().LambdaClient)(options));
  return {
    async timeoutOf(name) {
      const { GetFunctionConfigurationCommand } = lambdaSdk();
      try {
        const { Timeout } = await client().send(new GetFunctionConfigurationCommand({ FunctionName: name }));
        return Timeout;
      } catch (error) {
        if ((error as Error).name === 'ResourceNotFoundException') return undefined;
        throw error;
      }
    },
    async outputs(stack) {
      const { CloudFormationClient, paginateDescribeStacks } = cloudFormationSdk();
      const cloudFormation: CloudFormationClient = new CloudFormationClient(options);
      const found: StackOutput[] = [];
      try {
        for await (const page of paginateDescribeStacks({ client: cloudFormation }, { StackName: stack }))
          for (const { StackName = '', Outputs = [] } of page.Stacks ?? [])
            for (const { OutputKey: key = '', OutputValue: value = '' } of Outputs)
              found.push({ stack: StackName, key, value });
        return found;
      } catch (error) {
        // CloudFormation's answer for a stack that is not there.
        if (/does not exist/.test((error as Error).message)) return [];
        throw error;
      } finally {
        cloudFormation.destroy();
      }
    },
    async invoke(name, event, abortSignal) {
      const { InvokeCommand } = lambdaSdk();
      try {
        const command = new InvokeCommand({ FunctionName: name, Payload: Buffer.from(event) });
        const { Payload, FunctionError } = await client().send(command, { abortSignal });
        const payload = Buffer.from(Payload ?? []).toString('utf8');
        return FunctionError === undefined ? { payload } : { payload, functionError: FunctionError };
      } catch (error) {
        return { error: error as Error };
      }
    },
  };
}

/** Loaded when something else than this machine is to call. */
function lambdaSdk(): typeof import('@aws-sdk/client-lambda') {
  return require('@aws-sdk/client-lambda');
}

function cloudFormationSdk(): typeof import('@aws-sdk/client-cloudformation') {
  return require('@aws-sdk/client-cloudformation');
}
