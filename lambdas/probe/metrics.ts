import {
  byName,
  byZone,
  type CanaryMetric,
  type CanarySettings,
  canaryMetrics,
  zoneMetrics,
} from '../../stacks/operations/canary-metrics';
import { cidrContains } from '../../tools/ipv4';
import { exitCode, type ProbeResult, type Report } from '../../tools/probe';

type Values = Partial<Record<CanaryMetric, number>>;

/**
 * One line of CloudWatch's embedded metric format for each result, and for each call that there was no time for:
 * metrics by custom name and by zone, and beside them what a search in the log needs. Pure.
 * @param at Unix milliseconds of the run
 */
export function metricLines(
  { results, skipped = [] }: Pick<Report, 'results' | 'skipped'>,
  { namespace, zones }: Pick<CanarySettings, 'namespace' | 'zones'>,
  at: number,
): string[] {
  const line = (url: string, values: Values, zone: string | undefined, members: object): string => {
    const all = Object.keys(values) as CanaryMetric[];
    const directive = (dimension: string, names: readonly CanaryMetric[]) => ({
      Namespace: namespace,
      Dimensions: [[dimension]],
      Metrics: names.map((Name) => ({ Name, Unit: canaryMetrics[Name] })),
    });
    const ofZone = all.filter((name) => zoneMetrics.includes(name));
    return JSON.stringify({
      _aws: {
        Timestamp: at,
        CloudWatchMetrics: [
          directive(byName, all),
          ...(zone === undefined ? [] : [directive(byZone, ofZone)]),
        ],
      },
      [byName]: new URL(url).hostname,
      ...(zone === undefined ? {} : { [byZone]: zone }),
      ...values,
      ...members,
    });
  };
  const due = skipped.filter(({ unknown }) => unknown);
  return [
    ...results.map((result) => line(result.url, measured(result), zoneOf(result, zones), told(result))),
    ...due.map(({ name, url, method, reason }) =>
      line(url, { Success: 0, Hop: hopUnknown }, undefined, { name, url, method, reason }),
    ),
  ];
}

/** The probe's exit code for what is not known. */
const hopUnknown = 3;

/** Only what is known: a metric without a value would not be taken. */
function measured(result: ProbeResult): Values {
  const { phases, tls } = result;
  const known: Record<CanaryMetric, number | null | undefined> = {
    Success: result.asExpected ? 1 : 0,
    Hop: exitCode({ schemaVersion: 1, results: [result] }),
    Resolve: phases.resolve,
    Connect: phases.connect,
    Tls: phases.tls,
    FirstByte: phases.firstByte,
    Total: phases.total,
    DaysToExpiry: tls?.daysLeft,
  };
  const entries = Object.entries(known).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(entries) as Values;
}

/** For people who search the log. Sentences are left out: they may quote a body. */
function told({ name, url, method, address, status, outcome, hop, code }: ProbeResult): object {
  return { name, url, method, address, status, outcome, hop, code };
}

/** Of the address that was called. That nothing answers, where nothing is to answer, says nothing of a zone. */
function zoneOf({ address, expected }: ProbeResult, zones: CanarySettings['zones']): string | undefined {
  if (address === null || expected === 'unreachable') return undefined;
  return zones.find(({ cidr }) => cidrContains(cidr, address))?.zone;
}
