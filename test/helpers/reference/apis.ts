import type { TestResource, TestTemplate } from '../assembly';
import { att, certificateArn, imported, ref, resource } from './parts';

const answer = (name: string) =>
  `exports.handler = async (event) => ({ statusCode: 200, headers: { 'content-type': 'application/json' }, ` +
  `body: JSON.stringify({ function: '${name}', path: event.path }) });`;

function functionResource(name: string): TestResource {
  return resource('AWS::Lambda::Function', {
    FunctionName: `corp-${name}`,
    Runtime: 'nodejs22.x',
    Handler: 'index.handler',
    Timeout: 10,
    MemorySize: 256,
    Role: 'arn:aws:iam::111122223333:role/function',
    Code: { ZipFile: answer(name) },
    VpcConfig: {
      SubnetIds: [imported('SubnetA'), imported('SubnetB')],
      SecurityGroupIds: [imported('HostGroup')],
    },
  });
}

const privatePolicy = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' },
    {
      Effect: 'Deny',
      Principal: '*',
      Action: 'execute-api:Invoke',
      Resource: 'execute-api:/*',
      Condition: { StringNotEquals: { 'aws:SourceVpce': imported('EndpointId') } },
    },
  ],
};

const arn = (...parts: unknown[]) => ({ 'Fn::Join': ['', ['arn:', ref('AWS::Partition'), ...parts]] });
const invocationUri = (functionId: string) =>
  arn(
    ':apigateway:',
    ref('AWS::Region'),
    ':lambda:path/2015-03-31/functions/',
    att(functionId, 'Arn'),
    '/invocations',
  );
const allow = (functionId: string, api: string, path: string) =>
  resource('AWS::Lambda::Permission', {
    Action: 'lambda:InvokeFunction',
    FunctionName: att(functionId, 'Arn'),
    Principal: 'apigateway.amazonaws.com',
    SourceArn: arn(
      ':execute-api:',
      ref('AWS::Region'),
      ':',
      ref('AWS::AccountId'),
      ':',
      ref(api),
      `/*/GET${path}`,
    ),
  });

const method = (api: string, resourceId: unknown, functionId: string) =>
  resource('AWS::ApiGateway::Method', {
    RestApiId: ref(api),
    ResourceId: resourceId,
    HttpMethod: 'GET',
    AuthorizationType: 'NONE',
    Integration: { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST', Uri: invocationUri(functionId) },
  });

function apiResources(prefix: string, name: string, host: string): Record<string, TestResource> {
  const api = `${prefix}Api`;
  return {
    [api]: resource('AWS::ApiGateway::RestApi', {
      Name: name,
      EndpointConfiguration: { Types: ['PRIVATE'], VpcEndpointIds: [imported('EndpointId')] },
      Policy: privatePolicy,
    }),
    [`${prefix}Deployment`]: resource('AWS::ApiGateway::Deployment', { RestApiId: ref(api) }),
    [`${prefix}Stage`]: resource('AWS::ApiGateway::Stage', {
      RestApiId: ref(api),
      StageName: 'demo',
      DeploymentId: ref(`${prefix}Deployment`),
      MethodSettings: [
        { ResourcePath: '/*', HttpMethod: '*', ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 },
      ],
    }),
    [`${prefix}Domain`]: resource('AWS::ApiGateway::DomainName', {
      DomainName: host,
      EndpointConfiguration: { Types: ['REGIONAL'] },
      RegionalCertificateArn: certificateArn,
      SecurityPolicy: 'TLS_1_2',
    }),
    [`${prefix}Mapping`]: resource('AWS::ApiGateway::BasePathMapping', {
      DomainName: ref(`${prefix}Domain`),
      RestApiId: ref(api),
      Stage: ref(`${prefix}Stage`),
    }),
  };
}

/** Two private APIs with custom domains, on three functions. */
export const apis: TestTemplate = {
  Resources: {
    Hello1: functionResource('hello-1'),
    Hello2: functionResource('hello-2'),
    Hello3: functionResource('hello-3'),
    ...apiResources('First', 'pvt-lambda-test-api', 'pvt-api.corp.example'),
    FirstTestResource: resource('AWS::ApiGateway::Resource', {
      RestApiId: ref('FirstApi'),
      ParentId: att('FirstApi', 'RootResourceId'),
      PathPart: 'test-resource',
    }),
    FirstRootGet: method('FirstApi', att('FirstApi', 'RootResourceId'), 'Hello1'),
    FirstTestGet: method('FirstApi', ref('FirstTestResource'), 'Hello2'),
    FirstRootPermission: allow('Hello1', 'FirstApi', '/'),
    FirstTestPermission: allow('Hello2', 'FirstApi', '/test-resource'),
    ...apiResources('Second', 'pvt-lambda-test-api2', 'pvt-api2.corp.example'),
    SecondRootGet: method('SecondApi', att('SecondApi', 'RootResourceId'), 'Hello3'),
    SecondRootPermission: allow('Hello3', 'SecondApi', '/'),
  },
};
