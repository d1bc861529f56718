import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../stacks/config';
import { synthesize } from '../../stacks/synthesize';
import { buildModel, readAssembly } from '../../tools/assembly';
import { expectedStacks } from '../../tools/doctor/stacks';
import { createFunctionRunner } from '../../tools/functions';
import { settle } from '../../tools/path/3-load-balancer';
import { noFailures } from '../../tools/path/state';
import { traceWith } from '../../tools/path/trace';
import { exitCode, expectationsToTargets, probe } from '../../tools/probe';
import { packageRoot } from '../../tools/root';
import { startTwin } from '../../tools/twin';
import { verify } from '../../tools/verify';
import { renderVerified, summarize } from '../../tools/verify/report';

const folder = join(packageRoot, 'docs', 'examples');
/** A folder without hybrid.yaml holds the steps of a change: test/examples/migration.test.ts. */
const examples = readdirSync(folder, { withFileTypes: true }).filter(({ name }) =>
  existsSync(join(folder, name, 'hybrid.yaml')),
);
const validation = process.env.CDK_VALIDATION;

beforeAll(() => {
  delete process.env.CDK_VALIDATION; // set in the inner loop
});

afterAll(() => {
  if (validation !== undefined) process.env.CDK_VALIDATION = validation;
});

test('there are examples', () => {
  expect(examples.length).toBeGreaterThan(0);
});

describe.each(examples.map(({ name }) => name))('%s', (name) => {
  const { config, dir } = loadConfig(join(folder, name, 'hybrid.yaml'));
  const outdir = mkdtempSync(join(tmpdir(), 'hybrid-example-'));

  beforeAll(() => {
    // With the schemas of CloudFormation and the rules of AWS Solutions: a broken one ends the synthesis.
    synthesize(config, { dir, outdir, validate: true });
  });
  afterAll(() => rmSync(outdir, { recursive: true }));

  test('says what is to be expected, and what is not to be reached', () => {
    expect(config.expect.length).toBeGreaterThan(1);
  });

  test('has the stacks that the doctor looks for', () => {
    const end = '.template.json';
    const written = readdirSync(outdir).flatMap((file) =>
      file.endsWith(end) ? file.slice(0, -end.length) : [],
    );
    // Whether functions are shared is known from files beside hybrid.yaml.
    const told = written.filter((stack) => stack !== `${config.name}-functions`);
    expect(
      expectedStacks(config)
        .map((stack) => stack.name)
        .sort(),
    ).toEqual(told.sort());
  });

  test('holds on paper', async () => {
    const model = buildModel(readAssembly({ dir: outdir }));
    const runner = createFunctionRunner(model);
    try {
      const verified = await verify(config.expect, (call) =>
        traceWith(model, settle(model, noFailures), { ...call, at: Date.now() }, (invocation) =>
          runner.invoke(invocation.functionArn, invocation.event, invocation.timeoutMs),
        ),
      );
      expect(summarize(verified) === 'pass' ? '' : renderVerified(verified)).toBe('');
    } finally {
      await runner.close();
    }
  });

  test('runs on the twin, as the probe sees it', async () => {
    const twin = await startTwin({ model: buildModel(readAssembly({ dir: outdir })) });
    try {
      await twin.settled();
      const report = await probe(expectationsToTargets(config, twin.ready), { concurrency: 4 });
      const surprises = report.results.filter(({ asExpected }) => !asExpected);
      expect(surprises).toEqual([]);
      expect(exitCode(report)).toBe(0);
    } finally {
      await twin.close();
    }
  }, 30_000); // a silence lasts as long as the probe waits for a connection
});
