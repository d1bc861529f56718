import type { Authorizer, Method as AwsMethod, Resource as AwsResource } from '@aws-sdk/client-api-gateway';
import { isUnknown, type Method, type Model, type RestApi } from '../../../../tools/assembly/model';
import { gatewayHostedZoneId } from '../../../../tools/assembly/stand-ins/api-gateway';
import type { World } from '../../../../tools/assembly/world';
import type { RestApiFacts, Snapshot } from '../../../../tools/doctor/drift/snapshot';
import { type Json, propertiesOf } from './front-door';

type Gateway = Pick<
  Snapshot,
  | 'restApis'
  | 'apiKeys'
  | 'usagePlans'
  | 'domains'
  | 'associations'
  | 'httpApis'
  | 'vpcLinks'
  | 'httpVpcLinks'
>;

/**
 * What API Gateway would answer.
 * @param served the model that was deployed last: what stages export
 */
export function gatewayFacts(model: Model, world: World, served: Model): Gateway {
  const properties = (type: string, key: string): Json => {
    const found = world.ofType(type).find((one) => one.key === key);
    return found ? propertiesOf(found) : {};
  };
  return {
    restApis: model.restApis.map((api) => restApiOf(api, model, world, served)),
    // One that is known by an association only is of another account.
    apiKeys: world.ofType('AWS::ApiGateway::ApiKey').map((one) => ({
      id: one.key,
      enabled: propertiesOf(one).Enabled ?? false,
    })),
    usagePlans: (model.usagePlans ?? []).map(({ id, name, stages, throttle, quota, keyIds }) => ({
      plan: {
        id,
        name,
        apiStages: stages.map((one) => ({
          apiId: String(one.apiId),
          stage: String(one.stage),
          throttle: { ...one.throttle },
        })),
        ...(throttle ? { throttle } : {}),
        ...(quota ? { quota } : {}),
      },
      keys: keyIds.map((key) => ({ id: String(key) })),
    })),
    domains: model.domains
      .filter(({ certificateArn }) => !isUnknown(certificateArn))
      .map((domain) => {
        const { name, endpointType, certificateArn, securityPolicy, regionalDomainName, mappings } = domain;
        const isPrivate = domain.native !== undefined;
        const arn = domain.native?.invokeArn.replace(':execute-api:', ':apigateway:');
        const { Policy } = isPrivate
          ? properties('AWS::ApiGateway::DomainNameV2', arn ?? '')
          : { Policy: undefined };
        const isFirst = (apiId: unknown, multiLevel: boolean) =>
          !multiLevel && model.restApis.some(({ id }) => id === apiId);
        return {
          domain: {
            domainName: name,
            ...(isPrivate
              ? {
                  domainNameArn: arn,
                  domainNameId: arn?.split('+')[1],
                  certificateArn: String(certificateArn),
                }
              : {
                  regionalDomainName,
                  regionalHostedZoneId: gatewayHostedZoneId('eu-west-1'),
                  regionalCertificateArn: String(certificateArn),
                }),
            endpointConfiguration: { types: [endpointType] },
            securityPolicy: String(securityPolicy) as 'TLS_1_2',
            ...(domain.accessMode ? { endpointAccessMode: String(domain.accessMode) as 'BASIC' } : {}),
            ...(domain.routingMode ? { routingMode: String(domain.routingMode) as 'ROUTING_RULE_ONLY' } : {}),
            ...(Policy ? { policy: escaped(Policy) } : {}),
          },
          rules: world
            .ofType('AWS::ApiGatewayV2::RoutingRule')
            .filter((one) => String(one.property('DomainNameArn')).includes(`/domainnames/${name}`))
            .map((one) => ({ ...propertiesOf(one), RoutingRuleId: one.logicalId })),
          mappings: mappings
            .filter(({ apiId, multiLevel }) => isFirst(apiId, multiLevel))
            .map(({ basePath, apiId, stage }) => ({
              basePath: basePath || '(none)',
              restApiId: String(apiId),
              stage: String(stage),
            })),
          apiMappings: mappings
            .filter(({ apiId, multiLevel }) => !isFirst(apiId, multiLevel))
            .map(({ basePath, apiId, stage }) => ({
              ApiMappingKey: basePath,
              ApiId: String(apiId),
              Stage: String(stage),
            })),
        };
      }),
    associations: world.ofType('AWS::ApiGateway::DomainNameAccessAssociation').map((one) => ({
      domainNameArn: String(one.property('DomainNameArn')),
      accessAssociationSource: String(one.property('AccessAssociationSource')),
      accessAssociationSourceType: 'VPCE' as const,
    })),
    httpApis: world.ofType('AWS::ApiGatewayV2::Api').map((api) => {
      const parts = (type: string, id: string) =>
        world
          .ofType(`AWS::ApiGatewayV2::${type}`)
          .filter((one) => one.property('ApiId') === api.key)
          .map((one) => {
            const { ApiId: _, ...rest } = propertiesOf(one);
            return { ...rest, [id]: one.key } as Json;
          });
      return {
        api: { ...propertiesOf(api), ApiId: api.key },
        routes: parts('Route', 'RouteId'),
        integrations: parts('Integration', 'IntegrationId'),
        authorizers: parts('Authorizer', 'AuthorizerId'),
        stages: parts('Stage', 'StageName').map((stage: Json) => stage),
      };
    }),
    vpcLinks: world.ofType('AWS::ApiGateway::VpcLink').map((one) => {
      const { Name, TargetArns } = propertiesOf(one);
      return { id: one.key, name: Name, targetArns: TargetArns, status: 'AVAILABLE' as const };
    }),
    httpVpcLinks: world.ofType('AWS::ApiGatewayV2::VpcLink').map((one) => ({
      ...propertiesOf(one),
      VpcLinkId: one.key,
      VpcLinkStatus: 'AVAILABLE' as const,
    })),
  };
}

/** As API Gateway writes a policy: with a backslash before every quote. */
function escaped(policy: unknown): string {
  return JSON.stringify(policy).replaceAll('"', '\\"');
}

function restApiOf(api: RestApi, model: Model, world: World, served: Model): RestApiFacts {
  const declared = world.ofType('AWS::ApiGateway::RestApi').find(({ key }) => key === api.id);
  const properties: Json = declared ? propertiesOf(declared) : {};
  const policy = properties.Policy ?? properties.Body?.['x-amazon-apigateway-policy'];
  const { definition } = api;
  const names = authorizerNames(api, world);
  return {
    api: {
      id: api.id,
      name: api.name,
      disableExecuteApiEndpoint: definition.defaultEndpointDisabled === true,
      endpointConfiguration: {
        types: [api.endpointType],
        vpcEndpointIds: definition.vpcEndpointIds.map(String),
      },
      binaryMediaTypes: [...definition.binaryMediaTypes],
      ...(definition.apiKeySource ? { apiKeySource: definition.apiKeySource } : {}),
      ...(policy ? { policy: escaped(policy) } : {}),
    },
    resources: resourcesOf(api),
    authorizers: definition.authorizers.map(
      (one, index): Authorizer => ({
        id: one.id,
        name: names[index],
        type: one.type,
        authorizerUri: `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${String(one.functionArn)}/invocations`,
        ...(one.credentials ? { authorizerCredentials: String(one.credentials) } : {}),
        identitySource: one.identitySource.join(', '),
        identityValidationExpression: one.validationExpression,
        authorizerResultTtlInSeconds: one.ttlSeconds,
      }),
    ),
    responses: [
      { responseType: 'DEFAULT_5XX', defaultResponse: true },
      ...definition.gatewayResponses.map((one) => ({
        responseType: one.responseType as 'DEFAULT_4XX',
        defaultResponse: false,
        statusCode: one.status === undefined ? undefined : String(one.status),
        responseParameters: Object.fromEntries(
          Object.entries(one.headers).map(([name, value]) => [`gatewayresponse.header.${name}`, value]),
        ),
        responseTemplates: { ...one.templates },
      })),
    ],
    stages: model.stages
      .filter(({ apiId }) => apiId === api.id)
      .map((stage) => {
        const was = served.restApis.find(({ id }) => id === api.id) ?? api;
        return {
          stage: {
            stageName: stage.name,
            deploymentId: deploymentOf(world, api.id, stage.name),
            variables: Object.fromEntries(
              Object.entries(stage.variables).map(([key, value]) => [key, String(value)]),
            ),
            methodSettings: (stage.throttle
              ? {
                  '*/*': {
                    throttlingBurstLimit: stage.throttle.burstLimit,
                    throttlingRateLimit: stage.throttle.rateLimit,
                  },
                }
              : {}) as Record<string, object>,
          },
          export: { document: exportOf(was) },
        };
      }),
  };
}

function deploymentOf(world: World, api: string, name: string): string {
  const stage = world
    .ofType('AWS::ApiGateway::Stage')
    .find((one) => one.property('RestApiId') === api && one.property('StageName') === name);
  return String(stage?.property('DeploymentId'));
}

/** Of an OpenAPI document, the names of its schemes; else the authorizers' own. */
function authorizerNames(api: RestApi, world: World): readonly string[] {
  const declared = world.ofType('AWS::ApiGateway::RestApi').find(({ key }) => key === api.id);
  const schemes: Json = (declared && propertiesOf(declared).Body?.components?.securitySchemes) ?? {};
  const inBody = Object.keys(schemes).filter((name) => schemes[name]['x-amazon-apigateway-authorizer']);
  return inBody.length > 0 ? inBody : api.definition.authorizers.map(({ id }) => id);
}

function resourcesOf({ definition }: RestApi): AwsResource[] {
  const byPath = new Map<string, AwsResource & { resourceMethods: Record<string, AwsMethod> }>();
  const at = (path: string): AwsResource & { resourceMethods: Record<string, AwsMethod> } => {
    const known = byPath.get(path);
    if (known) return known;
    const slash = path.lastIndexOf('/');
    const parent = path === '/' ? undefined : at(path.slice(0, slash) || '/');
    const made = {
      id: `r${byPath.size}x${path.length}`,
      path,
      ...(parent ? { parentId: parent.id, pathPart: path.slice(slash + 1) } : {}),
      resourceMethods: {},
    };
    byPath.set(path, made);
    return made;
  };
  at('/');
  for (const method of definition.methods)
    at(method.path).resourceMethods[method.httpMethod] = methodOf(method);
  return [...byPath.values()];
}

function methodOf(method: Method): AwsMethod {
  const { integration } = method;
  if (isUnknown(integration)) throw new Error('an integration that is not known');
  const text = (value: unknown) => (value === undefined ? undefined : String(value));
  return {
    httpMethod: method.httpMethod,
    authorizationType: method.authorization,
    authorizerId: method.authorizerId,
    apiKeyRequired: method.apiKeyRequired,
    methodIntegration: {
      type: integration.type,
      httpMethod: text(integration.httpMethod),
      uri: text(integration.uri),
      credentials: text(integration.credentials),
      timeoutInMillis: integration.timeoutMs,
      passthroughBehavior: text(integration.passthroughBehavior),
      contentHandling: text(integration.contentHandling) as 'CONVERT_TO_TEXT' | undefined,
      responseTransferMode: text(integration.responseTransferMode) as 'STREAM' | undefined,
      ...(integration.linkId
        ? {
            connectionType: 'VPC_LINK' as const,
            connectionId: text(integration.linkId),
            integrationTarget: text(integration.linkTarget),
          }
        : {}),
      requestParameters: texts(integration.requestParameters),
      requestTemplates: texts(integration.requestTemplates),
      ...(integration.responses
        ? {
            integrationResponses: Object.fromEntries(
              integration.responses.map((one) => [
                String(one.statusCode),
                {
                  statusCode: String(one.statusCode),
                  selectionPattern: text(one.selectionPattern),
                  responseParameters: texts(one.parameters),
                  responseTemplates: texts(one.templates),
                },
              ]),
            ),
          }
        : {}),
    },
  };
}

function texts(map: Readonly<Record<string, unknown>> | undefined): Record<string, string> | undefined {
  return map && Object.fromEntries(Object.entries(map).map(([key, value]) => [key, String(value)]));
}

/** The deployed definition as API Gateway exports it. */
function exportOf({ name, definition }: RestApi): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const method of definition.methods) {
    const { integration } = method;
    if (isUnknown(integration)) continue;
    const key =
      method.httpMethod === 'ANY' ? 'x-amazon-apigateway-any-method' : method.httpMethod.toLowerCase();
    paths[method.path] = {
      ...paths[method.path],
      [key]: {
        responses: { 200: { description: 'OK' } },
        ...(method.authorization === 'AWS_IAM' ? { security: [{ sigv4: [] }] } : {}),
        ...(method.authorization === 'CUSTOM' ? { security: [{ [`a${method.authorizerId}`]: [] }] } : {}),
        ...(method.apiKeyRequired ? { security: [{ api_key: [] }] } : {}),
        'x-amazon-apigateway-integration': {
          type: integration.type.toLowerCase(),
          httpMethod: integration.httpMethod,
          uri: integration.uri,
          passthroughBehavior: 'when_no_match',
        },
      },
    };
  }
  return {
    openapi: '3.0.1',
    info: { title: name, version: '2026-01-01T00:00:00Z' },
    paths,
    components: {
      securitySchemes: {
        sigv4: {
          type: 'apiKey',
          name: 'Authorization',
          in: 'header',
          'x-amazon-apigateway-authtype': 'awsSigv4',
        },
        api_key: { type: 'apiKey', name: 'x-api-key', in: 'header' },
        ...Object.fromEntries(
          definition.authorizers.map((one) => [
            `a${one.id}`,
            { type: 'apiKey', 'x-amazon-apigateway-authorizer': { type: one.type.toLowerCase() } },
          ]),
        ),
      },
    },
    ...(definition.policy && !isUnknown(definition.policy)
      ? { 'x-amazon-apigateway-policy': policyDocument(definition.policy) }
      : {}),
  };
}

function policyDocument(policy: Exclude<RestApi['definition']['policy'], undefined>): unknown {
  if (isUnknown(policy)) return undefined;
  return {
    Version: policy.version,
    Statement: policy.statements.map(
      ({ sid, effect, principal, notPrincipal, action, notAction, resource, notResource, condition }) => ({
        Sid: sid,
        Effect: effect,
        Principal: principal,
        NotPrincipal: notPrincipal,
        Action: action,
        NotAction: notAction,
        Resource: resource,
        NotResource: notResource,
        Condition: condition,
      }),
    ),
  };
}
