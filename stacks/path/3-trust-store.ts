import { CfnTrustStore } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';

/** Where the authorities' certificates are: a file on this machine, or an object in S3. */
export type Authorities =
  | { readonly path: string }
  | { readonly bucket: string; readonly key: string; readonly version?: string };

/** The authorities whose client certificates a listener takes. */
export class ClientTrust extends Construct {
  readonly trustStoreArn: string;

  constructor(scope: Construct, id: string, authorities: Authorities) {
    super(scope, id);
    const object = 'path' in authorities ? this.upload(authorities.path) : authorities;
    this.trustStoreArn = new CfnTrustStore(this, 'Resource', {
      caCertificatesBundleS3Bucket: object.bucket,
      caCertificatesBundleS3Key: object.key,
      ...(object.version !== undefined && { caCertificatesBundleS3ObjectVersion: object.version }),
    }).ref;
  }

  private upload(path: string): { bucket: string; key: string; version?: string } {
    const { s3BucketName, s3ObjectKey } = new Asset(this, 'Bundle', { path });
    return { bucket: s3BucketName, key: s3ObjectKey };
  }
}
