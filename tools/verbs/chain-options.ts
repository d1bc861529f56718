import type { Argv } from 'yargs';
import type { Model } from '../assembly/model';
import { KitError } from '../kit-error';
import type { Failures } from '../path/state';

/** What every verb that reads templates takes. */
export interface ChainOptions {
  readonly assembly?: readonly string[];
  readonly template?: readonly string[];
  readonly region?: string;
  readonly parameter?: readonly string[];
  readonly deployed?: string;
  readonly fail?: readonly string[];
}

export function chainOptions<T>(argv: Argv<T>): Argv<T & ChainOptions> {
  return argv
    .option('assembly', {
      type: 'string',
      array: true,
      nargs: 1,
      describe: 'Folder of synthesized templates; again for those of another account [default: cdk.out]',
      requiresArg: true,
    })
    .option('template', {
      type: 'string',
      array: true,
      describe: 'CloudFormation templates instead of an assembly',
      requiresArg: true,
    })
    .option('region', {
      type: 'string',
      describe: 'Where the --template files are deployed [default: us-east-1]',
      requiresArg: true,
    })
    .option('parameter', {
      type: 'string',
      array: true,
      nargs: 1,
      describe: 'Name=value or Stack:Name=value of a template parameter',
      requiresArg: true,
    })
    .option('deployed', {
      type: 'string',
      describe: 'The assembly that was deployed before: shows changes that lack a deployment',
      requiresArg: true,
    })
    .option('fail', {
      type: 'string',
      array: true,
      nargs: 1,
      describe: 'Break this first: zone=a, target=10.20.1.9',
      requiresArg: true,
    })
    .conflicts('assembly', 'template') as Argv<T & ChainOptions>;
}

/**
 * The model of the chain that the options name.
 * @throws KitError where the templates can't be read
 */
export function loadModel(options: ChainOptions): Model {
  const { readAssembly, buildModel } = require('../assembly') as typeof import('../assembly');
  const source = options.template?.length
    ? { templates: [...options.template], region: options.region }
    : { dir: options.assembly ?? 'cdk.out' };
  const deployed = options.deployed ? readAssembly({ dir: options.deployed }) : undefined;
  return buildModel(readAssembly(source), { deployed, parameters: parseParameters(options.parameter) });
}

/**
 * `Name=value` lines as a record.
 * @throws KitError naming every line without a name
 */
export function parseParameters(lines: readonly string[] = []): Record<string, string> {
  const problems = lines
    .filter((line) => line.indexOf('=') < 1)
    .map((line) => ({
      code: 'CLI_BAD_PARAMETER',
      what: `"${line}" has no name before an equals sign`,
      where: '--parameter',
      fix: 'write Name=value',
    }));
  if (problems.length > 0) throw new KitError(problems);
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

/**
 * `zone=a` (or the whole zone name) and `target=<address>` as failures of this model.
 * @throws KitError for an unknown kind, zone or target, all at once
 */
export function parseFailures(model: Model, texts: readonly string[] = []): Failures {
  const zones = [
    ...new Set(model.subnets.map((subnet) => subnet.zone).filter((zone) => typeof zone === 'string')),
  ].sort();
  const targets = [
    ...new Set(
      model.targetGroups.flatMap((group) =>
        group.targets.flatMap((target) => ('id' in target ? [target.id] : [])),
      ),
    ),
  ].sort();
  const failed = { zones: [] as string[], targets: [] as string[] };
  const problems = [];
  for (const text of texts) {
    const [kind, value = ''] = text.split('=', 2) as [string, string?];
    const zone = zones.find((name) => name === value || name === `${model.region}${value}`);
    if (kind === 'zone' && zone) failed.zones.push(zone);
    else if (kind === 'target' && targets.includes(value)) failed.targets.push(value);
    else
      problems.push({
        code: 'CLI_UNKNOWN_FAILURE',
        what: `"${text}" names nothing that can fail here`,
        where: '--fail',
        fix: `use zone=<${zones.join('|')}> or target=<${targets.join('|')}>`,
      });
  }
  if (problems.length > 0) throw new KitError(problems);
  return failed;
}
