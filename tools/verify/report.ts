import Table from 'cli-table3';
import pc from 'picocolors';
import { socketStatus } from '../expectations/meets';
import type { Outcome } from '../path/hop';
import { decisive, nextAfterVerify, nextLines, withRunbook } from '../runbooks';
import type { Verified } from './index';

const words = { yes: 'as expected', no: 'NOT as expected', unknown: 'unknown' } as const;

/** One row an expectation; where it is not as expected the hop that decided, and once a code what to run next. */
export function renderVerified(
  verified: readonly Verified[],
  options: { readonly color?: boolean; readonly runbooks?: string } = {},
): string {
  const colors = pc.createColors(options.color ?? false);
  const paint = { yes: colors.green, no: colors.red, unknown: colors.yellow } as const;
  const table = new Table({
    head: ['from', 'call', 'expected', 'on paper', 'verdict'],
    style: { head: [], border: [], compact: true },
  });
  const notes: string[] = [];
  const told = new Set<string>();
  for (const one of verified) {
    const { call, expectation, trace, judgement } = one;
    const { expect } = expectation;
    const expected =
      expect === 'unreachable' ? expect : `${'status' in expect ? expect.status : socketStatus}`;
    const seen =
      trace.status === null
        ? trace.outcome === 'unknown'
          ? 'unknown'
          : (trace.symptom?.kind ?? 'no answer')
        : `${trace.status}`;
    table.push([
      call.from,
      `${call.method} ${call.url}`,
      expected,
      seen,
      paint[judgement.met](words[judgement.met]),
    ]);
    if (judgement.met === 'yes') continue;
    notes.push(`${call.method} ${call.url} from ${call.from}: ${judgement.because}`);
    for (const verdict of trace.hops) {
      if (verdict.outcome !== 'stop' && verdict.outcome !== 'unknown') continue;
      if (verdict.code === 'NOT_REACHED') continue;
      notes.push(`  ${verdict.hop} ${verdict.code}: ${verdict.because}`);
      if (verdict.fix) notes.push(`  Fix: ${verdict.fix}`);
      const { runbook } = withRunbook(verdict, options.runbooks);
      if (runbook) notes.push(`  Runbook: ${runbook}`);
    }
    const code = decisive(trace.hops)?.code ?? '';
    if (!told.has(code)) notes.push(...nextLines(nextAfter(one), '  '));
    told.add(code);
  }
  const met = verified.filter(({ judgement }) => judgement.met === 'yes').length;
  return [table.toString(), ...notes, '', `${met} of ${verified.length} expectations hold on paper`].join(
    '\n',
  );
}

/** The two commands to run next about an expectation that does not hold; none about one that does. */
export function nextAfter({ call, trace, judgement }: Verified): readonly string[] {
  return judgement.met === 'yes' ? [] : nextAfterVerify(trace.hops, { ...call, vantage: call.from });
}

/** All hold: pass. Any fails: stop. Otherwise some can't be told: unknown. */
export function summarize(verified: readonly Verified[]): Outcome {
  if (verified.some(({ judgement }) => judgement.met === 'no')) return 'stop';
  return verified.every(({ judgement }) => judgement.met === 'yes') ? 'pass' : 'unknown';
}
