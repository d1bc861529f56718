import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { loadConfig, parseConfig } from '../../stacks/config';
import { functionEntry } from '../../stacks/config-schema';
import { KitError } from '../../tools/kit-error';
import { packageRoot } from '../../tools/root';
import { problemsOf, readCase } from './read-case';

const reference = readFileSync(join(packageRoot, 'hybrid.yaml'), 'utf8');
const handlers = { exists: (path: string) => /^lambdas\/hello-[123]\/handler\.ts$/.test(path) };

describe('the reference environment', () => {
  test('is read without a problem', () => {
    const { config } = parseConfig(reference, 'hybrid.yaml', handlers);
    expect(config.apis.map(({ host }) => host)).toEqual(['pvt-api.corp.example', 'pvt-api2.corp.example']);
  });

  test('has defaults filled in', () => {
    const { config } = parseConfig(reference, 'hybrid.yaml', handlers);
    expect(config.loadBalancer.reconcileMinutes).toBe(5);
    expect(config.apis[0]).toMatchObject({ basePath: '', throttle: { rateLimit: 100, burstLimit: 200 } });
  });

  test('places every setting on its line', () => {
    const { place } = parseConfig(reference, 'hybrid.yaml', handlers);
    const lineOf = (text: string) => reference.split('\n').findIndex((line) => line.includes(text)) + 1;
    expect(place(['apis', 1, 'host'])).toBe(`hybrid.yaml:${lineOf('host: pvt-api2')}`);
    expect(place(['network', 'cidr'])).toBe(`hybrid.yaml:${lineOf('cidr: 10.20.0.0/16')}`);
  });

  test('places a setting that is left out on the line of the nearest one above it', () => {
    const { place } = parseConfig(reference, 'hybrid.yaml', handlers);
    expect(place(['dns', 'associate'])).toBe(place(['dns']));
  });
});

describe('a file with problems of every kind', () => {
  const text = `name: Corp
region: eu-wset-1
zones: [eu-west-1a, eu-west-1b]
network: { cidr: 10.20.0.0/16 }
onPremises: { cidrs: [10.20.4.0/24], simulate: yes }
dns: { zone: "corp.example }
certificate: { arn: none, names: ["*.corp.example"] }
functions: { orders: {} }
apis:
  - { name: orders-api, host: orders.corp.example, rooutes: { GET /: orders } }
expect:
  - { from: moon, call: GET https://orders.corp.example/, expect: { status: 200 } }
`;

  test('tells syntax, schema and rules in one run, in the order of the file', () => {
    expect(problemsOf(text).map(({ code, where }) => `${code} ${where}`)).toEqual([
      'CFG_FORMAT hybrid.yaml:1',
      'CFG_REGION hybrid.yaml:2',
      'CFG_TYPE hybrid.yaml:5',
      'CFG_CIDR_OVERLAP hybrid.yaml:5',
      'CFG_SYNTAX hybrid.yaml:6',
      'CFG_FORMAT hybrid.yaml:7',
      'CFG_UNKNOWN_KEY hybrid.yaml:10',
      'CFG_CALL_FROM hybrid.yaml:12',
    ]);
  });

  test('calls nothing absent that stands in a part that can not be read', () => {
    expect(problemsOf(text).some(({ code }) => /MISSING|UNUSED|ROUTES_OR/.test(code))).toBe(false);
  });
});

describe('loadConfig', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hybrid-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('says so when the file is not there', () => {
    expect(() => loadConfig(join(folder, 'none.yaml'))).toThrow(
      expect.objectContaining({ problems: [expect.objectContaining({ code: 'CFG_FILE' })] }),
    );
  });

  test('looks for files beside hybrid.yaml, wherever it is run from', () => {
    const file = join(folder, 'hybrid.yaml');
    writeFileSync(file, readCase('function-unused.yaml').replaceAll('{}', '{ entry: handler.ts }'));
    writeFileSync(join(folder, 'handler.ts'), '');
    let problems: KitError['problems'] = [];
    try {
      loadConfig(file);
    } catch (error) {
      problems = (error as KitError).problems;
    }
    expect(problems.map(({ code }) => code)).toEqual(['CFG_UNUSED_FUNCTION']);
  });

  test('takes a folder for a missing file', () => {
    expect(() => loadConfig(folder)).toThrow(KitError);
  });
});

test('Windows line ends and a byte order mark change no message', () => {
  const text = readCase('host-wildcard.yaml');
  expect(problemsOf(`\uFEFF${text.replaceAll('\n', '\r\n')}`)).toEqual(problemsOf(text));
});

test('a function without entry has its handler under lambdas', () => {
  expect(functionEntry('orders', {})).toBe('lambdas/orders/handler.ts');
});

test('a file that is damaged anywhere is told of by problems, never by an exception of another kind', () => {
  const slice = fc.tuple(fc.nat({ max: reference.length }), fc.nat({ max: 40 }));
  const filling = fc.oneof(
    fc.constantFrom('', '{', '[', '"', ':', '- ', '\n', '*a', '&a ', '? ', '| ', 'null', '1', '\t', '<<: '),
    fc.string({ maxLength: 4 }),
  );
  fc.assert(
    fc.property(slice, filling, ([from, length], text) => {
      const damaged = reference.slice(0, from) + text + reference.slice(from + length);
      for (const { code, where, fix } of problemsOf(damaged)) {
        expect(code).toMatch(/^CFG_/);
        expect(where).toMatch(/:\d+$/);
        expect(fix).not.toBe('');
      }
    }),
    { numRuns: 300, seed: 1 },
  );
});
