import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Assembly, AssemblyStack, Template } from '../../assembly';
import { writing } from '../writing';

const unwritable = {
  code: 'DOCTOR_BAD_FOLDER',
  where: '--save',
  fix: 'name a folder that is there or can be made',
};

/**
 * Writes an assembly to a folder that `trace --assembly`, `verify` and `twin` read; bundles stay where they are.
 * @throws KitError for a folder that can't be written
 */
export function saveAssembly({ stacks }: Assembly, dir: string): void {
  const artifacts: Record<string, object> = {};
  const files: Record<string, string> = {};
  for (const stack of stacks) {
    const name = fileOf(stack.name);
    files[`${name}.template.json`] = json(withNested(stack, stacks));
    if (stack.parent) continue;
    files[`${name}.assets.json`] = json(assetsOf(stack));
    artifacts[stack.name] = {
      type: 'aws:cloudformation:stack',
      environment: `aws://${stack.account ?? 'unknown-account'}/${stack.region ?? 'unknown-region'}`,
      properties: { templateFile: `${name}.template.json`, stackName: stack.name },
    };
    artifacts[`${stack.name}.assets`] = {
      type: 'cdk:asset-manifest',
      properties: { file: `${name}.assets.json` },
    };
  }
  files['manifest.json'] = json({ version: '38.0.0', artifacts });
  writing(dir, unwritable, () => {
    mkdirSync(dir, { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text);
  });
}

const json = (value: unknown) => `${JSON.stringify(value, null, 1)}\n`;
const fileOf = (stack: string) => stack.replaceAll('/', '--');

/** Its nested stacks by the files beside it. */
function withNested({ name, template }: AssemblyStack, stacks: readonly AssemblyStack[]): Template {
  const children = stacks.filter(({ parent }) => parent?.stack === name);
  if (children.length === 0) return template;
  const Resources = { ...template.Resources };
  for (const child of children) {
    const id = child.parent?.logicalId ?? '';
    const raw = Resources[id];
    if (raw)
      Resources[id] = {
        ...raw,
        Metadata: { ...raw.Metadata, 'aws:asset:path': `${fileOf(child.name)}.template.json` },
      };
  }
  return { ...template, Resources };
}

function assetsOf({ assets }: AssemblyStack): object {
  return {
    version: '38.0.0',
    files: Object.fromEntries(
      [...assets].map(([key, path]) => [
        key,
        {
          source: { path, packaging: 'file' },
          destinations: { here: { bucketName: 'none', objectKey: key } },
        },
      ]),
    ),
  };
}
