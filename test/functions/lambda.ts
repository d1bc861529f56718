import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LambdaFunction, Model } from '../../tools/assembly/model';
import { createFunctionRunner, type FunctionRunner, type FunctionRunnerOptions } from '../../tools/functions';

const folders: string[] = [];
const runners: FunctionRunner[] = [];

/** A function whose code folder holds the given files; deleted by {@link cleanUp}. */
export function lambdaOf(
  files: Record<string, string>,
  changes: Partial<LambdaFunction> = {},
): LambdaFunction {
  const codePath = mkdtempSync(join(tmpdir(), 'function-'));
  folders.push(codePath);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(codePath, name), text);
  return {
    where: { stack: 'test', logicalId: 'Function' },
    arn: 'arn:aws:lambda:eu-west-1:111122223333:function:under-test',
    name: 'under-test',
    runtime: 'nodejs22.x',
    handler: 'index.handler',
    timeoutSeconds: 3,
    memoryMb: 128,
    environment: {},
    codePath,
    permissions: [],
    ...changes,
  };
}

/** A runner of one function and a way to call it. */
export function run(lambda: LambdaFunction, options: FunctionRunnerOptions = {}) {
  const model = { region: 'eu-west-1', functions: [lambda] } as unknown as Model;
  const runner = createFunctionRunner(model, options);
  runners.push(runner);
  return {
    runner,
    invoke: (event: unknown = {}, timeoutMs = 29_000) => runner.invoke(lambda.arn, event, timeoutMs),
  };
}

/** Shorthand: the code of `index.js`, called once. */
export function answerOf(code: string, changes: Partial<LambdaFunction> = {}, event: unknown = {}) {
  return run(lambdaOf({ 'index.js': code }, changes)).invoke(event);
}

export async function cleanUp(): Promise<void> {
  await Promise.all(runners.splice(0).map((runner) => runner.close()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}
