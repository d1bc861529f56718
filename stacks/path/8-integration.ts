import { basename } from 'node:path';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { type IRole, Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnFunction, CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { AssetHashType, Aws, type Duration, RemovalPolicy, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

/** A function that an API can call. */
export interface Callable {
  readonly functionArn: string;
  /** Its role, for rights that are given where they are needed. @default not the kit's */
  readonly role?: IRole;
}

export interface KitFunctionProps {
  /** Folder with the bundled handler, named after its content. */
  readonly code: string;
  readonly description?: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** @default none */
  readonly environment?: Readonly<Record<string, string>>;
  /** @default outside any VPC */
  readonly vpc?: { readonly subnetIds: readonly string[]; readonly securityGroupId: string };
  /** @default none */
  readonly tags?: Readonly<Record<string, string>>;
}

/** A Node.js function with a role that may write to its own log group and nothing else, until it is given more. */
export class KitFunction extends Construct implements Callable {
  readonly functionArn: string;
  readonly functionName: string;
  readonly role: IRole;
  private readonly rights: Policy;

  constructor(scope: Construct, id: string, props: KitFunctionProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'Logs', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.role = role;
    this.rights = new Policy(this, 'Rights', { roles: [role] });
    this.allow(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
    );
    if (props.vpc) this.allow(interfaceRights());
    const asset = new Asset(this, 'Code', {
      path: props.code,
      assetHash: basename(props.code),
      assetHashType: AssetHashType.CUSTOM,
    });
    const resource = new CfnFunction(this, 'Resource', {
      description: props.description,
      code: { s3Bucket: asset.s3BucketName, s3Key: asset.s3ObjectKey },
      handler: 'index.handler',
      runtime: 'nodejs24.x',
      architectures: ['arm64'],
      role: role.roleArn,
      timeout: props.timeoutSeconds,
      memorySize: props.memoryMb,
      loggingConfig: { logGroup: logGroup.logGroupName, logFormat: 'JSON' },
      environment:
        props.environment && Object.keys(props.environment).length
          ? { variables: { ...props.environment } }
          : undefined,
      vpcConfig: props.vpc && {
        subnetIds: [...props.vpc.subnetIds],
        securityGroupIds: [props.vpc.securityGroupId],
      },
      tags: Object.entries(props.tags ?? {}).map(([key, value]) => ({ key, value })),
    });
    // Also on the way out: Lambda takes its interfaces down with the rights of the role.
    resource.node.addDependency(this.rights);
    this.functionArn = resource.attrArn;
    this.functionName = resource.ref;
    if (props.vpc) {
      Validations.of(this).acknowledge({
        id: 'AwsSolutions-IAM5[Resource::*]',
        reason:
          'Lambda places its interfaces with the rights of the role; EC2 knows no narrower resource for it.',
      });
    }
  }

  /** Adds to what the function may do. */
  allow(...statements: PolicyStatement[]): void {
    this.rights.addStatements(...statements);
  }

  /** Failed invocations per period. */
  errors(period: Duration): Metric {
    return new Metric({
      namespace: 'AWS/Lambda',
      metricName: 'Errors',
      dimensionsMap: { FunctionName: this.functionName },
      statistic: 'Sum',
      period,
    });
  }
}

/** What AWSLambdaVPCAccessExecutionRole says about interfaces, without its rights on every log group. */
function interfaceRights(): PolicyStatement {
  return new PolicyStatement({
    actions: [
      'ec2:CreateNetworkInterface',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSubnets',
      'ec2:DeleteNetworkInterface',
      'ec2:AssignPrivateIpAddresses',
      'ec2:UnassignPrivateIpAddresses',
    ],
    resources: ['*'],
  });
}

/** What API Gateway calls to invoke a function. */
export function invocationUri(functionArn: string): string {
  return `arn:${Aws.PARTITION}:apigateway:${Aws.REGION}:lambda:path/2015-03-31/functions/${functionArn}/invocations`;
}

/** The same for a function that streams its response: aws-facts §10 (doc). */
export function streamingUri(functionArn: string): string {
  return `arn:${Aws.PARTITION}:apigateway:${Aws.REGION}:lambda:path/2021-11-15/functions/${functionArn}/response-streaming-invocations`;
}

export interface InvokePermissionProps {
  readonly functionArn: string;
  readonly apiId: string;
  /** What follows the API id in the source ARN, e.g. `prod/GET/orders`. */
  readonly source: string;
}

/** Lets one part of one API call one function: aws-facts §10. */
export class InvokePermission extends Construct {
  constructor(scope: Construct, id: string, { functionArn, apiId, source }: InvokePermissionProps) {
    super(scope, id);
    new CfnPermission(this, 'Resource', {
      action: 'lambda:InvokeFunction',
      functionName: functionArn,
      principal: 'apigateway.amazonaws.com',
      sourceArn: `arn:${Aws.PARTITION}:execute-api:${Aws.REGION}:${Aws.ACCOUNT_ID}:${apiId}/${source}`,
    });
  }
}
