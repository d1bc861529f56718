import { buildModel } from '../../tools/assembly';
import { type ApiDefinition, isUnknown } from '../../tools/assembly/model';
import { assemblyOf, type TestEnvironment, type TestResource } from '../helpers/assembly';

const modelOf = (Resources: Record<string, TestResource>, environment?: TestEnvironment) =>
  buildModel(assemblyOf({ app: { Resources } }, environment));
const resource = (Type: string, Properties: Record<string, unknown> = {}): TestResource => ({
  Type,
  Properties,
});
const ref = (Ref: string) => ({ Ref });
const functionArn = 'arn:aws:lambda:eu-west-1:111122223333:function:hello';
const uri = `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${functionArn}:live/invocations`;

const byResources: Record<string, TestResource> = {
  Api: resource('AWS::ApiGateway::RestApi', {
    Name: 'orders',
    EndpointConfiguration: { Types: ['PRIVATE'], VpcEndpointIds: ['vpce-1'] },
    BinaryMediaTypes: ['image/png'],
  }),
  Orders: resource('AWS::ApiGateway::Resource', {
    RestApiId: ref('Api'),
    ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
    PathPart: 'orders',
  }),
  Order: resource('AWS::ApiGateway::Resource', {
    RestApiId: ref('Api'),
    ParentId: ref('Orders'),
    PathPart: '{id}',
  }),
  Get: resource('AWS::ApiGateway::Method', {
    RestApiId: ref('Api'),
    ResourceId: ref('Order'),
    HttpMethod: 'GET',
    AuthorizationType: 'CUSTOM',
    AuthorizerId: ref('Auth'),
    Integration: { Type: 'AWS_PROXY', Uri: uri, Credentials: 'arn:role', TimeoutInMillis: 5000 },
  }),
  Any: resource('AWS::ApiGateway::Method', {
    RestApiId: ref('Api'),
    ResourceId: ref('Orders'),
    HttpMethod: 'ANY',
    AuthorizationType: 'NONE',
    ApiKeyRequired: true,
    Integration: { Type: 'MOCK' },
  }),
  Auth: resource('AWS::ApiGateway::Authorizer', {
    RestApiId: ref('Api'),
    Type: 'TOKEN',
    AuthorizerUri: uri,
    IdentitySource: 'method.request.header.Authorization',
    AuthorizerResultTtlInSeconds: 60,
  }),
  Response: resource('AWS::ApiGateway::GatewayResponse', {
    RestApiId: ref('Api'),
    ResponseType: 'DEFAULT_4XX',
    StatusCode: '418',
    ResponseParameters: { 'gatewayresponse.header.X-Kind': "'tea'" },
    ResponseTemplates: { 'application/json': '{}' },
  }),
};

const operations = {
  '/orders': {
    'x-amazon-apigateway-any-method': {
      security: [{ key: [] }],
      'x-amazon-apigateway-integration': { type: 'mock' },
    },
  },
  '/orders/{id}': {
    get: {
      security: [{ auth: [] }],
      'x-amazon-apigateway-integration': {
        type: 'aws_proxy',
        uri: { 'Fn::Sub': uri },
        credentials: 'arn:role',
        timeoutInMillis: 5000,
      },
    },
  },
};
const schemes = {
  key: { type: 'apiKey', in: 'header', name: 'x-api-key' },
  auth: {
    type: 'apiKey',
    in: 'header',
    name: 'Authorization',
    'x-amazon-apigateway-authtype': 'custom',
    'x-amazon-apigateway-authorizer': {
      type: 'token',
      authorizerUri: uri,
      authorizerResultTtlInSeconds: 60,
    },
  },
};
const extensions = {
  'x-amazon-apigateway-binary-media-types': ['image/png'],
  'x-amazon-apigateway-gateway-responses': {
    DEFAULT_4XX: {
      statusCode: 418,
      responseParameters: { 'gatewayresponse.header.X-Kind': "'tea'" },
      responseTemplates: { 'application/json': '{}' },
    },
  },
};
const endpoint = { 'x-amazon-apigateway-endpoint-configuration': { vpcEndpointIds: ['vpce-1'] } };
const openApi3 = {
  openapi: '3.0.1',
  info: { title: 'orders', version: '1' },
  servers: [{ url: 'https://example', ...endpoint }],
  paths: operations,
  components: { securitySchemes: schemes },
  ...extensions,
};
const swagger2 = {
  swagger: '2.0',
  info: { title: 'orders', version: '1' },
  ...endpoint,
  paths: operations,
  securityDefinitions: schemes,
  ...extensions,
};
const bodyApi = (Body: unknown) => ({
  Api: resource('AWS::ApiGateway::RestApi', { EndpointConfiguration: { Types: ['PRIVATE'] }, Body }),
});

/** A definition without places and ids, methods in order of path. */
function facts({ methods, authorizers, ...definition }: ApiDefinition) {
  const strip = ({ where, ...rest }: { where: unknown }) => ({ ...rest, where: where !== undefined });
  return {
    endpoints: definition.vpcEndpointIds,
    binary: definition.binaryMediaTypes,
    methods: methods
      .map(({ integration, authorizerId, ...one }) => ({
        ...strip(one),
        authorizer: authorizers.findIndex(({ id }) => id === authorizerId),
        integration: isUnknown(integration) ? integration : strip(integration),
      }))
      .sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))),
    authorizers: authorizers.map(({ id, ...one }) => strip(one)),
    responses: definition.gatewayResponses.map(strip),
  };
}

describe('a REST API', () => {
  test('by resources has paths, methods, authorizers and responses', () => {
    const { restApis } = modelOf(byResources);
    expect(restApis[0]).toMatchObject({ name: 'orders', endpointType: 'PRIVATE' });
    expect(restApis[0]?.definition).toMatchObject({
      vpcEndpointIds: ['vpce-1'],
      methods: [
        {
          path: '/orders/{id}',
          httpMethod: 'GET',
          authorization: 'CUSTOM',
          integration: { type: 'AWS_PROXY', functionArn, credentials: 'arn:role', timeoutMs: 5000 },
        },
        {
          path: '/orders',
          httpMethod: 'ANY',
          apiKeyRequired: true,
          integration: { type: 'MOCK', timeoutMs: 29000 },
        },
      ],
      authorizers: [
        {
          type: 'TOKEN',
          identitySource: ['method.request.header.Authorization'],
          ttlSeconds: 60,
          functionArn,
        },
      ],
      gatewayResponses: [{ responseType: 'DEFAULT_4XX', status: 418, headers: { 'X-Kind': "'tea'" } }],
    });
  });

  test.each([
    ['OpenAPI 3', openApi3],
    ['Swagger 2', swagger2],
  ])('by %s is the same as by resources', (_, body) => {
    const [wanted] = modelOf(byResources).restApis;
    const [found] = modelOf(bodyApi(body)).restApis;
    expect(found?.name).toBe('orders');
    expect(facts(found!.definition)).toEqual(facts(wanted!.definition));
  });

  test('reads a definition that is an asset', () => {
    const Api = resource('AWS::ApiGateway::RestApi', { BodyS3Location: { Bucket: 'b', Key: 'api.json' } });
    const { restApis } = modelOf({ Api }, { documents: { 'api.json': openApi3 } });
    expect(restApis[0]?.definition.methods).toHaveLength(2);
  });

  test('names a definition that is elsewhere', () => {
    const Api = resource('AWS::ApiGateway::RestApi', { BodyS3Location: { Bucket: 'b', Key: 'api.json' } });
    expect(modelOf({ Api }).restApis[0]?.unresolved?.[0]?.reason).toContain('api.json');
  });

  test('with a signed operation asks for IAM', () => {
    const signed = { get: { 'x-amazon-apigateway-auth': { type: 'AWS_IAM' } } };
    const [api] = modelOf(bodyApi({ openapi: '3.0.1', paths: { '/': signed } })).restApis;
    expect(api?.definition.methods[0]?.authorization).toBe('AWS_IAM');
  });
});
