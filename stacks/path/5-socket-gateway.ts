import { createHash } from 'node:crypto';
import {
  CfnApi,
  CfnApiMapping,
  CfnDeployment,
  CfnIntegration,
  CfnRoute,
  CfnRouteResponse,
  CfnStage,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { type CfnResource, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { ApiConfig } from '../config-schema';
import { accessLogFormat } from '../operations';

/** What one route of a WebSocket API leads to. */
export interface SocketRoute {
  /** `$connect`, `$disconnect`, `$default`, or a value of the selection expression. */
  readonly routeKey: string;
  /** Of `$connect`: the only route that API Gateway authorizes. */
  readonly authorization: 'NONE' | 'AWS_IAM';
  /** What the integration answers goes to the client. */
  readonly answers: boolean;
  readonly integration:
    | { readonly functionUri: string }
    | {
        readonly linkId: string;
        readonly method: string;
        /** `http://host:port/path` */
        readonly uri: string;
        /** `integration.request.header.x` → `context.connectionId` */
        readonly parameters: Readonly<Record<string, string>>;
      };
}

export interface SocketGatewayProps {
  readonly api: ApiConfig;
  readonly routes: readonly SocketRoute[];
}

/** A WebSocket API, which is public whatever one does, with its one stage. */
export class SocketGateway extends Construct {
  readonly apiId: string;
  readonly stageName: string;
  readonly accessLogs: LogGroup;
  /** Logical id of the API, for what names its ARN. */
  readonly resource: CfnApi;
  private readonly stage: CfnStage;

  constructor(scope: Construct, id: string, { api, routes }: SocketGatewayProps) {
    super(scope, id);
    const definition = {
      name: api.name,
      description: api.description,
      protocolType: 'WEBSOCKET',
      routeSelectionExpression: api.routeSelectionExpression,
    };
    // The API's own name stays open: backends post back by it, whatever they know of the company's names.
    this.resource = new CfnApi(this, 'Resource', definition);
    this.apiId = this.resource.ref;
    this.stageName = api.stage;
    const parts = routes.flatMap((route, index) => this.addRoute(`Route${index + 1}`, route));
    const deployment = this.deploy({ definition, routes }, parts);
    this.accessLogs = new LogGroup(this, 'AccessLogs', {
      retention: RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.RETAIN, // audit evidence
    });
    this.stage = this.createStage(api, deployment);
  }

  /** Maps a base path of a custom domain to the stage; an empty one is the whole host. */
  mapTo(domain: CfnResource, id: string, basePath: string): CfnApiMapping {
    const mapping = new CfnApiMapping(this, id, {
      domainName: domain.ref,
      apiMappingKey: basePath || undefined,
      apiId: this.apiId,
      stage: this.stageName,
    });
    mapping.addResourceDependency(this.stage);
    return mapping;
  }

  private addRoute(id: string, route: SocketRoute): CfnResource[] {
    const { integration: to, routeKey, authorization, answers } = route;
    const integration = new CfnIntegration(this, `${id}Integration`, {
      apiId: this.apiId,
      ...('functionUri' in to
        ? { integrationType: 'AWS_PROXY', integrationUri: to.functionUri }
        : {
            integrationType: 'HTTP_PROXY',
            integrationMethod: to.method,
            integrationUri: to.uri,
            connectionType: 'VPC_LINK',
            connectionId: to.linkId,
            requestParameters: { ...to.parameters },
          }),
    });
    const created = new CfnRoute(this, id, {
      apiId: this.apiId,
      routeKey,
      authorizationType: authorization,
      target: `integrations/${integration.ref}`,
      ...(answers ? { routeResponseSelectionExpression: '$default' } : {}),
    });
    if (authorization === 'NONE')
      Validations.of(created).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason:
          routeKey === '$connect'
            ? 'hybrid.yaml says authorization: none for this API.'
            : 'API Gateway authorizes a WebSocket once, at $connect.',
      });
    if (!answers) return [integration, created];
    const response = new CfnRouteResponse(this, `${id}Response`, {
      apiId: this.apiId,
      routeId: created.ref,
      routeResponseKey: '$default',
    });
    return [integration, created, response];
  }

  /** A stage serves what its deployment froze: the logical id carries the whole definition (as of REST APIs). */
  private deploy(definition: object, parts: readonly CfnResource[]): CfnDeployment {
    const text = JSON.stringify(Stack.of(this).resolve(definition));
    const salt = createHash('sha256').update(text).digest('hex').slice(0, 12);
    const deployment = new CfnDeployment(this, `Deployment${salt}`, { apiId: this.apiId });
    for (const part of parts) deployment.addResourceDependency(part);
    return deployment;
  }

  private createStage(api: ApiConfig, deployment: CfnDeployment): CfnStage {
    const executionLogs = new LogGroup(this, 'ExecutionLogs', {
      logGroupName: `/aws/apigateway/${this.apiId}/${api.stage}`,
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const stage = new CfnStage(this, 'Stage', {
      apiId: this.apiId,
      stageName: api.stage,
      deploymentId: deployment.ref,
      accessLogSettings: {
        destinationArn: this.accessLogs.logGroupArn,
        format: accessLogFormat('websocket'),
      },
      defaultRouteSettings: {
        loggingLevel: 'ERROR',
        dataTraceEnabled: false, // messages stay out of the logs
        detailedMetricsEnabled: true,
        throttlingRateLimit: api.throttle.rateLimit,
        throttlingBurstLimit: api.throttle.burstLimit,
      },
    });
    stage.node.addDependency(executionLogs);
    return stage;
  }
}
