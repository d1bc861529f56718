import { createHash } from 'node:crypto';
import {
  CfnAccount,
  CfnBasePathMapping,
  CfnDeployment,
  CfnDomainName,
  CfnRestApi,
  CfnStage,
} from 'aws-cdk-lib/aws-apigateway';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { type CfnResource, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { routeAccess, routeResources } from '../api-access';
import type { OpenApi } from '../api-definition';
import type { ApiConfig } from '../config-schema';
import { accessLogFormat } from '../operations';
import { type ApiPolicyProps, apiPolicy } from './6-policy';

export interface PrivateApiProps {
  readonly api: ApiConfig;
  /** The whole API: paths, integrations, authorizers. */
  readonly document: OpenApi;
  /** Endpoints through which it may be called. */
  readonly endpointIds: readonly string[];
}

/** The part of an API whose callers sign; of an OpenAPI file the whole, where principals are named for it. */
function signedPart(api: ApiConfig): ApiPolicyProps['signed'] {
  const principals = api.allowPrincipals;
  if (api.openapi) return principals.length > 0 ? { principals } : undefined;
  const routes = routeAccess(api);
  const signed = routes.filter(({ iam }) => iam);
  if (signed.length === 0) return undefined;
  if (signed.length === routes.length) return { principals };
  const open = routes.filter(({ iam }) => !iam);
  return {
    principals,
    resources: routeResources(api.stage, signed),
    open: routeResources(api.stage, open),
  };
}

/** A private REST API with its one stage: six resources, however many routes. */
export class PrivateApi extends Construct {
  readonly apiId: string;
  readonly stageName: string;
  readonly accessLogs: LogGroup;
  private readonly stage: CfnStage;

  constructor(scope: Construct, id: string, { api, document, endpointIds }: PrivateApiProps) {
    super(scope, id);
    const { 'x-amazon-apigateway-policy': _, ...body } = document; // the kit's policy is the one that holds
    const definition = {
      name: api.name,
      description: api.description,
      policy: apiPolicy({ endpointIds, vpcIds: api.allowVpcs, signed: signedPart(api) }),
      endpointConfiguration: { types: ['PRIVATE'], vpcEndpointIds: [...endpointIds] },
      disableExecuteApiEndpoint: true,
      body: {
        ...body,
        // Said twice, here and above: an import in overwrite mode resets what its body leaves out.
        'x-amazon-apigateway-endpoint-configuration': {
          disableExecuteApiEndpoint: true,
          vpcEndpointIds: [...endpointIds],
        },
      },
    };
    const restApi = new CfnRestApi(this, 'Resource', definition);
    this.apiId = restApi.ref;
    this.stageName = api.stage;
    this.accessLogs = new LogGroup(this, 'AccessLogs', {
      retention: RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.RETAIN, // audit evidence
    });
    this.stage = this.createStage(api, this.deploy(definition));
    this.stage.node.addDependency(this.executionLogs(api.stage));
  }

  /** Makes a resource wait for the stage, which it names by its text only. */
  readyBefore(resource: CfnResource): void {
    resource.addResourceDependency(this.stage);
  }

  /**
   * A stage serves what its deployment froze, and CloudFormation deploys only when a new deployment resource
   * appears: so the logical id carries the whole definition, the policy and the endpoint ids included
   * (aws-facts §2.2, §13.4). See docs/decisions/0011-api-as-one-document.md for a replaced endpoint.
   */
  private deploy(definition: object): CfnDeployment {
    const text = JSON.stringify(Stack.of(this).resolve(definition));
    const salt = createHash('sha256').update(text).digest('hex').slice(0, 12);
    return new CfnDeployment(this, `Deployment${salt}`, { restApiId: this.apiId });
  }

  private createStage(api: ApiConfig, deployment: CfnDeployment): CfnStage {
    const stage = new CfnStage(this, 'Stage', {
      restApiId: this.apiId,
      deploymentId: deployment.ref,
      stageName: api.stage,
      tracingEnabled: api.tracing,
      accessLogSetting: { destinationArn: this.accessLogs.logGroupArn, format: accessLogFormat('rest') },
      methodSettings: [
        {
          httpMethod: '*',
          resourcePath: '/*',
          loggingLevel: 'ERROR',
          dataTraceEnabled: false, // bodies and tokens stay out of the logs
          metricsEnabled: true,
          throttlingRateLimit: api.throttle.rateLimit,
          throttlingBurstLimit: api.throttle.burstLimit,
        },
      ],
    });
    Validations.of(this).acknowledge(
      {
        id: 'AwsSolutions-APIG2',
        reason: 'Proxy integrations: the function validates. A document may bring validators.',
      },
      {
        id: 'AwsSolutions-APIG3',
        reason: 'Not reachable from the internet; the enterprise gateway filters before it.',
      },
    );
    return stage;
  }

  /** API Gateway would create this group by itself, without an end to its retention. */
  private executionLogs(stage: string): LogGroup {
    return new LogGroup(this, 'ExecutionLogs', {
      logGroupName: `API-Gateway-Execution-Logs_${this.apiId}/${stage}`,
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }
}

/** What a host is at API Gateway, of whichever kind. */
export interface HostDomain extends Construct {
  /** Maps a base path to the API's stage; an empty one is the whole host. */
  map(id: string, basePath: string, api: PrivateApi): void;
}

export interface CustomDomainProps {
  readonly host: string;
  readonly certificateArn: string;
}

/**
 * A regional custom domain. Nobody reaches it on its own address: it exists so that the service, reached
 * through the endpoint, knows which API a Host header means (aws-facts §1.3 g).
 */
export class CustomDomain extends Construct implements HostDomain {
  private readonly resource: CfnDomainName;

  constructor(scope: Construct, id: string, { host, certificateArn }: CustomDomainProps) {
    super(scope, id);
    this.resource = new CfnDomainName(this, 'Resource', {
      domainName: host,
      regionalCertificateArn: certificateArn,
      endpointConfiguration: { types: ['REGIONAL'] },
      securityPolicy: 'TLS_1_2',
    });
  }

  map(id: string, basePath: string, api: PrivateApi): void {
    const mapping = new CfnBasePathMapping(this, id, {
      domainName: this.resource.ref,
      basePath: basePath || undefined,
      restApiId: api.apiId,
      stage: api.stageName,
    });
    api.readyBefore(mapping);
  }
}

/**
 * The role with which API Gateway writes logs: one setting of the account and region, needed by any stage with logs.
 * It stays when the stack goes, since other APIs may have come to need it.
 */
export class GatewayLogging extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('apigateway.amazonaws.com'),
      managedPolicies: [
        ManagedPolicy.fromAwsManagedPolicyName('service-role/AmazonAPIGatewayPushToCloudWatchLogs'),
      ],
    });
    const account = new CfnAccount(this, 'Account', { cloudWatchRoleArn: role.roleArn });
    role.applyRemovalPolicy(RemovalPolicy.RETAIN);
    account.applyRemovalPolicy(RemovalPolicy.RETAIN);
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
      reason: 'API Gateway checks the role against exactly this policy when the account setting is saved.',
    });
  }
}
