import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../tools/root';
import { compareLacking, differences, readTables, Sightings } from './tables';

const one = (type: string, there: boolean) => ({
  ...{ stack: 's', logicalId: 'L', type, physicalId: there ? 'id' : null, there },
  ...(there ? {} : { why: 'its service does not list it' }),
});

function compare(listed: readonly string[], ...found: ReturnType<typeof one>[]): string[] {
  const sightings = new Sightings();
  sightings.add(found);
  return compareLacking(new Map(listed.map((type) => [type, 'how'])), sightings.types);
}

test('a type that was ignored and is not listed is a difference', () => {
  expect(compare([], one('A::B::C', false))).toEqual([
    'A::B::C is not listed, and lacking: s/L: its service does not list it',
  ]);
});

test('a type that is listed and was deployed is a difference', () => {
  expect(compare(['A::B::C'], one('A::B::C', true))).toEqual([
    'A::B::C is listed as lacking, and was deployed',
  ]);
});

test('a type that is listed and is in no template is a difference', () => {
  expect(compare(['A::B::C'])).toEqual(['A::B::C is listed as lacking, and no template has it']);
});

test('a type of which one resource is not there does not count as deployed, and may not be listed away', () => {
  const found = [one('A::B::C', true), one('A::B::C', false)];
  expect(compare([], ...found)).toHaveLength(2);
  expect(compare(['A::B::C'], ...found)).toEqual([
    'A::B::C is there 1 times, and not always: s/L: its service does not list it',
  ]);
});

test('a list that says what is so has no difference', () => {
  expect(compare(['A::B::C'], one('A::B::C', false), one('A::B::D', true))).toEqual([]);
  expect(differences('made', ['A'], ['A'])).toEqual([]);
});

test('two lists are compared both ways', () => {
  expect(differences('made', ['A', 'B'], ['B', 'C'])).toEqual([
    'A is listed as made, and is not',
    'C is not listed, and made',
  ]);
});

test('the README lists the types that are made by calls of services, as the sources have them', () => {
  const folder = join(packageRoot, 'test', 'deploy', 'moto', 'added');
  const sources = readdirSync(folder).filter((file) => file.endsWith('.py'));
  const texts = sources.map((file) => readFileSync(join(folder, file), 'utf8'));
  const made = texts.flatMap((text) =>
    [...text.matchAll(/^ {4}"(AWS::[\w:]+)": /gm)].map(([, type]) => type!),
  );
  expect(differences('made by its service', readTables().added, made)).toEqual([]);
});

test('the README says of every type that moto lacks how it is checked, by files that are there', () => {
  const { lacking, added } = readTables();
  expect(lacking.size).toBeGreaterThan(0);
  expect(added.length).toBeGreaterThan(0);
  expect(added.filter((type) => lacking.has(type))).toEqual([]);
  const named = [...lacking.values()].flatMap((how) => how.match(/test\/[\w./-]+/g) ?? []);
  expect(named.filter((file) => !existsSync(join(packageRoot, file)))).toEqual([]);
});
