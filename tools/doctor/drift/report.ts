import pc from 'picocolors';
import type { HopOutcome, Verdict } from '../../path/hop';
import { hopNames } from '../../path/hop';
import { nextLines, withRunbook } from '../../runbooks';
import { formatWhere } from '../../trace-report';
import type { Verified } from '../../verify';
import { type Compared, ownVerdicts } from './compare';
import type { Difference } from './differences';
import type { Drift } from './drift';
import { nextAfterDrift } from './next';

export interface DriftReportOptions {
  readonly color?: boolean;
  /** Where the runbooks are. @default docs/runbooks/ */
  readonly runbooks?: string;
  /** Only what differs or is unknown. @default false */
  readonly quiet?: boolean;
  /** What stands on top: environment, region, account. */
  readonly title: string;
  /** What the deployed side is compared with. */
  readonly assembly: string;
}

const words = { same: 'same     ', different: 'DIFFERENT', unknown: 'unknown  ' } as const;
const marks: Record<HopOutcome, string> = {
  pass: 'pass',
  stop: 'STOP',
  unknown: '????',
  'not-applicable': ' -- ',
};
const indent = ' '.repeat(11);

/** Drift for people: each expectation, where the two sides part, and below it every setting that differs. */
export function renderDrift(drift: Drift, options: DriftReportOptions): string {
  const colors = pc.createColors(options.color ?? false);
  const paint = { same: colors.green, different: colors.red, unknown: colors.yellow } as const;
  const told = new Set<string>();
  const advised = new Set<string>();
  const rows = drift.compared
    .filter(({ result }) => !options.quiet || result !== 'same')
    .flatMap((one) => {
      const parting = partingOf(one, options);
      const cause = `${one.parting?.hop} ${(one.parting?.live ?? []).map(({ code, where }) => code + JSON.stringify(where)).join()}`;
      const isKnown = parting.length > 0 && told.has(cause);
      told.add(cause);
      const { about, commands } = nextAfterDrift(one);
      const isAdvised = advised.has(about);
      advised.add(about);
      return [
        `${paint[one.result](words[one.result])}  ${one.call.from}  ${one.call.method} ${one.call.url}  ${endOf(one)}`,
        ...(isKnown ? [`${parting[0]}, as above`] : parting),
        ...(isAdvised ? [] : nextLines(commands, indent)),
      ];
    });
  const of = (result: Compared['result']) => drift.compared.filter((one) => one.result === result).length;
  const unmet = drift.compared.filter(({ live }) => live?.judgement.met === 'no').length;
  const total = drift.compared.length;
  const counts = [
    of('different') && `${of('different')} of ${total} expectations end differently or by another way`,
    unmet && `${unmet} ${unmet === 1 ? 'is' : 'are'} not met by what is deployed`,
    of('unknown') && `${of('unknown')} of ${total} can't be told`,
    `${of('same')} of ${total} are the same`,
    drift.differences.length > 0 && `${drift.differences.length} settings differ`,
  ].filter(Boolean);
  const finish = { pass: colors.green, stop: colors.red, unknown: colors.yellow }[drift.outcome];
  return [
    ...(options.quiet
      ? []
      : [`${colors.bold(options.title)}: what is deployed, against ${options.assembly}`, '']),
    ...rows,
    ...section(
      'Settings that differ',
      drift.differences.flatMap((one) => settingOf(one, drift, options)),
    ),
    ...section(
      'Declared, and not deployed',
      drift.missing.map((one) => `  ${one}`),
    ),
    ...section(
      `Not read from AWS, taken as ${options.assembly} declares it`,
      drift.unread.map(({ subject, reason, hops }) => `  ${subject} (${hops.join(', ')}): ${reason}`),
    ),
    '',
    'Functions ran from the bundles of this machine on both sides; what their code does on AWS was not compared.',
    finish(`${drift.outcome}: ${counts.join(', ')}`),
  ].join('\n');
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines];
}

function endOf({ live, unread, result }: Compared): string {
  const met = live?.judgement.met;
  const seen = live ? seenBy(live) : 'no such vantage';
  const judged =
    met === undefined ? '' : met === 'yes' ? ', as expected' : met === 'no' ? ', NOT as expected' : '';
  if (result !== 'unknown' || unread.length === 0) return `${seen}${judged}`;
  return `${seen}${judged}, as far as it was read; not read: ${unread.map(({ subject }) => subject).join(', ')}`;
}

function seenBy({ trace }: Verified): string {
  if (trace.status !== null) return `${trace.status}`;
  return trace.outcome === 'unknown' ? 'not known' : (trace.symptom?.kind ?? 'no answer');
}

function partingOf({ parting, paper, live }: Compared, options: DriftReportOptions): string[] {
  if (!parting) return [];
  const number = hopNames.indexOf(parting.hop) + 1;
  const width = Math.max(options.assembly.length, 'deployed'.length);
  const side = (
    name: string,
    verified: Verified | undefined,
    verdicts: readonly Verdict[],
    withFix: boolean,
  ) => {
    const head = `${indent}  ${name.padEnd(width)}  `;
    if (!verified) return [`${head}no such vantage`];
    if (verdicts.length === 0) return [`${head}nothing beyond what the other side says`];
    return verdicts.flatMap((verdict) => {
      const { outcome, code, because, address, where, fix } = verdict;
      const { runbook } = withRunbook(verdict, options.runbooks);
      const deeper = ' '.repeat(head.length + 5);
      return [
        `${head}${marks[outcome]} ${code}: ${address ? `${address}: ` : ''}${because}`,
        ...(outcome === 'pass' && !fix ? [] : where.map((place) => `${deeper}at ${formatWhere(place)}`)),
        ...(withFix && fix ? [`${deeper}Fix: ${fix}`] : []),
        ...(withFix && runbook ? [`${deeper}Runbook: ${runbook}`] : []),
      ];
    });
  };
  return [
    `${indent}they part at ${number} ${parting.hop}`,
    ...side(options.assembly, paper, ownVerdicts(parting.paper, parting.live), false),
    ...side('deployed', live, ownVerdicts(parting.live, parting.paper), true),
  ];
}

/** A line for what it is, and one a side; what decided a verdict that differs has a star. */
function settingOf(one: Difference, { compared }: Drift, { assembly }: DriftReportOptions): string[] {
  const decided = compared.some(({ parting }) =>
    [...(parting?.paper ?? []), ...(parting?.live ?? [])].some(({ where }) =>
      where.some(({ stack, logicalId }) => stack === one.where?.stack && logicalId === one.where?.logicalId),
    ),
  );
  const width = Math.max(assembly.length, 'deployed'.length);
  const place = one.where ? ` at ${formatWhere({ ...one.where, property: undefined })}` : '';
  const line = (name: string, value: unknown) => `      ${name.padEnd(width)}  ${shown(value)}`;
  return [
    `${decided ? ' *' : '  '}${hopNames.indexOf(one.hop) + 1} ${one.hop}: ${one.kind} ${one.id}${place}${one.setting ? `, ${one.setting}` : ''}`,
    line(assembly, one.declared),
    line('deployed', one.deployed),
  ];
}

function shown(value: unknown): string {
  if (value === undefined) return '-';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
