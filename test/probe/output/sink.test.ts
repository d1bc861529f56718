import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { obstacleTo } from '../../../tools/probe/output/obstacle';
import { fileSink } from '../../../tools/probe/output/sink';

const folder = mkdtempSync(join(tmpdir(), 'sink-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a file is what it was until it is whole', async () => {
  const file = join(folder, 'report.json');
  writeFileSync(file, 'old');
  const sink = fileSink(file);
  sink.write('new ');
  sink.write('ü');
  expect(readFileSync(file, 'utf8')).toBe('old');
  await sink.close();
  expect(readFileSync(file, 'utf8')).toBe('new ü');
  expect(readdirSync(folder)).toEqual(['report.json']);
});

test('nothing is made before the first text, and an empty result is an empty file', async () => {
  const file = join(folder, 'empty.jsonl');
  const sink = fileSink(file);
  expect(existsSync(file)).toBe(false);
  await sink.close();
  expect(readFileSync(file, 'utf8')).toBe('');
});

test('what the system refuses is named', () => {
  const gone = fileSink(join(folder, 'gone', 'x.json'));
  expect(() => gone.write('x')).toThrow(/PROBE_BAD_OUTPUT: it can't be written: ENOENT \(.*x\.json\)/);
});

test('what stands in the way of a file is told before', () => {
  expect(obstacleTo(join(folder, 'new.json'))).toBeUndefined();
  expect(obstacleTo(join(folder, 'gone', 'x.json'))).toContain('there is no folder');
  expect(obstacleTo(folder)).toContain('is a folder');
  expect(obstacleTo(join(folder, 'report.json', 'x'))).toMatch(/is no folder|ENOTDIR/);
});
