import type { Outcome } from '../../path/hop';
import { formatWhere } from '../../trace-report';
import type { DoctorReport, ReportAbout, ReportedFinding } from '../report/report';
import type { Compared } from './compare';
import type { Drift } from './drift';

/** Drift as a report of findings, one an expectation: for build servers, which know JUnit. */
export function asReport(drift: Drift, about: ReportAbout): DoctorReport {
  const findings = drift.compared.map(findingOf);
  const count = (outcome: Outcome) => findings.filter((one) => one.outcome === outcome).length;
  return {
    schemaVersion: 1,
    ...about,
    outcome: drift.outcome,
    summary: {
      pass: count('pass'),
      remark: 0,
      stop: count('stop'),
      unknown: count('unknown'),
      notApplicable: 0,
    },
    findings,
    next: [],
  };
}

function findingOf({ call, result, live, parting, unread }: Compared): ReportedFinding {
  const told = parting?.live.find(({ outcome }) => outcome !== 'pass') ?? parting?.live[0];
  const isUnmet = live?.judgement.met === 'no';
  const outcome = result === 'different' || isUnmet ? 'stop' : result === 'unknown' ? 'unknown' : 'pass';
  const because = {
    different: told?.because ?? `the two sides part at ${parting?.hop}`,
    unknown: `the same as far as it was read; not read: ${unread.map(({ subject }) => subject).join(', ')}`,
    same: isUnmet ? (live?.judgement.because ?? 'the expectation is not met') : 'the same as declared',
  }[result];
  return {
    check: 'drift',
    hop: parting?.hop ?? live?.trace.hops.at(-1)?.hop ?? 'dns',
    outcome,
    code:
      told?.code ??
      (outcome === 'pass' ? 'AS_IT_MUST_BE' : outcome === 'unknown' ? 'READ_FAILED' : 'RESOURCE_MISSING'),
    subject: `${call.method} ${call.url} from ${call.from}`,
    because,
    evidence: {},
    where: (told?.where ?? []).map(formatWhere),
    ...(told?.fix ? { fix: told.fix } : {}),
  };
}
