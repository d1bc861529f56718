import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { configSchema } from './config-schema';
import { addStacks, createApp } from './synthesize';

const app = createApp({
  outdir: process.env.CDK_OUTDIR ?? 'cdk.out',
  validate: process.env.CDK_VALIDATION !== 'false',
});
const flag = process.argv.indexOf('--config');
const file = resolve(
  flag > 0 ? process.argv[flag + 1]! : (app.node.tryGetContext('config') ?? 'hybrid.yaml'),
);
addStacks(app, configSchema.parse(parse(readFileSync(file, 'utf8'))), dirname(file));
app.synth();
