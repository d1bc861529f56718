import { KitError } from '../tools/kit-error';
import { loadConfig } from './config';
import { addStacks, createApp } from './synthesize';

/** `cdk synth -c config=other.yaml`, or run directly: `app.ts --config other.yaml`. */
function main(): void {
  const app = createApp({
    outdir: process.env.CDK_OUTDIR ?? 'cdk.out',
    validate: process.env.CDK_VALIDATION !== 'false',
  });
  const flag = process.argv.indexOf('--config');
  const named: string | undefined = flag > 0 ? process.argv[flag + 1] : app.node.tryGetContext('config');
  const { config, dir } = loadConfig(named ?? 'hybrid.yaml');
  addStacks(app, config, dir);
  app.synth();
}

try {
  main();
} catch (error) {
  console.error(error instanceof KitError ? error.message : error);
  process.exitCode = 1;
}
