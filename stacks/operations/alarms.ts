import {
  Alarm,
  CfnAlarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { HybridConfig } from '../config-schema';
import type { ApiKind } from './api-kind';

export interface WatchedApi {
  readonly kind: ApiKind;
  readonly name: string;
  readonly apiId: string;
  readonly stageName: string;
  readonly accessLogs: ILogGroup;
}

export interface ApiAlarmsProps {
  readonly api: WatchedApi;
  readonly settings: HybridConfig['operations'];
  /** Of the metrics that are counted from logs. */
  readonly environment: string;
}

/** Names of AWS's own metrics; a WebSocket API counts messages and has no latency of its own. */
const metricNames = {
  rest: { calls: 'Count', server: '5XXError', client: '4XXError', latency: 'Latency' },
  http: { calls: 'Count', server: '5xx', client: '4xx', latency: 'Latency' },
  websocket: {
    calls: 'MessageCount',
    server: 'ExecutionError',
    client: 'ClientError',
    latency: 'IntegrationLatency',
  },
} as const satisfies Record<ApiKind, object>;

/** Below this many calls in a period one failure is no rate. */
const fewCalls = 20;

const period = Duration.minutes(1);

/**
 * Alarms of one API that wake nobody without a cause: rates need traffic, peaks must last, and silence is healthy.
 * Whom they tell is {@link AlarmTopic}'s.
 */
export class ApiAlarms extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ApiAlarmsProps,
  ) {
    super(scope, id);
    const { errorRatePercent, latencyMs } = props.settings;
    const names = metricNames[props.api.kind];
    this.add('ServerErrors', 'server-errors', {
      says: `More than ${errorRatePercent} % of calls end in a 5xx. Runbooks: 500, 502, 504. Saved query: 5xx-by-cause`,
      metric: new MathExpression({
        expression: `IF(calls >= ${fewCalls}, 100 * errors / calls, 0)`,
        usingMetrics: { errors: this.metric(names.server, 'Sum'), calls: this.metric(names.calls, 'Sum') },
        label: '5xx in percent',
        period,
      }),
      threshold: errorRatePercent,
      minutes: [3, 5],
    });
    this.add('Slow', 'slow', {
      says: `The slowest hundredth of calls takes ${latencyMs} ms; API Gateway ends a call at 29 s. Runbook: 504. Saved query: latency-split`,
      metric: this.metric(names.latency, 'p99'),
      threshold: latencyMs,
      minutes: [3, 5],
    });
    this.add('Throttled', 'throttled', {
      says: 'Calls are refused with 429. Runbook: 429. Saved query: throttled',
      metric: this.fromLogs('Throttled', '{ $.status = "429" }'),
      threshold: 50,
      minutes: [3, 5],
    });
    this.add('AuthorizerErrors', 'authorizer-errors', {
      says: 'The authorizer itself fails, whatever the token. Runbook: authorizer-500. Saved query: authorizer-errors',
      metric: this.fromLogs(
        'AuthorizerErrors',
        '{ ($.errorType = "AUTHORIZER_FAILURE") || ($.errorType = "AUTHORIZER_CONFIGURATION_ERROR") }',
      ),
      threshold: 1,
      minutes: [2, 5],
    });
    this.addAnomaly(names.client, names.calls);
  }

  private metric(metricName: string, statistic: string): Metric {
    const { kind, name, apiId, stageName } = this.props.api;
    return new Metric({
      namespace: 'AWS/ApiGateway',
      metricName,
      dimensionsMap: { ...(kind === 'rest' ? { ApiName: name } : { ApiId: apiId }), Stage: stageName },
      statistic,
      period,
    });
  }

  /** API Gateway has no metric for these: they are counted from the access log. */
  private fromLogs(id: string, pattern: string): Metric {
    const { api, environment } = this.props;
    const metricNamespace = `hybrid-api/${environment}`;
    const metricName = `${api.name}/${id}`;
    new MetricFilter(this, `${id}Lines`, {
      logGroup: api.accessLogs,
      filterPattern: FilterPattern.literal(pattern),
      metricNamespace,
      metricName,
      metricValue: '1',
    });
    return new Metric({ namespace: metricNamespace, metricName, statistic: 'Sum', period });
  }

  private add(
    id: string,
    name: string,
    alarm: {
      readonly says: string;
      readonly metric: IMetric;
      readonly threshold: number;
      /** Of so many last minutes, how many must be over the threshold: [of these, out of those]. */
      readonly minutes: readonly [breaching: number, of: number];
    },
  ): void {
    new Alarm(this, id, {
      alarmName: this.nameOf(name),
      alarmDescription: alarm.says,
      metric: alarm.metric,
      threshold: alarm.threshold,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      datapointsToAlarm: alarm.minutes[0],
      evaluationPeriods: alarm.minutes[1],
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }

  /** Refused callers are normal; more of them than at this hour on other days are not. */
  private addAnomaly(client: string, calls: string): void {
    const stat = (metric: Metric) => ({
      metric: {
        namespace: metric.namespace,
        metricName: metric.metricName,
        dimensions: Object.entries(metric.dimensions ?? {}).map(([name, value]) => ({ name, value })),
      },
      period: 300,
      stat: 'Sum',
    });
    new CfnAlarm(this, 'Refusals', {
      alarmName: this.nameOf('refusals'),
      alarmDescription:
        'Unusually many calls are refused with a 4xx. Runbooks: 403-forbidden and its neighbours. Saved query: gateway-refusals',
      metrics: [
        { id: 'refused', metricStat: stat(this.metric(client, 'Sum')), returnData: false },
        { id: 'calls', metricStat: stat(this.metric(calls, 'Sum')), returnData: false },
        {
          id: 'share',
          expression: `IF(calls >= ${5 * fewCalls}, 100 * refused / calls, 0)`,
          returnData: true,
        },
        { id: 'usual', expression: 'ANOMALY_DETECTION_BAND(share, 4)', returnData: true },
      ],
      thresholdMetricId: 'usual',
      comparisonOperator: 'GreaterThanUpperThreshold',
      datapointsToAlarm: 3,
      evaluationPeriods: 3,
      treatMissingData: 'notBreaching',
    });
  }

  private nameOf(name: string): string {
    return `${this.props.environment}-${this.props.api.name}-${name}`;
  }
}
