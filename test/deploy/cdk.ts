import { join } from 'node:path';
import { packageRoot } from '../../tools/root';
import { type Ended, run } from './child';

export interface CdkOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly log: string;
  /** Seconds for the whole command. */
  readonly limit: number;
}

/**
 * The CDK command line of this package, as a user runs it.
 * @throws Error with the last lines that it wrote
 */
export function cdk(args: readonly string[], options: CdkOptions): Promise<Ended> {
  const program = join(packageRoot, 'node_modules', 'aws-cdk', 'bin', 'cdk');
  return run(process.execPath, [program, ...args, '--no-color', '--no-notices'], {
    ...options,
    cwd: join(packageRoot, '.build'), // no cdk.json there: the assembly is made already
  });
}

/** Stacks side by side where one does not need the other. */
const concurrency = '4';

/** Prepares an account and region for deployments. */
export function bootstrap(account: string, region: string, options: CdkOptions): Promise<Ended> {
  return cdk(['bootstrap', `aws://${account}/${region}`], options);
}

/**
 * Deploys every stack of an assembly.
 * By `direct`: moto's change sets know no exports of other stacks, so that `Fn::ImportValue` in them fails.
 */
export function deploy(
  assembly: string,
  method: 'direct' | 'change-set',
  options: CdkOptions,
): Promise<Ended> {
  const how = ['--require-approval', 'never', '--method', method, '--concurrency', concurrency];
  return cdk(['deploy', '--app', assembly, '--all', ...how], options);
}

export function destroy(assembly: string, options: CdkOptions): Promise<Ended> {
  return cdk(['destroy', '--app', assembly, '--all', '--force', '--concurrency', concurrency], options);
}
