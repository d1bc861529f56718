import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { KitError, type Problem } from '../kit-error';
import type { Assembly, AssemblyStack, Template } from './assembly';
import { assemblyProblem } from './errors';
import { readManifest, type StackSource } from './read-manifest';
import { readBundles, readDocuments, readTemplate } from './read-template';

/** Folders of cloud assemblies, e.g. one an account, or plain templates (JSON or YAML) by path; never both. */
export type AssemblySource =
  | { readonly dir: string | readonly string[] }
  | {
      readonly templates: readonly string[];
      /** @default unknown: the model says which stands in */
      readonly region?: string;
      /** @default unknown: the model says which stands in */
      readonly account?: string;
    };

/**
 * Reads what was synthesized: stacks, nested stacks and assets.
 * @throws KitError with every problem found (`ASM_…`, see {@link assemblyErrors}).
 */
export function readAssembly(source: AssemblySource): Assembly {
  const problems: Problem[] = [];
  const dirs = 'dir' in source ? [source.dir].flat() : [];
  const sources =
    'dir' in source ? dirs.flatMap((dir) => readManifest(resolve(dir), problems)) : plainSources(source);
  const stacks = sources.flatMap((one) => readStack(one, problems));
  const seen = new Set<string>();
  for (const { name } of stacks) {
    if (seen.has(name))
      problems.push(assemblyProblem('ASM_DUPLICATE_STACK', `two stacks are called ${name}`, name));
    seen.add(name);
  }
  if (stacks.length === 0 && problems.length === 0) {
    const where = 'dir' in source ? join(dirs[0] ?? '', 'manifest.json') : 'templates';
    problems.push(assemblyProblem('ASM_NO_STACKS', 'there is no stack to read', where));
  }
  if (problems.length > 0) throw new KitError(problems);
  return { stacks };
}

function plainSources(source: Extract<AssemblySource, { templates: unknown }>): StackSource[] {
  return source.templates.map((path) => ({
    name: basename(path).replace(/(\.template)?\.(json|ya?ml|template)$/i, ''),
    path: resolve(path),
    region: source.region,
    account: source.account,
    dir: dirname(resolve(path)),
    assets: new Map(),
  }));
}

/** A stack and, below it, the stacks that it nests. */
function readStack(source: StackSource, problems: Problem[]): AssemblyStack[] {
  const template = readTemplate(source.path, problems);
  if (!template) return [];
  const { name, region, account, dir, assets, parent, terminationProtection } = source;
  const documents = readDocuments(template, assets, problems);
  const bundles = readBundles(template, assets);
  const stack: AssemblyStack = {
    name,
    template,
    region,
    account,
    dir,
    assets,
    documents,
    bundles,
    parent,
    ...(terminationProtection === undefined ? {} : { terminationProtection }),
  };
  const nested = Object.entries(template.Resources ?? {}).flatMap(([logicalId, resource]) => {
    const path = nestedPath(resource, dir);
    if (resource.Type !== 'AWS::CloudFormation::Stack' || path === undefined) return [];
    const child = { ...source, name: `${name}/${logicalId}`, path, parent: { stack: name, logicalId } };
    return readStack(child, problems);
  });
  return [stack, ...nested];
}

/** CDK names the file in `aws:asset:path`; a plain template may name a local file in TemplateURL. */
function nestedPath(
  { Metadata, Properties }: NonNullable<Template['Resources']>[string],
  dir: string,
): string | undefined {
  const asset = Metadata?.['aws:asset:path'];
  if (typeof asset === 'string') return join(dir, asset);
  const url = Properties?.TemplateURL;
  if (typeof url !== 'string' || url.startsWith('https:')) return undefined;
  return existsSync(join(dir, url)) ? join(dir, url) : undefined;
}
