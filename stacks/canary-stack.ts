import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnEventInvokeConfig } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Aws, CfnOutput } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { canaryCalls, hostsOfCalls } from './canary-calls';
import type { HybridConfig } from './config-schema';
import { KitStack } from './kit-stack';
import { CanaryAlarms } from './operations/canary-alarms';
import { addCanaryDashboard } from './operations/canary-dashboard';
import { readableKeys } from './readable-keys';

export interface CanaryStackProps {
  readonly config: HybridConfig;
  /** The function that stands in the data centre. */
  readonly probe: { readonly functionName: string; readonly functionArn: string };
  /** Zones whose addresses the canary tells apart. */
  readonly zones: readonly string[];
}

/**
 * The scheduled canary. A stack of its own, deployed after everything that it calls and deleted before it: no alarm
 * goes off because an environment is being built or taken down.
 */
export class CanaryStack extends KitStack {
  constructor(scope: Construct, { config, probe, zones }: CanaryStackProps) {
    super(scope, 'canary', {
      config,
      description: 'Scheduled calls from the data centre, metrics and alarms',
    });
    const canary = config.operations.canary;
    if (!canary) throw new TypeError('operations.canary is not set');
    const { every, alarmAfter, certificateDays, calls, dashboard } = canary;
    this.schedule(`${config.name}-canary`, every, probe);
    const hosts = hostsOfCalls(canaryCalls(config.expect, calls, readableKeys(config)));
    const watched = { environment: config.name, hosts, zones, every, alarmAfter, certificateDays };
    const alarms = config.operations.alarms ? new CanaryAlarms(this, 'Alarms', watched).alarms : [];
    if (dashboard) addCanaryDashboard(this, 'Dashboard', watched, alarms);
  }

  /** A run that is lost is not made up for: the next one comes soon, and alarms see the gap. So there is no queue. */
  private schedule(
    name: string,
    every: number,
    { functionName, functionArn }: CanaryStackProps['probe'],
  ): void {
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    });
    const rights = new Policy(this, 'Rights', {
      roles: [role],
      statements: [new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [functionArn] })],
    });
    const once = new CfnEventInvokeConfig(this, 'Once', {
      functionName,
      qualifier: '$LATEST',
      maximumRetryAttempts: 0,
      maximumEventAgeInSeconds: 60,
    });
    const schedule = new CfnSchedule(this, 'Schedule', {
      name,
      description: 'Runs the canary from the data centre',
      // With the clock, not with the deployment: each period of the metrics has one run.
      scheduleExpression: every === 60 ? 'cron(0 * * * ? *)' : `cron(0/${every} * * * ? *)`,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: functionArn,
        roleArn: role.roleArn,
        input: JSON.stringify({ canary: true }),
        retryPolicy: { maximumRetryAttempts: 1, maximumEventAgeInSeconds: 60 },
      },
    });
    schedule.node.addDependency(rights, once);
    new CfnOutput(this, 'ScheduleName', { value: schedule.ref });
  }
}
