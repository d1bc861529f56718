import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020';
import type { LoadedConfig } from '../../stacks/config';
import { checks } from '../../tools/doctor/checks';
import { runDoctor } from '../../tools/doctor/command';
import { snapshotReads } from '../../tools/doctor/drift/read/snapshot-reads';
import { diagnose } from '../../tools/doctor/index';
import { parseOutputs, writeOutputs } from '../../tools/doctor/outputs';
import { policyFor } from '../../tools/doctor/policy';
import { reads } from '../../tools/doctor/reads';
import type { ReadSpec } from '../../tools/doctor/reads/spec';
import { doctorReport } from '../../tools/doctor/report/report';
import { renderTable } from '../../tools/doctor/report/table';
import { selectChecks } from '../../tools/doctor/select';
import { packageRoot } from '../../tools/root';
import { type Answers, fakeFacts, settings } from './facts';

const deployed = JSON.parse(readFileSync(join(__dirname, 'deployed.json'), 'utf8')) as Answers;
const issued = { ...deployed, 'acm:DescribeCertificate': { Certificate: { Status: 'ISSUED' } } };
const pending = { ...deployed, 'acm:DescribeCertificate': { Certificate: { Status: 'PENDING_VALIDATION' } } };
const now = new Date('2026-11-21T04:00:00Z');
const certificateIssued = selectChecks(checks, ['certificate-issued']);
const report = (answers: Answers) =>
  diagnose({ loaded: settings(), facts: fakeFacts(answers), checks: certificateIssued, now });

test('the report says what is seen, what it means, and where to read on', async () => {
  const found = await report(pending);
  expect(doctorReport.parse(found)).toEqual(found);
  const published = JSON.parse(readFileSync(join(packageRoot, 'docs', 'doctor-report.schema.json'), 'utf8'));
  const ajv = new Ajv({ formats: { 'date-time': true } });
  expect(ajv.validate(published, JSON.parse(JSON.stringify(found))) || ajv.errors).toBe(true);
  expect(found).toMatchObject({
    outcome: 'stop',
    account: '111122223333',
    summary: { stop: 1, pass: 0 },
    findings: [
      { check: 'certificate-issued', runbook: 'docs/runbooks/certificate.md', where: ['hybrid.yaml:28'] },
    ],
  });
  expect((await report(issued)).outcome).toBe('pass');
});

test('people see what fails, with its fix; passes are one line a hop', async () => {
  expect(renderTable(await report(pending))).toMatch(
    /STOP.*\n.*its status is PENDING_VALIDATION\n.*CERTIFICATE_NOT_ISSUED.*\n.*at hybrid.yaml:28/,
  );
  expect(
    renderTable(await report(pending))
      .split('\n')
      .slice(-2),
  ).toEqual([
    expect.stringMatching(/^Next: aws acm /),
    expect.stringMatching(/^ {5} .*pvt-api\.corp\.example/),
  ]);
  const passed = await report(issued);
  expect(passed.next).toEqual([]);
  expect(renderTable(passed)).toContain('3 load-balancer  pass   certificate-issued');
  expect(renderTable(passed, { quiet: true })).toBe('pass: 1 passed');
  for (const line of renderTable(await report(pending), { columns: 80 })
    .split('\nNext:')[0]!
    .split('\n'))
    expect(line.length).toBeLessThan(110);
  expect(renderTable(passed, { verbose: true })).toContain('status = "ISSUED"');
});

test('what can’t be told for one reason is told once, with the checks that it keeps from an answer', async () => {
  const gone = { 'cloudformation:DescribeStacks "corp-front-door"': 'absent' } as const;
  const chosen = selectChecks(checks, ['zone', 'zone-shadows', 'records']);
  const found = await diagnose({
    loaded: settings(),
    facts: fakeFacts({ ...deployed, ...gone }),
    checks: chosen,
    now,
  });
  expect(found.findings).toHaveLength(3);
  expect(renderTable(found, { quiet: true }).match(/STACK_MISSING.*/g)).toEqual([
    'STACK_MISSING (zone, records, zone-shadows)',
  ]);
});

test('a pipeline gets JUnit, and JSON beside it', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'doctor-'));
  try {
    const outputs = parseOutputs([`junit=${dir}/doctor.xml`, `json=${dir}/doctor.json`]);
    writeOutputs(await report(pending), outputs, {});
    expect(readFileSync(join(dir, 'doctor.xml'), 'utf8')).toMatch(
      /<failure[^>]*type="CERTIFICATE_NOT_ISSUED"/,
    );
    expect(doctorReport.safeParse(JSON.parse(readFileSync(join(dir, 'doctor.json'), 'utf8'))).success).toBe(
      true,
    );
  } finally {
    rmSync(dir, { recursive: true });
  }
});

test('outputs that cannot be are named, all at once', () => {
  expect(() => parseOutputs(['tabel', 'json', 'junit'])).toThrow(
    /DOCTOR_BAD_OUTPUT.*tabel[\s\S]*DOCTOR_BAD_OUTPUT/,
  );
});

test('--only takes hops and checks, and guesses others', () => {
  expect(selectChecks(checks, ['load-balancer']).every(({ hop }) => hop === 'load-balancer')).toBe(true);
  expect(() => selectChecks(checks, ['certificate-isued'])).toThrow(
    /DOCTOR_UNKNOWN_CHECK.*did you mean "certificate-issued"/,
  );
});

test('a deadline is a number of seconds', async () => {
  const args = { only: [], deadline: Number.NaN, output: [] };
  await expect(runDoctor(settings() as LoadedConfig, args)).rejects.toThrow('DOCTOR_BAD_DEADLINE');
});

test('the policy allows every call that some check or the comparison makes, and reading only', () => {
  const { Statement } = policyFor(checks, settings().config, snapshotReads);
  const actions = [...new Set(Statement.flatMap(({ Action }) => Action))];
  const wanted = Object.values(reads).flatMap(({ action }: ReadSpec) => action ?? []);
  expect(new Set(actions)).toEqual(new Set(wanted));
  for (const action of actions) expect(action).toMatch(/:(Describe|Get|List|GET|Search|Test)/);
});

test('the policy is limited to the environment where IAM can', () => {
  const { Statement } = policyFor(certificateIssued, settings({ account: '111122223333' }).config);
  expect(Statement).toContainEqual({
    Effect: 'Allow',
    Action: ['cloudformation:DescribeStacks', 'cloudformation:ListStackResources'],
    Resource: ['arn:aws:cloudformation:eu-west-1:111122223333:stack/corp-*/*'],
  });
});
