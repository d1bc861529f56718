import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Aws, type CfnResource, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

/** Who writes the logs (NLB and ALB guides, access log bucket policies; doc). */
const deliverers = {
  network: 'delivery.logs.amazonaws.com',
  application: 'logdelivery.elasticloadbalancing.amazonaws.com',
} as const;

/**
 * The bucket that a load balancer logs to: of a network load balancer the only place that shows a refused handshake,
 * with the client's TLS version and server name; of an application load balancer every request and connection.
 */
export class AccessLogs extends Construct {
  readonly bucketName: string;
  /** What the load balancer checks when logging is turned on. */
  readonly readyWith: readonly CfnResource[];

  constructor(scope: Construct, id: string, kind: 'network' | 'application') {
    super(scope, id);
    const bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.S3_MANAGED, // the log delivery of load balancers takes no other without a key of one's own
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      lifecycleRules: [{ expiration: Duration.days(365) }],
      removalPolicy: RemovalPolicy.RETAIN, // audit evidence, and a bucket with objects would stop the deletion
    });
    const delivery = new ServicePrincipal(deliverers[kind]);
    const ours = { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } };
    bucket.addToResourcePolicy(
      new PolicyStatement({
        sid: 'DeliverLogs',
        principals: [delivery],
        actions: ['s3:PutObject'],
        resources: [bucket.arnForObjects(`AWSLogs/${Aws.ACCOUNT_ID}/*`)],
        conditions:
          kind === 'network'
            ? { StringEquals: { ...ours.StringEquals, 's3:x-amz-acl': 'bucket-owner-full-control' } }
            : ours,
      }),
    );
    if (kind === 'network') {
      bucket.addToResourcePolicy(
        new PolicyStatement({
          sid: 'CheckBucket',
          principals: [delivery],
          actions: ['s3:GetBucketAcl'],
          resources: [bucket.bucketArn],
          conditions: ours,
        }),
      );
    }
    this.bucketName = bucket.bucketName;
    this.readyWith = [bucket.policy!.node.defaultChild as CfnResource];
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'It is itself the log bucket; access to it is in CloudTrail data events where the bank has them.',
    });
  }
}

/** Attributes as CloudFormation takes them. */
export function attributes(values: Readonly<Record<string, string | number | boolean>>) {
  return Object.entries(values).map(([key, value]) => ({ key, value: String(value) }));
}
