import { buildModel } from '../../tools/assembly';
import { type ApiDefinition, isUnknown } from '../../tools/assembly/model';
import { assemblyOf, type TestEnvironment, type TestResource } from '../helpers/assembly';
import { referenceAssembly, referenceModel } from '../helpers/reference-template';

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

describe('a policy', () => {
  const policyOf = (Policy: unknown) =>
    modelOf({ Api: resource('AWS::ApiGateway::RestApi', { Policy }) }).restApis[0]?.definition.policy;
  const statement = {
    Effect: 'Deny',
    Principal: '*',
    Action: 'execute-api:Invoke',
    Resource: 'execute-api:/*/GET/a',
    Condition: { Bool: { 'aws:SecureTransport': false } },
  };

  test('has lists everywhere, full ARNs, texts for values, and each statement’s place', () => {
    const [api] = modelOf({
      Api: resource('AWS::ApiGateway::RestApi', { Policy: { Statement: statement } }),
    }).restApis;
    expect(api?.definition.policy).toMatchObject({
      version: '2008-10-17',
      statements: [
        {
          effect: 'Deny',
          principal: '*',
          action: ['execute-api:Invoke'],
          resource: [`arn:aws:execute-api:eu-west-1:111122223333:${api?.id}/*/GET/a`],
          condition: { Bool: { 'aws:SecureTransport': ['false'] } },
          where: { logicalId: 'Api', property: 'Properties.Policy.Statement' },
        },
      ],
    });
  });

  test('as JSON text is the same as an object', () => {
    const document = { Version: '2012-10-17', Statement: [statement] };
    expect(policyOf(JSON.stringify(document))).toEqual(policyOf(document));
  });

  test('in an OpenAPI document is the API’s', () => {
    const body = { openapi: '3.0.1', paths: {}, 'x-amazon-apigateway-policy': { Statement: [statement] } };
    const policy = modelOf(bodyApi(body)).restApis[0]?.definition.policy;
    expect(policy).toMatchObject({ statements: [{ effect: 'Deny' }] });
  });

  test('with an unknown statement is unknown, with an unknown value only there', () => {
    const unknown = { 'Fn::Own': 1 };
    expect(isUnknown(policyOf({ Statement: [statement, unknown] }))).toBe(true);
    const Condition = { StringEquals: { 'aws:SourceVpce': [unknown, 'vpce-1'] } };
    expect(policyOf({ Statement: [{ ...statement, Condition }] })).toMatchObject({
      statements: [
        { condition: { StringEquals: { 'aws:SourceVpce': [{ reason: expect.any(String) }, 'vpce-1'] } } },
      ],
    });
  });
});

describe('a stage', () => {
  const restrict = (templates: Parameters<NonNullable<Parameters<typeof referenceModel>[0]>>[0]) => {
    const { Resources } = templates['corp-apis']!;
    Object.assign(Resources!.FirstApi!.Properties!, { DisableExecuteApiEndpoint: true });
  };

  test('serves the definition of the template when nothing was deployed before', () => {
    const [stage] = referenceModel().stages;
    expect(stage).toMatchObject({
      name: 'demo',
      stale: false,
      throttle: { rateLimit: 100, burstLimit: 200 },
    });
    expect(stage?.serves).toEqual(referenceModel().restApis[0]?.definition);
  });

  test('goes on serving what its unchanged deployment froze', () => {
    const [stage] = referenceModel(restrict, { deployed: referenceAssembly() }).stages;
    expect(stage?.stale).toBe(true);
    expect(stage?.serves.defaultEndpointDisabled).toBe(false);
  });

  test('serves the new definition once its deployment is another', () => {
    const model = referenceModel(
      (templates) => {
        restrict(templates);
        const { Resources } = templates['corp-apis']!;
        const { FirstDeployment, ...rest } = Resources!;
        (rest.FirstStage!.Properties as Record<string, unknown>).DeploymentId = ref('NewDeployment');
        Object.assign(templates['corp-apis']!, { Resources: { ...rest, NewDeployment: FirstDeployment } });
      },
      { deployed: referenceAssembly() },
    );
    expect(model.stages[0]).toMatchObject({ stale: false, serves: { defaultEndpointDisabled: true } });
  });

  test('is not stale when nothing of its API changed', () => {
    const { stages } = referenceModel(undefined, { deployed: referenceAssembly() });
    expect(stages.map(({ stale }) => stale)).toEqual([false, false]);
  });

  test('may be made by its deployment, with variables', () => {
    const { stages } = modelOf({
      ...byResources,
      Deployment: resource('AWS::ApiGateway::Deployment', {
        RestApiId: ref('Api'),
        StageName: 'live',
        StageDescription: { Variables: { colour: 'blue' } },
      }),
    });
    expect(stages).toMatchObject([{ name: 'live', variables: { colour: 'blue' } }]);
  });
});

describe('a custom domain', () => {
  test('has single-level and multi-level mappings', () => {
    const DomainName = 'API.corp.example';
    const { domains } = modelOf({
      D: resource('AWS::ApiGateway::DomainName', {
        DomainName,
        EndpointConfiguration: { Types: ['REGIONAL'] },
        RegionalCertificateArn: 'arn:1',
      }),
      One: resource('AWS::ApiGateway::BasePathMapping', {
        DomainName: ref('D'),
        RestApiId: 'abc',
        Stage: 'live',
        BasePath: '(none)',
      }),
      Two: resource('AWS::ApiGatewayV2::ApiMapping', {
        DomainName: ref('D'),
        ApiId: 'abc',
        Stage: 'live',
        ApiMappingKey: 'orders/v1',
      }),
    });
    expect(domains[0]).toMatchObject({
      name: 'api.corp.example',
      endpointType: 'REGIONAL',
      certificateArn: 'arn:1',
    });
    expect(domains[0]?.regionalDomainName).toMatch(
      /^d-[a-z0-9]{10}\.execute-api\.eu-west-1\.amazonaws\.com$/,
    );
    expect(domains[0]?.mappings.map(({ basePath, multiLevel }) => [basePath, multiLevel])).toEqual([
      ['', false],
      ['orders/v1', true],
    ]);
  });
});

describe('a function', () => {
  const hello = (more = {}) =>
    resource('AWS::Lambda::Function', {
      FunctionName: 'hello',
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Code: { S3Bucket: 'b', S3Key: 'abc.zip' },
      ...more,
    });

  test('has its code on this machine by the asset’s key', () => {
    const { functions } = modelOf({ F: hello() }, { assets: { 'abc.zip': '/out/asset.abc' } });
    expect(functions[0]).toMatchObject({ codePath: '/out/asset.abc', timeoutSeconds: 3, memoryMb: 128 });
  });

  test('has no code where the assembly has none', () => {
    expect(modelOf({ F: hello() }).functions[0]?.codePath).toBeUndefined();
  });

  test('has environment variables, unknown ones as such', () => {
    const Environment = { Variables: { A: 'x', B: { 'Fn::Own': 1 } } };
    const { environment } = modelOf({ F: hello({ Environment }) }).functions[0]!;
    expect(environment.A).toBe('x');
    expect(isUnknown(environment.B)).toBe(true);
  });

  test.each([
    ['name', 'hello'],
    ['ARN', functionArn],
    ['ARN with an alias', `${functionArn}:live`],
    ['partial ARN', '111122223333:function:hello'],
  ])('has the permissions that name it by %s', (_, FunctionName) => {
    const Permission = resource('AWS::Lambda::Permission', {
      FunctionName,
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
      SourceArn: 'arn:aws:execute-api:eu-west-1:111122223333:abc/*',
    });
    expect(modelOf({ F: hello(), Permission }).functions[0]?.permissions).toMatchObject([
      { principal: 'apigateway.amazonaws.com', where: { logicalId: 'Permission' } },
    ]);
  });
});

test('building the same assembly twice gives the same model', () => {
  expect(referenceModel()).toEqual(referenceModel());
});
