import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseDocument } from 'yaml';
import { parseConfigIn } from '../../stacks/config';
import type { HybridConfig } from '../../stacks/config-schema';
import { synthesize } from '../../stacks/synthesize';
import { packageRoot } from '../../tools/root';
import { folder } from './places';

/** An environment that the repository has: the reference, an example, a step of the migration. */
export interface Environment {
  readonly name: string;
  /** Its hybrid.yaml. */
  readonly file: string;
}

/** The reference first, then the examples in the order of their names; steps of a change each by itself. */
export function environments(): Environment[] {
  const examples = join(packageRoot, 'docs', 'examples');
  const names = readdirSync(examples, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) =>
      existsSync(join(examples, name, 'hybrid.yaml'))
        ? [name]
        : readdirSync(join(examples, name)).map((step) => join(name, step)),
    );
  return [
    { name: 'reference', file: join(packageRoot, 'hybrid.yaml') },
    ...names.sort().map((name) => ({ name, file: join(examples, name, 'hybrid.yaml') })),
  ];
}

/** A stack of an assembly. */
export interface SynthesizedStack {
  readonly name: string;
  /** undefined: of whichever account deploys it. */
  readonly account?: string;
  /** Absolute path. */
  readonly template: string;
}

/** An environment, ready to be deployed. */
export interface Synthesized {
  /** hybrid.yaml as it is deployed. */
  readonly file: string;
  readonly config: HybridConfig;
  /** The assembly's folder. */
  readonly assembly: string;
  readonly stacks: readonly SynthesizedStack[];
}

/** What a run changes in hybrid.yaml, so that it can be deployed there and removed again. */
export interface Changes {
  /** Ids that stand in the file, and those that take their places. */
  readonly ids: ReadonlyMap<string, string>;
  /** Begins the names of stacks. @default the file's own name */
  readonly name?: string;
}

/** The environment as the file has it, but for protections and ids of what is there already. */
export function synthesizeEnvironment(environment: Environment, { ids, name }: Changes): Synthesized {
  const { file } = environment;
  const place = placeOf(environment);
  const document = parseDocument(replaceAll(readFileSync(file, 'utf8'), ids));
  document.setIn(['terminationProtection'], false);
  if (document.hasIn(['loadBalancer'])) document.setIn(['loadBalancer', 'deletionProtection'], false);
  else document.setIn(['loadBalancer'], { deletionProtection: false });
  if (name !== undefined) document.setIn(['name'], name);
  const copy = join(place, 'hybrid.yaml');
  writeFileSync(copy, document.toString());
  const { config } = parseConfigIn(dirname(file), document.toString(), copy);
  const assembly = assemblyOf(environment);
  rmSync(assembly, { recursive: true, force: true });
  mkdirSync(assembly);
  const { stacks } = synthesize(config, { dir: dirname(file), outdir: assembly });
  return {
    file: copy,
    config,
    assembly,
    stacks: stacks.map(({ stackName, environment, templateFullPath }) => ({
      name: stackName,
      account: environment.account === 'unknown-account' ? undefined : environment.account,
      template: templateFullPath,
    })),
  };
}

/** Where an environment's templates are written. */
export function assemblyOf(environment: Environment): string {
  return join(placeOf(environment), 'cdk.out');
}

function placeOf({ name }: Environment): string {
  return folder('environments', name.replaceAll('/', '-'));
}

function replaceAll(text: string, ids: ReadonlyMap<string, string>): string {
  return [...ids].reduce((changed, [before, after]) => changed.replaceAll(before, after), text);
}
