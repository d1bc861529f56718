import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { byName, byZone, type CanaryMetric, canaryNamespace } from './canary-metrics';

export interface CanaryAlarmsProps {
  /** Name of the environment. */
  readonly environment: string;
  readonly hosts: readonly string[];
  readonly zones: readonly string[];
  /** Minutes between two runs. */
  readonly every: number;
  /** Runs in a row. */
  readonly alarmAfter: number;
  readonly certificateDays: number;
}

/** A metric of the canary over one run. */
export function canaryMetric(
  { environment, every }: Pick<CanaryAlarmsProps, 'environment' | 'every'>,
  metricName: CanaryMetric,
  of: { readonly host: string } | { readonly zone: string },
  statistic: string,
  label?: string,
): Metric {
  return new Metric({
    namespace: canaryNamespace(environment),
    metricName,
    dimensionsMap: 'host' in of ? { [byName]: of.host } : { [byZone]: of.zone },
    statistic,
    period: Duration.minutes(every),
    label,
  });
}

/**
 * An alarm for each custom name and each zone. Unlike alarms on traffic, silence is bad: a canary that does not run,
 * or gets no address, leaves no metric. Whom they tell is AlarmTopic's.
 */
export class CanaryAlarms extends Construct {
  readonly alarms: readonly Alarm[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: CanaryAlarmsProps,
  ) {
    super(scope, id);
    const { hosts, zones, certificateDays } = props;
    const names = hosts.flatMap((host) => [
      this.add(`Name-${host}`, `name-${host}`, {
        says: `A call of ${host} from the data centre does not end as expected. Metric Hop names the hop; run: hybrid-api probe --via lambda:ProbeFunction`,
        metric: canaryMetric(props, 'Success', { host }, 'Minimum'),
        below: 1,
        missing: TreatMissingData.BREACHING,
      }),
      this.add(`Certificate-${host}`, `certificate-${host}`, {
        says: `The certificate of ${host} expires within ${certificateDays} days. Runbook: tls`,
        metric: canaryMetric(props, 'DaysToExpiry', { host }, 'Minimum'),
        below: certificateDays,
        missing: TreatMissingData.IGNORE, // that nothing answers is the other alarm's
      }),
    ]);
    const places = zones.map((zone) =>
      this.add(`Zone-${zone}`, `zone-${zone}`, {
        says: `No call by an address in ${zone} ends as expected, or names have no address there. Runbook: load-balancer-targets`,
        metric: canaryMetric(props, 'Success', { zone }, 'Maximum'),
        below: 1,
        missing: TreatMissingData.BREACHING,
      }),
    );
    this.alarms = [...names, ...places];
  }

  private add(
    id: string,
    name: string,
    alarm: {
      readonly says: string;
      readonly metric: Metric;
      readonly below: number;
      readonly missing: TreatMissingData;
    },
  ): Alarm {
    const { alarmAfter, environment } = this.props;
    return new Alarm(this, id, {
      alarmName: `${environment}-canary-${name}`,
      alarmDescription: alarm.says,
      metric: alarm.metric,
      threshold: alarm.below,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      datapointsToAlarm: alarmAfter,
      evaluationPeriods: alarmAfter,
      treatMissingData: alarm.missing,
    });
  }
}
