import {
  type ConfigPath,
  findDuplicates,
  formatPath,
  items,
  type Sound,
  suggest,
} from '../../../stacks/config-rules/rule';
import type { ProbeFile } from './schema';

/** One thing that is wrong in a probe file; the reader adds file and line. */
export interface FileProblem {
  readonly code: string;
  readonly path: ConfigPath;
  readonly what: string;
  readonly fix: string;
}

/** What a schema can't say. Runs on what the schema accepts of a file that is broken elsewhere. */
export function checkFile({ targets, modules = {}, defaults }: Sound<ProbeFile>): FileProblem[] {
  const problems: FileProblem[] = [];
  const names = [];
  for (const [index, { name, module }] of items(targets)) {
    if (name !== undefined) names.push({ path: ['targets', index, 'name'], value: name });
    if (module === undefined || module in modules) continue;
    const path = ['targets', index, 'module'];
    const what = `${formatPath(path)} "${module}" is no key of modules`;
    problems.push({ code: 'PROBE_UNKNOWN_MODULE', path, what, fix: suggest(module, Object.keys(modules)) });
  }
  problems.push(...findDuplicates(names, 'name'));
  const calls: [ConfigPath, Sound<ProbeFile>['defaults']][] = [
    [['defaults'], defaults],
    ...Object.entries(modules).map(([name, call]): [ConfigPath, typeof call] => [['modules', name], call]),
    ...[...items(targets)].map(([index, call]): [ConfigPath, typeof call] => [['targets', index], call]),
  ];
  for (const [path, call] of calls) problems.push(...checkCall(path, call ?? {}));
  return problems;
}

function checkCall(path: ConfigPath, call: NonNullable<Sound<ProbeFile>['defaults']>): FileProblem[] {
  const problems: FileProblem[] = [];
  const provers = (['bearer', 'token', 'sigv4'] as const).filter((key) => call[key] !== undefined);
  if (provers.length > 1)
    problems.push({
      code: 'PROBE_TWO_PROOFS',
      path: [...path, provers[1] as string],
      what: `${formatPath(path)} has ${provers.join(' and ')}, which exclude each other`,
      fix: 'keep one of them',
    });
  for (const key of ['body', 'message'] as const) {
    const match = typeof call.expect === 'object' ? call.expect[key] : undefined;
    if (typeof match !== 'object' || !('matches' in match) || match.matches === undefined) continue;
    const why = patternFault(match.matches);
    const at = [...path, 'expect', key, 'matches'];
    if (why !== undefined)
      problems.push({
        code: 'PROBE_BAD_PATTERN',
        path: at,
        what: `${formatPath(at)} is no regular expression: ${why}`,
        fix: 'correct it; characters such as ( and . need a backslash to stand for themselves',
      });
  }
  return problems;
}

function patternFault(pattern: string): string | undefined {
  try {
    new RegExp(pattern);
    return undefined;
  } catch (error) {
    return (error as Error).message.replace(/^Invalid regular expression: /, '');
  }
}
