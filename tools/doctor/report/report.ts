import { z } from 'zod';
import { hopNames, type Outcome } from '../../path/hop';
import { nextAfterDoctor, withRunbook } from '../../runbooks';
import type { Environment } from '../environment';
import type { Finding } from '../finding';
import { hostsOf } from '../stacks';

const finding = z.strictObject({
  check: z.string().describe('Name of the check, as --only takes it'),
  hop: z.enum(hopNames),
  outcome: z
    .enum(['pass', 'stop', 'unknown', 'not-applicable'])
    .describe('A pass with a fix is a remark: it works, and one would rather change it'),
  code: z.string().describe('Stable; docs/errors.md says what each means'),
  subject: z.string().describe('What it is about: a host, an id, a stack'),
  because: z.string(),
  evidence: z.record(z.string(), z.unknown()).describe('The values that were seen'),
  where: z.array(z.string()).describe('stack/LogicalId, or a line of hybrid.yaml'),
  fix: z.string().optional(),
  runbook: z.string().optional(),
});

/** What stands at the head of every report of the doctor. */
export const reported = {
  environment: z.string().describe('name of hybrid.yaml'),
  region: z.string(),
  account: z.string().nullable().describe('Of the credentials; null: STS does not tell'),
  at: z.iso.datetime(),
  outcome: z.enum(['pass', 'stop', 'unknown']).describe('Of the whole: exit code 0, 1 or 3'),
};

/** What `doctor --json` prints; published as docs/doctor-report.schema.json. */
export const doctorReport = z.strictObject({
  schemaVersion: z.literal(1),
  ...reported,
  summary: z.strictObject({
    pass: z.int(),
    remark: z.int(),
    stop: z.int(),
    unknown: z.int(),
    notApplicable: z.int(),
  }),
  findings: z.array(finding).describe('By hop; in a hop what fails first'),
  next: z.array(z.string()).describe('Commands to run next about the first fault; none where there is none'),
});

export type DoctorReport = z.infer<typeof doctorReport>;
export type ReportedFinding = DoctorReport['findings'][number];

/** What was looked at, and when. */
export type ReportAbout = Pick<DoctorReport, 'environment' | 'region' | 'account' | 'at'>;

/** Whether a finding is a pass that one would rather change. */
export function isRemark({ outcome, fix }: Pick<Finding, 'outcome' | 'fix'>): boolean {
  return outcome === 'pass' && fix !== undefined;
}

/** What fails first: stop, unknown, remark, pass, not applicable. */
function rank(finding: Finding): number {
  if (isRemark(finding)) return 2;
  return { stop: 0, unknown: 1, pass: 3, 'not-applicable': 4 }[finding.outcome];
}

/** Anything fails: stop. Otherwise anything that can't be told: unknown. */
export function outcomeOf(findings: readonly Pick<Finding, 'outcome'>[]): Outcome {
  if (findings.some(({ outcome }) => outcome === 'stop')) return 'stop';
  return findings.some(({ outcome }) => outcome === 'unknown') ? 'unknown' : 'pass';
}

/** The findings as they are reported. */
export function summarize(
  findings: readonly Finding[],
  { env, now, runbooks }: { readonly env: Environment; readonly now: Date; readonly runbooks?: string },
): DoctorReport {
  const ordered = findings.toSorted(
    (one, other) => hopNames.indexOf(one.hop) - hopNames.indexOf(other.hop) || rank(one) - rank(other),
  );
  const count = (of: (finding: Finding) => boolean) => findings.filter(of).length;
  return {
    schemaVersion: 1,
    environment: env.config.name,
    region: env.region,
    account: env.account ?? null,
    at: now.toISOString(),
    outcome: outcomeOf(findings),
    summary: {
      pass: count((one) => one.outcome === 'pass' && !isRemark(one)),
      remark: count(isRemark),
      stop: count(({ outcome }) => outcome === 'stop'),
      unknown: count(({ outcome }) => outcome === 'unknown'),
      notApplicable: count(({ outcome }) => outcome === 'not-applicable'),
    },
    findings: ordered.map((one) => ({ ...withRunbook(one, runbooks), where: [...one.where] })),
    next: [...nextAfterDoctor(ordered, { url: `https://${hostOf(ordered, env)}/` })],
  };
}

/** The host to call: that of the first fault where it is about one. */
function hostOf(findings: readonly Finding[], { config }: Environment): string {
  const hosts = hostsOf(config).map(({ name }) => name);
  const [first] = findings.filter(({ outcome }) => outcome === 'stop' || outcome === 'unknown');
  return hosts.find((host) => host === first?.subject) ?? hosts[0]!;
}
