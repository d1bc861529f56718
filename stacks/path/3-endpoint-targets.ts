import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { CustomResource, Duration, Stack, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { KitFunction } from './8-integration';

export interface EndpointTargetsProps {
  readonly targetGroupArn: string;
  readonly endpointId: string;
  /** A change of these is what makes a deploy look again. */
  readonly subnetIds: readonly string[];
  readonly reconcileMinutes: number;
  /** Folder with the bundled function. */
  readonly code: string;
}

/**
 * Keeps the endpoint's addresses registered as targets: CloudFormation has no attribute for them (aws-facts §5).
 * One function, called by the deployment and by the clock. See docs/decisions/0012-endpoint-targets.md.
 */
export class EndpointTargets extends Construct {
  constructor(scope: Construct, id: string, props: EndpointTargetsProps) {
    super(scope, id);
    const task = new KitFunction(this, 'Function', {
      code: props.code,
      description: 'Keeps the addresses of the execute-api endpoint registered with the load balancer',
      timeoutSeconds: 120,
      memoryMb: 256,
    });
    task.allow(
      new PolicyStatement({
        actions: ['elasticloadbalancing:RegisterTargets', 'elasticloadbalancing:DeregisterTargets'],
        resources: [props.targetGroupArn],
      }),
      new PolicyStatement({
        actions: [
          'ec2:DescribeVpcEndpoints',
          'ec2:DescribeNetworkInterfaces',
          'elasticloadbalancing:DescribeTargetHealth',
        ],
        resources: ['*'],
      }),
    );
    Validations.of(task).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'The three describe actions know no resource-level permission; they read, and change nothing.',
    });

    const properties = { TargetGroupArn: props.targetGroupArn, VpcEndpointId: props.endpointId, Port: 443 };
    new CustomResource(this, 'Registered', {
      resourceType: 'Custom::EndpointTargets',
      serviceToken: task.functionArn,
      serviceTimeout: Duration.minutes(5), // an answer that got lost: not CloudFormation's hour
      properties: { ...properties, SubnetIds: props.subnetIds },
    });

    const rule = new CfnRule(this, 'Schedule', {
      description: 'Compares the endpoint with the target group',
      scheduleExpression: `rate(${props.reconcileMinutes} minute${props.reconcileMinutes === 1 ? '' : 's'})`,
      targets: [{ id: 'EndpointTargets', arn: task.functionArn, input: this.json(properties) }],
    });
    new CfnPermission(this, 'ScheduleMayCall', {
      action: 'lambda:InvokeFunction',
      functionName: task.functionArn,
      principal: 'events.amazonaws.com',
      sourceArn: rule.attrArn,
    });
    new Alarm(this, 'Failures', {
      alarmDescription: 'The targets of the load balancer are no longer compared with the endpoint.',
      metric: task.errors(Duration.minutes(Math.max(5, props.reconcileMinutes))),
      threshold: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 2,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }

  private json(value: object): string {
    return Stack.of(this).toJsonString(value);
  }
}
