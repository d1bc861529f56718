import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runChecks } from '../../tools/doctor/check';
import { checks } from '../../tools/doctor/checks';
import { discovery } from '../../tools/doctor/checks/stacks';
import { findEnvironment } from '../../tools/doctor/environment';
import type { Finding } from '../../tools/doctor/finding';
import type { ReadName } from '../../tools/doctor/reads';
import { packageRoot } from '../../tools/root';
import { type Answers, fakeFacts, settings } from './facts';

interface Case {
  readonly name: string;
  readonly check: string;
  /** Top-level settings of hybrid.yaml that differ from the reference environment. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Answers besides, or instead of, those of the file's `aws`. */
  readonly aws?: Answers;
  readonly now?: string;
  readonly expect: readonly Partial<Finding>[];
}

interface Table {
  /** What AWS answers unless a case says otherwise. */
  readonly aws: Answers;
  readonly cases: readonly Case[];
}

const folder = join(packageRoot, 'test', 'cases', 'doctor');
const tables = readdirSync(folder).map((file) => ({
  file,
  ...(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Table),
}));
const everywhere = JSON.parse(readFileSync(join(__dirname, 'deployed.json'), 'utf8')) as Answers;
const asked = new Map<string, Set<ReadName>>(checks.map(({ name }) => [name, new Set()]));

describe.each(tables)('$file', ({ aws, cases }) => {
  test.each(cases)('$check: $name', async (one) => {
    const check = checks.find(({ name }) => name === one.check);
    if (!check) throw new Error(`there is no check ${one.check}`);
    const facts = fakeFacts({ ...everywhere, ...aws, ...one.aws });
    const env = await findEnvironment(settings(one.config), facts);
    const own = { ...facts, asked: new Set<ReadName>(), read: facts.read };
    facts.asked.clear();
    const findings = await runChecks([check], {
      env,
      facts: own,
      now: new Date(one.now ?? '2026-11-21T04:00:00Z'),
    });
    for (const name of facts.asked) asked.get(check.name)?.add(name);
    expect(findings).toHaveLength(one.expect.length);
    for (const [index, expected] of one.expect.entries()) expect(findings[index]).toMatchObject(expected);
    for (const { outcome, because, fix } of findings) {
      expect(because).not.toMatch(/undefined|\[object/);
      if (outcome === 'stop' || outcome === 'unknown') expect(fix).toBeTruthy();
    }
  });
});

test('every check has cases in which it passes, finds a fault and does not know', () => {
  const kindOf = ({ outcome, code = 'AS_IT_MUST_BE' }: Partial<Finding>) =>
    outcome === 'stop' || (outcome === 'pass' && code !== 'AS_IT_MUST_BE') ? 'fault' : outcome;
  const kinds = (name: string) =>
    new Set(
      tables.flatMap(({ cases }) =>
        cases.filter(({ check }) => check === name).flatMap(({ expect }) => expect.map(kindOf)),
      ),
    );
  const bare = checks.filter(({ name }) =>
    (['pass', 'fault', 'unknown'] as const).some((kind) => !kinds(name).has(kind)),
  );
  expect(bare.map(({ name }) => name)).toEqual([]);
});

test('every check makes all the calls that it declares: --policy asks for nothing more', () => {
  const unused = checks.flatMap(({ name, reads }) =>
    reads
      .filter((read) => !asked.get(name)?.has(read) && !(discovery as readonly string[]).includes(read))
      .map((read) => `${name} ${read}`),
  );
  expect(unused).toEqual([]);
});

test('names of checks are words for --only, each once', () => {
  const names = checks.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { name, asks } of checks) {
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(asks).toMatch(/\?$/);
  }
});
