import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type Metric,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { type CanaryAlarmsProps, canaryMetric } from './canary-alarms';
import type { CanaryMetric } from './canary-metrics';

const phases: readonly CanaryMetric[] = ['Resolve', 'Connect', 'Tls', 'FirstByte'];

/** Alarms first, then names and zones, then the waterfall of each name. */
export function addCanaryDashboard(
  scope: Construct,
  id: string,
  props: CanaryAlarmsProps,
  alarms: readonly Alarm[],
): Dashboard {
  const { environment, hosts, zones } = props;
  const ofHosts = (metric: CanaryMetric, statistic: string) =>
    hosts.map((host) => canaryMetric(props, metric, { host }, statistic, host));
  const ofZones = (metric: CanaryMetric, statistic: string) =>
    zones.map((zone) => canaryMetric(props, metric, { zone }, statistic, zone));
  const graph = (title: string, left: Metric[]) => new GraphWidget({ title, left, width: 8, height: 6 });
  const waterfalls = hosts.map(
    (host) =>
      new GraphWidget({
        title: `${host}: phases (ms)`,
        left: phases.map((phase) => canaryMetric(props, phase, { host }, 'Average', phase)),
        stacked: true,
        width: 12,
        height: 6,
      }),
  );
  return new Dashboard(scope, id, {
    dashboardName: `${environment}-canary`,
    widgets: [
      ...(alarms.length === 0
        ? []
        : [[new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: 24 })]]),
      [
        graph('As expected, by name (1 is good)', ofHosts('Success', 'Minimum')),
        graph('As expected, by zone', ofZones('Success', 'Average')),
        graph('Hop that decided (0: none)', ofHosts('Hop', 'Maximum')),
      ],
      [
        graph('Slowest call, by name (ms)', ofHosts('Total', 'Maximum')),
        graph('TLS, by zone (ms)', ofZones('Tls', 'Average')),
        graph('Days to the end of the certificate', ofHosts('DaysToExpiry', 'Minimum')),
      ],
      waterfalls,
    ],
  });
}
