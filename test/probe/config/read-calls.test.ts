import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020';
import { parse } from 'yaml';
import { isProbeFile, readCalls } from '../../../tools/probe/config/read-calls';
import { packageRoot } from '../../../tools/root';

const dir = mkdtempSync(join(tmpdir(), 'hybrid-calls-'));
afterAll(() => rmSync(dir, { recursive: true }));

const url = 'https://pay.corp.example/';
const never = () => {
  throw new Error('stdin was read');
};

test.each([
  'targets: []',
  '"targets": []',
  '{"targets":[]}',
  '{ targets: [] }',
  '# a\nmodules: {}',
  'tragets: []',
])('%j is a probe file', (text) => expect(isProbeFile(text)).toBe(true));

test.each(['name: corp\nregion: eu-west-1', '{"name":"corp"}', '', 'name: x\nexpect:\n  - targets: 1'])(
  '%j is none',
  (text) => expect(isProbeFile(text)).toBe(false),
);

test('a probe file and hybrid.yaml are told apart by what they hold', () => {
  const file = join(dir, 'anything.txt');
  writeFileSync(file, `targets: [{ url: ${url} }]`);
  expect(readCalls(file, never, {})).toEqual({ targets: [{ name: undefined, target: { url } }] });
  const hybrid = readCalls(join(packageRoot, 'hybrid.yaml'), never, {});
  expect('config' in hybrid && hybrid.config.expect.length).toBeGreaterThan(5);
});

test('- is stdin, for either', () => {
  expect(readCalls('-', () => `targets: [{ url: ${url} }]`, {})).toEqual({
    targets: [{ name: undefined, target: { url } }],
  });
  const hybrid = readCalls('-', () => readFileSync(join(packageRoot, 'hybrid.yaml'), 'utf8'), {});
  expect('config' in hybrid && hybrid.config.region).toBe('eu-west-1');
  expect(() => readCalls('-', () => `targets: [{ urll: ${url} }]`, {})).toThrow('stdin:1');
});

test('a file that is not there is CFG_FILE', () => {
  expect(() => readCalls(join(dir, 'no.yaml'), never, {})).toThrow('CFG_FILE');
});

test('the example is of the published schema, and says four calls and what must not answer', () => {
  const example = join(packageRoot, 'docs', 'probe', 'targets.yaml');
  const schema = JSON.parse(readFileSync(join(packageRoot, 'docs', 'probe.schema.json'), 'utf8'));
  const validate = new Ajv({ strict: false }).compile(schema);
  const file = parse(readFileSync(example, 'utf8'));
  expect(validate(file)).toBe(true);
  expect(validate({ ...file, tragets: [] })).toBe(false);
  const calls = readCalls(example, never, { SITE: 'dc2' });
  if (!('targets' in calls)) throw new Error('no probe file');
  expect(calls.targets.map(({ name, target }) => [name, target.expect])).toEqual([
    ['orders', { status: 200 }],
    ['orders', { status: 200 }],
    ['second host', { status: 200, body: { json: { function: 'hello-3' } } }],
    ['no such path', { status: 403 }],
    ['nothing answers on the internet', 'unreachable'],
  ]);
  expect(calls.targets[0]?.target.headers).toEqual([['X-Probe', 'hybrid-api dc2']]);
});
