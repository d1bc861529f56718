import { type CfnSecurityGroup, CfnVPCEndpoint } from 'aws-cdk-lib/aws-ec2';
import { PolicyDocument, PolicyStatement, StarPrincipal } from 'aws-cdk-lib/aws-iam';
import { Aws } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { HybridConfig } from './config-schema';
import { ClosedGroup, type Network } from './path/2-network';
import { admitGroup } from './path/4-endpoint';
import type { KitFunction } from './path/8-integration';
import { secretOf } from './readable-keys';

export interface RunnerSecretsProps {
  readonly config: Pick<HybridConfig, 'name' | 'region' | 'onPremises'>;
  readonly network: Network;
}

const read = 'secretsmanager:GetSecretValue';

/**
 * The way of the probe function to the secrets that it may read: an endpoint of Secrets Manager beside it, which lets
 * through this one action on these secrets by this role.
 */
export class RunnerSecrets extends Construct {
  /** For the group of the hosts. */
  readonly egress: CfnSecurityGroup.EgressProperty;
  private readonly groupId: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: RunnerSecretsProps,
  ) {
    super(scope, id);
    this.groupId = new ClosedGroup(this, 'Access', {
      vpcId: props.network.vpcId,
      name: `${props.config.name}-on-prem-secrets`,
      description: 'Secrets Manager endpoint: entered by hosts of the data centre only',
    }).groupId;
    this.egress = {
      ipProtocol: 'tcp',
      fromPort: 443,
      toPort: 443,
      destinationSecurityGroupId: this.groupId,
      description: 'HTTPS to the endpoint of Secrets Manager',
    };
  }

  /** Lets the function, whose interfaces have the group, read them. */
  open(hostsGroupId: string, reader: KitFunction): void {
    const { config, network } = this.props;
    const secrets = config.onPremises.secrets.map(secretOf);
    const resources = secrets.map(({ secret }) => arnOf(secret));
    admitGroup(this, 'Admit', this.groupId, hostsGroupId, 'HTTPS from hosts of the data centre');
    new CfnVPCEndpoint(this, 'Resource', {
      vpcId: network.vpcId,
      vpcEndpointType: 'Interface',
      serviceName: `com.amazonaws.${config.region}.secretsmanager`,
      subnetIds: network.subnets.map(({ subnetId }) => subnetId),
      securityGroupIds: [this.groupId],
      privateDnsEnabled: true,
      policyDocument: new PolicyDocument({
        statements: [
          new PolicyStatement({
            sid: 'TheseSecretsByTheProbe',
            principals: [new StarPrincipal()],
            actions: [read],
            resources,
            conditions: { ArnEquals: { 'aws:PrincipalArn': reader.role.roleArn } },
          }),
        ],
      }),
      tags: [{ key: 'Name', value: `${config.name}-on-prem-secretsmanager` }],
    });
    reader.allow(new PolicyStatement({ actions: [read], resources }));
    const keys = [...new Set(secrets.flatMap(({ key }) => key ?? []))];
    if (keys.length === 0) return;
    reader.allow(
      new PolicyStatement({
        actions: ['kms:Decrypt'],
        resources: keys,
        conditions: { StringEquals: { 'kms:ViaService': `secretsmanager.${config.region}.amazonaws.com` } },
      }),
    );
  }
}

/** Secrets Manager ends the ARN of a secret with six characters of its own. */
function arnOf(secret: string): string {
  if (secret.startsWith('arn:')) return secret;
  return `arn:${Aws.PARTITION}:secretsmanager:${Aws.REGION}:${Aws.ACCOUNT_ID}:secret:${secret}-??????`;
}
