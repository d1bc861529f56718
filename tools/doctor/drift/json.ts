import { showHeaders } from '../../expectations/header-values';
import { withRunbook } from '../../runbooks';
import type { Verified } from '../../verify';
import type { Drift } from './drift';

/** What `doctor --drift --json` prints: both walks of every expectation, and what differs. No secrets. */
export function driftJson(drift: Drift, runbooks?: string): object {
  const side = (verified: Verified | undefined) =>
    verified
      ? {
          ...verified.judgement,
          outcome: verified.trace.outcome,
          status: verified.trace.status,
          hops: verified.trace.hops.map((verdict) => withRunbook(verdict, runbooks)),
        }
      : null;
  return {
    schemaVersion: drift.schemaVersion,
    outcome: drift.outcome,
    expectations: drift.compared.map(({ call, expectation, result, paper, live, parting, unread }) => ({
      from: call.from,
      method: call.method,
      url: call.url,
      headers: showHeaders(expectation.headers),
      result,
      ...(parting ? { partsAt: parting.hop } : {}),
      paper: side(paper),
      deployed: side(live),
      notRead: unread.map(({ subject }) => subject),
    })),
    differences: drift.differences,
    notDeployed: drift.missing,
    notRead: drift.unread,
  };
}
