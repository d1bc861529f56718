import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { BlockPublicAccess, Bucket, BucketEncryption, type CfnBucket } from 'aws-cdk-lib/aws-s3';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Aws, CfnOutput, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { HybridConfig } from './config-schema';
import { KitStack } from './kit-stack';

export interface FleetStackProps {
  readonly config: HybridConfig;
  /** The function that stands in the data centre. */
  readonly probe: { readonly functionArn: string; readonly timeoutSeconds: number };
}

/** Of the distributed map, in the ARNs of its runs. */
const label = 'probe';

/** Where in the bucket results go. */
const prefix = 'runs';

/** Seconds that a run may take: what hangs ends by itself. */
const longestRun = 3600;

/**
 * A state machine that lets many of the probe function call at once: a distributed map over the batches of its
 * input. Results go to a bucket, as a map's own output ends at 256 KiB; `probe --via fleet:` reads them from the
 * children's executions, so that whoever runs it needs no right to the bucket.
 */
export class FleetStack extends KitStack {
  constructor(scope: Construct, { config, probe }: FleetStackProps) {
    super(scope, 'fleet', { config, description: 'Many probes at once from the data centre' });
    const fleet = config.onPremises.fleet;
    if (!fleet) throw new TypeError('onPremises.fleet is not set');
    const name = `${config.name}-fleet`;
    const bucket = this.results(fleet.keepDays);
    const logGroup = new LogGroup(this, 'Logs', {
      // The resource policy that admits log delivery is short; groups of this prefix share one (doc).
      logGroupName: `/aws/vendedlogs/states/${name}`,
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const { role, rights } = this.role(name, probe.functionArn, bucket);
    const stateMachine = new CfnStateMachine(this, 'Resource', {
      stateMachineName: name,
      stateMachineType: 'STANDARD', // executions of express ones can't be listed or asked for their output
      roleArn: role.roleArn,
      definitionString: this.toJsonString(definition(probe, bucket.bucketName, fleet.concurrency)),
      loggingConfiguration: {
        level: 'ALL',
        includeExecutionData: false, // targets and answers stay out of the log
        destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: logGroup.logGroupArn } }],
      },
    });
    stateMachine.node.addDependency(rights);
    Validations.of(stateMachine).acknowledge({
      id: 'AwsSolutions-SF2',
      reason: 'The report has the phases of every call; traces of the state machine would show less.',
    });
    new CfnOutput(this, 'FleetArn', {
      value: stateMachine.ref, // its ARN
      description: 'hybrid-api probe --via fleet:FleetArn',
    });
  }

  private results(keepDays: number): Bucket {
    const bucket = new Bucket(this, 'Results', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      lifecycleRules: [
        { expiration: Duration.days(keepDays), abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
      removalPolicy: RemovalPolicy.DESTROY,
    });
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'Only the state machine writes and reads it; access is in CloudTrail data events where there are any.',
    });
    return bucket;
  }

  private role(name: string, functionArn: string, bucket: Bucket): { role: Role; rights: Policy } {
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('states.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
          ArnLike: { 'aws:SourceArn': arnOf(`stateMachine:${name}`) },
        },
      }),
    });
    const rights = new Policy(this, 'Rights', { roles: [role] });
    const allow = (actions: string[], ...resources: string[]) =>
      rights.addStatements(new PolicyStatement({ actions, resources }));
    allow(['lambda:InvokeFunction'], functionArn);
    // A distributed map runs its children as executions of the same state machine (doc).
    allow(['states:StartExecution'], arnOf(`stateMachine:${name}`));
    const children = [arnOf(`execution:${name}:*`), arnOf(`execution:${name}/${label}:*`)];
    allow(['states:DescribeExecution', 'states:StopExecution'], ...children);
    allow(
      ['s3:PutObject', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:AbortMultipartUpload'],
      bucket.arnForObjects(`${prefix}/*`),
    );
    allow(logDelivery, '*');
    Validations.of(rights).acknowledge(
      {
        id: 'AwsSolutions-IAM5[Resource::*]',
        reason: 'Log delivery has no resource of its own to name (Step Functions guide).',
      },
      ...[...children, `<${this.getLogicalId(bucket.node.defaultChild as CfnBucket)}.Arn>/${prefix}/*`].map(
        (resource) => ({
          id: `AwsSolutions-IAM5[Resource::${shown(resource)}]`,
          reason:
            'Children and results have names that no template knows: of this state machine, in this folder.',
        }),
      ),
    );
    return { role, rights };
  }
}

/** What a state machine needs to log, as the guide has it. */
const logDelivery = [
  'logs:CreateLogDelivery',
  'logs:GetLogDelivery',
  'logs:UpdateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:DescribeResourcePolicies',
  'logs:DescribeLogGroups',
];

/** A resource as cdk-nag writes it. */
function shown(resource: string): string {
  return resource
    .replace(Aws.PARTITION, '<AWS::Partition>')
    .replace(Aws.REGION, '<AWS::Region>')
    .replace(Aws.ACCOUNT_ID, '<AWS::AccountId>');
}

function arnOf(resource: string): string {
  return `arn:${Aws.PARTITION}:states:${Aws.REGION}:${Aws.ACCOUNT_ID}:${resource}`;
}

/** Amazon States Language. A child that fails is unknown to the report, and ends no other. */
function definition(
  { functionArn, timeoutSeconds }: FleetStackProps['probe'],
  bucketName: string,
  concurrency: number,
): object {
  return {
    Comment: 'Batches of calls, each made by the probe function',
    StartAt: 'Batches',
    TimeoutSeconds: longestRun,
    States: {
      Batches: {
        Type: 'Map',
        Label: label,
        ItemsPath: '$.batches',
        MaxConcurrency: concurrency,
        ToleratedFailurePercentage: 100,
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
          StartAt: 'Call',
          States: {
            Call: {
              Type: 'Task',
              Resource: `arn:${Aws.PARTITION}:states:::lambda:invoke`,
              Parameters: { FunctionName: functionArn, 'Payload.$': '$' },
              OutputPath: '$.Payload',
              TimeoutSeconds: timeoutSeconds + 30,
              // Refused before anything was called; whatever else happens, calls may have been made.
              Retry: [
                {
                  ErrorEquals: ['Lambda.TooManyRequestsException'],
                  IntervalSeconds: 2,
                  BackoffRate: 2,
                  MaxAttempts: 6,
                  MaxDelaySeconds: 30,
                  JitterStrategy: 'FULL',
                },
              ],
              End: true,
            },
          },
        },
        ResultWriter: {
          Resource: `arn:${Aws.PARTITION}:states:::s3:putObject`,
          Parameters: { Bucket: bucketName, Prefix: prefix },
        },
        End: true,
      },
    },
  };
}
