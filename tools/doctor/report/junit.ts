import type { DoctorReport, ReportedFinding } from './report';

/** Findings as JUnit: a suite a hop, a case a finding; what can't be told is an error, what does not apply skipped. */
export function renderJunit({ environment, findings, at }: DoctorReport): string {
  const junit = require('junit-report-builder') as typeof import('junit-report-builder').default;
  const builder = junit.newBuilder();
  for (const hop of new Set(findings.map((finding) => finding.hop))) {
    const suite = builder.testSuite().name(`${environment} ${hop}`).timestamp(new Date(at));
    for (const finding of findings.filter((one) => one.hop === hop)) {
      const { check, subject, because, code, outcome } = finding;
      const testCase = suite.testCase().className(`doctor.${hop}`).name(`${check}: ${subject}`).time(0);
      if (outcome === 'stop') testCase.failure(`${because}\n${details(finding)}`, code);
      else if (outcome === 'unknown') testCase.error(because, code, details(finding));
      else if (outcome === 'not-applicable') testCase.skipped();
      else if (finding.fix !== undefined) testCase.standardOutput(`${code}: ${because}\n${details(finding)}`);
    }
  }
  return builder.build();
}

function details({ where, fix, runbook, evidence }: ReportedFinding): string {
  return [
    ...where.map((place) => `at ${place}`),
    ...(fix ? [`Fix: ${fix}`] : []),
    ...(runbook ? [`Runbook: ${runbook}`] : []),
    JSON.stringify(evidence),
  ].join('\n');
}
