import { execFileSync } from 'node:child_process';
import {
  closeSync,
  constants,
  existsSync,
  lstatSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formats } from '../../../tools/probe/output/formats';
import { obstacleTo } from '../../../tools/probe/output/obstacle';
import { fileSink, growingFileSink } from '../../../tools/probe/output/sink';
import type { ProbeResult } from '../../../tools/probe/report';

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

test('a file of lines grows as they come, and is there to be followed before the first', async () => {
  const file = join(folder, 'calls.jsonl');
  const writer = formats.jsonl({ sink: growingFileSink(file), columns: 80, color: false });
  writer.begin?.({ targets: [], skipped: [] });
  expect(readFileSync(file, 'utf8')).toBe('');
  writer.result?.({ url: 'https://a.example/' } as ProbeResult);
  expect(readFileSync(file, 'utf8')).toBe('{"type":"result","schemaVersion":1,"url":"https://a.example/"}\n');
});

test('a link stays a link, and a pipe a pipe', async () => {
  const [file, link, pipe] = ['linked.json', 'link.json', 'pipe'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(file, 'old');
  symlinkSync(file, link);
  const linked = fileSink(link);
  linked.write('new');
  await linked.close();
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(readFileSync(file, 'utf8')).toBe('new');

  execFileSync('mkfifo', [pipe]);
  const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
  const piped = fileSink(pipe);
  piped.write('text');
  await piped.close();
  expect(readFileSync(reader, 'utf8')).toBe('text');
  closeSync(reader);
  expect(lstatSync(pipe).isFIFO()).toBe(true);
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
