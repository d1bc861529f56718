import { showHeaders } from '../../expectations/header-values';
import type { HeaderList, Symptom, Verdict } from '../../path/hop';
import { withRunbook } from '../../runbooks';
import type { Verified } from '../../verify';
import type { ReportAbout } from '../report/report';
import type { Compared } from './compare';
import type { Drift } from './drift';
import { nextAfterDrift } from './next';
import type { DriftReport, ReportedSide, ReportedVerdict } from './report-schema';

/** What `doctor --drift --json` prints: both walks of every expectation, and what differs. No secrets. */
export function driftJson(drift: Drift, about: ReportAbout, runbooks?: string): DriftReport {
  return {
    schemaVersion: drift.schemaVersion,
    ...about,
    outcome: drift.outcome,
    expectations: drift.compared.map((one) => expectationOf(one, runbooks)),
    differences: [...drift.differences],
    notDeployed: [...drift.missing],
    notRead: drift.unread.map(({ hops, codes, ...one }) => ({
      ...one,
      hops: [...hops],
      ...(codes ? { codes: [...codes] } : {}),
    })),
  };
}

function expectationOf(
  compared: Compared,
  runbooks: string | undefined,
): DriftReport['expectations'][number] {
  const { call, expectation, result, paper, live, parting, unread } = compared;
  return {
    from: call.from,
    method: call.method,
    url: call.url,
    headers: pairs(showHeaders(expectation.headers)),
    result,
    ...(parting ? { partsAt: parting.hop } : {}),
    paper: paper ? sideOf(paper, runbooks) : null,
    deployed: live ? sideOf(live, runbooks) : null,
    notRead: unread.map(({ subject }) => subject),
    next: [...nextAfterDrift(compared).commands],
  };
}

function sideOf({ judgement, trace }: Verified, runbooks: string | undefined): ReportedSide {
  const { outcome, status, hops } = trace;
  return { ...judgement, outcome, status, hops: hops.map((verdict) => verdictOf(verdict, runbooks)) };
}

function verdictOf(verdict: Verdict, runbooks: string | undefined): ReportedVerdict {
  const { where, symptom, ...rest } = withRunbook(verdict, runbooks);
  return { ...rest, where: [...where], ...(symptom ? { symptom: symptomOf(symptom) } : {}) };
}

/** Bodies are text. */
function symptomOf(symptom: Symptom): NonNullable<ReportedVerdict['symptom']> {
  if (symptom.kind !== 'response') return symptom;
  const { status, headers, body } = symptom.response;
  const text = typeof body === 'string' ? body : Buffer.from(body).toString('utf8');
  return { kind: 'response', response: { status, headers: pairs(headers), body: text } };
}

function pairs(headers: HeaderList): string[][] {
  return headers.map((pair) => [...pair]);
}
