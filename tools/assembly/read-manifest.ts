import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Problem } from '../kit-error';
import type { AssemblyStack } from './assembly';
import { assemblyProblem } from './errors';

/** A stack before its template is read. */
export interface StackSource {
  readonly name: string;
  /** Of the template. */
  readonly path: string;
  readonly region: string | undefined;
  readonly account: string | undefined;
  readonly dir: string;
  readonly assets: ReadonlyMap<string, string>;
  readonly parent?: AssemblyStack['parent'];
  readonly terminationProtection?: boolean;
}

interface Artifact {
  readonly type?: string;
  readonly environment?: string;
  readonly displayName?: string;
  readonly dependencies?: readonly string[];
  readonly properties?: {
    readonly templateFile?: string;
    readonly stackName?: string;
    readonly file?: string;
    readonly directoryName?: string;
    readonly terminationProtection?: boolean;
  };
}

/** Stacks of a cloud assembly, those of its stages included, in the manifest's order. */
export function readManifest(dir: string, problems: Problem[]): StackSource[] {
  const path = join(dir, 'manifest.json');
  let artifacts: [string, Artifact][];
  try {
    const text = readFileSync(path, 'utf8');
    artifacts = Object.entries((JSON.parse(text) as { artifacts: Record<string, Artifact> }).artifacts);
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code !== undefined;
    problems.push(
      isMissing
        ? assemblyProblem('ASM_NO_MANIFEST', `${dir} has no manifest.json`, dir)
        : assemblyProblem('ASM_BAD_MANIFEST', 'it has no artifacts that can be read', path),
    );
    return [];
  }
  const assets = new Map(
    artifacts.flatMap(([, { type, properties }]) =>
      type === 'cdk:asset-manifest' && properties?.file ? readAssets(dir, properties.file, problems) : [],
    ),
  );
  return artifacts.flatMap(([id, { type, environment, properties }]): StackSource[] => {
    if (type === 'cdk:cloud-assembly') {
      return readManifest(join(dir, properties?.directoryName ?? ''), problems);
    }
    if (type !== 'aws:cloudformation:stack' || properties?.templateFile === undefined) return [];
    const [, account, region] = /^aws:\/\/([^/]+)\/([^/]+)$/.exec(environment ?? '') ?? [];
    return [
      {
        name: properties.stackName ?? id,
        path: join(dir, properties.templateFile),
        region: region === 'unknown-region' ? undefined : region,
        account: account === 'unknown-account' ? undefined : account,
        dir,
        assets,
        terminationProtection: properties.terminationProtection,
      },
    ];
  });
}

/** Content hash and object key of each file asset, with its path. */
function readAssets(dir: string, file: string, problems: Problem[]): [string, string][] {
  try {
    const { files = {} } = JSON.parse(readFileSync(join(dir, file), 'utf8')) as {
      files?: Record<
        string,
        { source: { path: string }; destinations?: Record<string, { objectKey?: string }> }
      >;
    };
    return Object.entries(files).flatMap(([hash, { source, destinations = {} }]) => {
      const path = resolve(dir, source.path);
      const keys = Object.values(destinations).flatMap(({ objectKey }) => objectKey ?? []);
      return [hash, ...keys].map((key): [string, string] => [key, path]);
    });
  } catch {
    problems.push(assemblyProblem('ASM_BAD_ASSETS', 'the asset manifest cannot be read', join(dir, file)));
    return [];
  }
}
