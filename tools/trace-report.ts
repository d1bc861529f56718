import pc from 'picocolors';
import type { Where } from './assembly/model';
import { type Call, type HopOutcome, hopNames } from './path/hop';
import type { Trace } from './path/trace';
import { nextAfterTrace, nextLines, withRunbook } from './runbooks';
import { wrap } from './wrap';

const marks: Record<HopOutcome, string> = {
  pass: 'pass',
  stop: 'STOP',
  unknown: '????',
  'not-applicable': ' -- ',
};

export interface TraceReportOptions {
  /** @default false */
  readonly color?: boolean;
  /** Columns of the terminal. @default 100 */
  readonly columns?: number;
  /** Where the runbooks are. @default docs/runbooks/ */
  readonly runbooks?: string;
}

/** The walk of one call for people: a line a verdict, its settings and fix below it where it is not a plain pass. */
export function renderTrace(call: Call, trace: Trace, options: TraceReportOptions = {}): string {
  const colors = pc.createColors(options.color ?? false);
  const paint: Record<HopOutcome, (text: string) => string> = {
    pass: colors.green,
    stop: colors.red,
    unknown: colors.yellow,
    'not-applicable': colors.dim,
  };
  const indent = ' '.repeat(24);
  const width = Math.max(40, (options.columns ?? 100) - indent.length);
  const lines = [`${colors.bold(`${call.method} ${call.url}`)}  from ${call.from}`, ''];
  for (const verdict of trace.hops) {
    const number = hopNames.indexOf(verdict.hop) + 1;
    const about = verdict.address ? `${verdict.address}: ` : '';
    const [first = '', ...rest] = wrap(`${about}${verdict.because}`, width);
    lines.push(
      `${number} ${verdict.hop.padEnd(14)} ${paint[verdict.outcome](marks[verdict.outcome])}   ${first}`,
    );
    for (const line of rest) lines.push(indent + line);
    if (verdict.code === 'NOT_REACHED' || (verdict.outcome === 'pass' && !verdict.fix)) continue;
    if (verdict.outcome !== 'not-applicable') {
      lines.push(indent + paint[verdict.outcome](verdict.code));
      for (const where of verdict.where) lines.push(`${indent}at ${formatWhere(where)}`);
    }
    if (verdict.fix) for (const line of wrap(`Fix: ${verdict.fix}`, width)) lines.push(indent + line);
    const { runbook } = withRunbook(verdict, options.runbooks);
    if (runbook) lines.push(`${indent}Runbook: ${runbook}`);
  }
  const status = trace.status === null ? describeSymptom(trace) : `HTTP ${trace.status}`;
  for (const message of trace.messages ?? []) lines.push('', `the client receives ${message}`);
  lines.push('', `${paint[trace.outcome](trace.outcome)}: ${status}`);
  lines.push(...nextLines(nextAfterTrace(trace.hops, { ...call, vantage: call.from })));
  return lines.join('\n');
}

export function formatWhere(where: Where): string {
  return `${where.stack}/${where.logicalId}${where.property ? ` ${where.property}` : ''}`;
}

function describeSymptom({ symptom, outcome }: Trace): string {
  switch (symptom?.kind) {
    case undefined:
      return outcome === 'pass' ? 'no response' : 'the templates do not tell what the caller gets';
    case 'nxdomain':
      return 'the name does not exist for this caller (NXDOMAIN)';
    case 'no-data':
      return 'the name has no address for this caller';
    case 'servfail':
      return 'the resolver fails (SERVFAIL)';
    case 'timeout':
      return 'silence: the caller times out';
    case 'refused':
      return 'connection refused';
    case 'reset':
      return 'connected, then reset before a response';
    case 'tls':
      return `the TLS handshake fails (${symptom.alert})`;
    case 'response':
      return `HTTP ${symptom.response.status}`;
    case 'message':
      return `connected, then told ${symptom.text}`;
    case 'closed':
      return `connected, then closed with ${symptom.code} ${symptom.reason}`;
    case 'no-message':
      return 'connected, and no message comes';
  }
}
