import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { parse } from 'yaml';
import { configSchema, type HybridConfig } from '../../stacks/config-schema';
import { synthesize } from '../../stacks/synthesize';
import { packageRoot } from '../../tools/root';

/** Settings as hybrid.yaml has them, before defaults. */
export type Settings = Record<string, unknown>;

/** The reference environment with some top-level settings replaced. */
export function environment(changes: Settings = {}): HybridConfig {
  const reference = parse(readFileSync(join(packageRoot, 'hybrid.yaml'), 'utf8')) as Settings;
  return configSchema.parse({ ...reference, ...changes });
}

export interface Synthesized {
  /** By stack name without the environment's, e.g. `front-door`. */
  readonly templates: Readonly<Record<string, Template>>;
  /** Stack → the stacks that it needs. */
  readonly needs: Readonly<Record<string, readonly string[]>>;
  /** Rules broken without an acknowledgement; of a validated environment. */
  readonly violations: readonly string[];
}

/** Templates of an environment, from memory of a folder that is gone again. */
export function synth(
  changes: Settings = {},
  options: { readonly dir?: string; readonly validate?: boolean } = {},
): Synthesized {
  const outdir = mkdtempSync(join(tmpdir(), 'hybrid-synth-'));
  try {
    const config = environment(changes);
    const { stacks } = synthesize(config, { dir: packageRoot, outdir, ...options });
    const short = (name: string) => name.slice(config.name.length + 1);
    return {
      violations: options.validate ? readViolations(outdir) : [],
      templates: Object.fromEntries(
        stacks.map(({ stackName, template }) => [short(stackName), Template.fromJSON(template)]),
      ),
      needs: Object.fromEntries(
        stacks.map(({ stackName, dependencies }) => [
          short(stackName),
          dependencies
            .map(({ id }) => id)
            .filter((id) => !id.endsWith('.assets'))
            .map(short),
        ]),
      ),
    };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function readViolations(outdir: string): string[] {
  const report = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8')) as {
    pluginReports: { violations: { ruleName: string; description: string }[] }[];
  };
  return report.pluginReports.flatMap(({ violations }) =>
    violations.map(({ ruleName, description }) => `${ruleName}: ${description}`),
  );
}

/** Properties of every resource of a type. */
// biome-ignore lint/suspicious/noExplicitAny: templates are JSON, and a wrong path fails the test
export function propertiesOf(template: Template | undefined, type: string): any[] {
  return Object.values(template?.findResources(type) ?? {}).map(({ Properties }) => Properties);
}

/** Properties of the only resource of a type. */
// biome-ignore lint/suspicious/noExplicitAny: as above
export function only(template: Template | undefined, type: string): any {
  const found = propertiesOf(template, type);
  if (found.length !== 1) throw new Error(`${found.length} resources of type ${type}`);
  return found[0];
}
