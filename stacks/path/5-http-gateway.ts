import {
  CfnApi,
  CfnApiMapping,
  CfnDomainName,
  CfnIntegration,
  CfnRoute,
  CfnStage,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { RemovalPolicy, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { ApiConfig } from '../config-schema';
import { accessLogFormat } from '../operations';
import type { AliasName } from './1-dns';

/** What one route of an HTTP API leads to. */
export interface HttpRouteTarget {
  /** `GET /orders/{id}`, or `$default`. */
  readonly routeKey: string;
  readonly authorization: 'NONE' | 'AWS_IAM';
  readonly integration: {
    /** A function's ARN, or a listener's. */
    readonly uri: string;
    /** Given: a private integration. */
    readonly linkId?: string;
    /** Of a backend that speaks TLS. */
    readonly serverName?: string;
  };
  /** `overwrite:header.x` → expression. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Status → `overwrite:statuscode` → expression. */
  readonly responses?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface HttpGatewayProps {
  readonly api: ApiConfig;
  readonly routes: readonly HttpRouteTarget[];
}

/** An HTTP API, which is public whatever one does, with a stage that deploys every change by itself. */
export class HttpGateway extends Construct {
  readonly apiId: string;
  readonly stage: CfnStage;
  readonly accessLogs: LogGroup;

  constructor(scope: Construct, id: string, { api, routes }: HttpGatewayProps) {
    super(scope, id);
    const resource = new CfnApi(this, 'Resource', {
      name: api.name,
      description: api.description,
      protocolType: 'HTTP',
      disableExecuteApiEndpoint: true, // one way in: the custom domain
    });
    this.apiId = resource.ref;
    for (const [index, route] of routes.entries()) this.addRoute(`Route${index + 1}`, api, route);
    this.accessLogs = new LogGroup(this, 'AccessLogs', {
      retention: RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.RETAIN, // audit evidence
    });
    this.stage = new CfnStage(this, 'Stage', {
      apiId: this.apiId,
      stageName: '$default',
      autoDeploy: true,
      accessLogSettings: { destinationArn: this.accessLogs.logGroupArn, format: accessLogFormat('http') },
      defaultRouteSettings: {
        detailedMetricsEnabled: true,
        throttlingRateLimit: api.throttle.rateLimit,
        throttlingBurstLimit: api.throttle.burstLimit,
      },
    });
  }

  private addRoute(id: string, api: ApiConfig, route: HttpRouteTarget): void {
    const { uri, linkId, serverName } = route.integration;
    const integration = new CfnIntegration(this, `${id}Integration`, {
      apiId: this.apiId,
      integrationUri: uri,
      ...(linkId === undefined
        ? { integrationType: 'AWS_PROXY', payloadFormatVersion: api.payloadFormat }
        : {
            integrationType: 'HTTP_PROXY',
            integrationMethod: 'ANY',
            payloadFormatVersion: '1.0',
            connectionType: 'VPC_LINK',
            connectionId: linkId,
            ...(serverName ? { tlsConfig: { serverNameToVerify: serverName } } : {}),
          }),
      requestParameters: route.parameters && { ...route.parameters },
      responseParameters: route.responses && responseParameters(route.responses),
    });
    const created = new CfnRoute(this, id, {
      apiId: this.apiId,
      routeKey: route.routeKey,
      authorizationType: route.authorization,
      target: `integrations/${integration.ref}`,
    });
    if (route.authorization !== 'NONE') return;
    Validations.of(created).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason: 'hybrid.yaml says authorization: none for this route.',
    });
  }
}

function responseParameters(responses: NonNullable<HttpRouteTarget['responses']>) {
  return Object.fromEntries(
    Object.entries(responses).map(([status, changes]) => [
      status,
      {
        ResponseParameters: Object.entries(changes).map(([Destination, Source]) => ({ Destination, Source })),
      },
    ]),
  );
}

export interface PublicDomainProps {
  readonly host: string;
  readonly certificateArn: string;
}

/** A regional custom domain that answers on the internet. */
export class PublicDomain extends Construct {
  /** Where the host's record leads. */
  readonly name: AliasName;
  readonly resource: CfnDomainName;

  constructor(scope: Construct, id: string, { host, certificateArn }: PublicDomainProps) {
    super(scope, id);
    this.resource = new CfnDomainName(this, 'Resource', {
      domainName: host,
      domainNameConfigurations: [{ certificateArn, endpointType: 'REGIONAL', securityPolicy: 'TLS_1_2' }],
    });
    this.name = {
      dnsName: this.resource.attrRegionalDomainName,
      hostedZoneId: this.resource.attrRegionalHostedZoneId,
    };
  }

  /** Maps a base path to the stage of an API; an empty one is the whole host. */
  map(id: string, basePath: string, api: HttpGateway): CfnApiMapping {
    return new CfnApiMapping(this, id, {
      domainName: this.resource.ref,
      apiMappingKey: basePath || undefined,
      apiId: api.apiId,
      stage: api.stage.ref,
    });
  }
}
