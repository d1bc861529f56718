import type { ACMClient } from '@aws-sdk/client-acm';
import type { EC2Client } from '@aws-sdk/client-ec2';
import type { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Route53Client } from '@aws-sdk/client-route-53';

/** Clients of one account. */
export interface Sdk {
  readonly acm: ACMClient;
  readonly ec2: EC2Client;
  readonly balancing: ElasticLoadBalancingV2Client;
  readonly route53: Route53Client;
}

/** Clients with the endpoint and the keys of these variables; without keys in them, those of the SDK's own chain. */
export function sdkOf(env: NodeJS.ProcessEnv, region: string): Sdk {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
  const settings = {
    region,
    ...(env.AWS_ENDPOINT_URL && { endpoint: env.AWS_ENDPOINT_URL }),
    ...(accessKeyId && secretAccessKey && { credentials: { accessKeyId, secretAccessKey } }),
  };
  const { ACMClient: Acm } = require('@aws-sdk/client-acm') as typeof import('@aws-sdk/client-acm');
  const { EC2Client: Ec2 } = require('@aws-sdk/client-ec2') as typeof import('@aws-sdk/client-ec2');
  const { ElasticLoadBalancingV2Client: Balancing } =
    require('@aws-sdk/client-elastic-load-balancing-v2') as typeof import('@aws-sdk/client-elastic-load-balancing-v2');
  const { Route53Client: Route53 } =
    require('@aws-sdk/client-route-53') as typeof import('@aws-sdk/client-route-53');
  return {
    acm: new Acm(settings),
    ec2: new Ec2(settings),
    balancing: new Balancing(settings),
    route53: new Route53(settings),
  };
}
