import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../tools/root';
import { run } from './child';
import type { Deployed } from './lane';
import { folder, here as sources } from './places';

/** A finding of the doctor that the control plane causes, not the environment. */
export interface Expected {
  /** Its name; `*`: any. */
  readonly check: string;
  readonly code: string;
  /** Where it is expected: in environments with a resource of this type. @default in all */
  readonly type?: string;
  /** What moto lacks or does otherwise. */
  readonly because: string;
}

/** Findings as `--json` prints them: the members that are read. */
export interface Finding {
  readonly check: string;
  readonly outcome: string;
  readonly code: string;
  readonly subject?: string;
  readonly because: string;
}

export function expectedFindings(): readonly Expected[] {
  return JSON.parse(readFileSync(join(sources, 'doctor.json'), 'utf8'));
}

/** Findings that say something is wrong or not known, and are not expected, a line each; those that are expected are handed to `saw`. */
export function surprises(
  findings: readonly Finding[],
  expected: readonly Expected[],
  saw: (one: Expected) => void = () => {},
): string[] {
  return findings.flatMap(({ check, outcome, code, subject = '', because }) => {
    if (outcome === 'pass' || outcome === 'not-applicable') return [];
    const match = expected.find((one) => ['*', check].includes(one.check) && one.code === code);
    if (match) saw(match);
    return match ? [] : [`${outcome} ${check} ${code} ${subject}: ${because}`];
  });
}

/** Runs the doctor on a deployed environment, as a user does. @throws Error for each finding that is not expected */
export async function askDoctor(
  { environment, synthesized, found, lane }: Deployed,
  saw: (one: Expected) => void,
): Promise<void> {
  const launch = join(packageRoot, 'tools', 'launch.cjs');
  const { stdout } = await run(process.execPath, [launch, 'doctor', '--config', synthesized.file, '--json'], {
    env: lane.plane.env(lane.account),
    limit: 120,
    accept: [0, 1, 3],
    log: join(folder('logs'), `${environment.name.replaceAll('/', '-')}-doctor.log`),
  });
  const { findings } = JSON.parse(stdout) as { readonly findings: readonly Finding[] };
  if (findings.length === 0) throw new Error('the doctor found nothing at all');
  const types = new Set(found.map(({ type }) => type));
  const here = expectedFindings().filter(({ type }) => type === undefined || types.has(type));
  const problems = surprises(findings, lane.name === undefined ? here : [], saw);
  if (problems.length) throw new Error(problems.join('\n'));
}
