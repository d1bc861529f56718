import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { IAspect } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/** Lets every alarm of the app, of whichever stack, notify one topic when it goes off and when it is over. */
export class AlarmTopic implements IAspect {
  constructor(private readonly topicArn: string) {}

  visit(node: IConstruct): void {
    if (!(node instanceof CfnAlarm)) return;
    node.alarmActions = [this.topicArn];
    node.okActions = [this.topicArn];
  }
}
