import { buildModel } from '../../tools/assembly';
import { Unknown } from '../../tools/assembly/model';

const operation = {
  'x-amazon-apigateway-integration': {
    type: 'aws',
    uri: 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:111122223333:function:f/invocations',
    passthroughBehavior: 'when_no_templates',
    responseTransferMode: 'stream',
    requestTemplates: {
      'application/json': { 'Fn::Join': ['', ['{"at":"', { Ref: 'AWS::Region' }, '"}']] },
      'text/plain': { 'Fn::ImportValue': 'elsewhere' },
    },
    responses: {
      default: { statusCode: 200, responseParameters: { 'method.response.header.A': "'b'" } },
      '.*no.*': { statusCode: '404', responseTemplates: { 'application/json': 'none' } },
    },
  },
};

const method = {
  RestApiId: { Ref: 'Split' },
  ResourceId: { 'Fn::GetAtt': ['Split', 'RootResourceId'] },
  HttpMethod: 'GET',
  Integration: {
    Type: 'MOCK',
    PassthroughBehavior: 'NEVER',
    RequestTemplates: { 'application/json': '{"statusCode":200}' },
    IntegrationResponses: [
      { StatusCode: 200 },
      { StatusCode: 404, SelectionPattern: '4\\d\\d', ResponseTemplates: { 'application/json': 'none' } },
    ],
  },
};

const model = buildModel({
  stacks: [
    {
      name: 'test',
      region: 'eu-west-1',
      account: '111122223333',
      parameters: {},
      assets: new Map(),
      template: {
        Resources: {
          Whole: {
            Type: 'AWS::ApiGateway::RestApi',
            Properties: {
              Body: { openapi: '3.0.1', info: { title: 'whole' }, paths: { '/': { get: operation } } },
            },
          },
          Split: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'split' } },
          Get: { Type: 'AWS::ApiGateway::Method', Properties: method },
        },
      },
    },
  ],
} as never);

const integrationOf = (name: string) =>
  model.restApis.find((api) => api.name === name)?.definition.methods[0]?.integration;

test('an OpenAPI integration has its templates resolved, and its responses by pattern', () => {
  expect(integrationOf('whole')).toMatchObject({
    type: 'AWS',
    passthroughBehavior: 'WHEN_NO_TEMPLATES',
    responseTransferMode: 'STREAM',
    requestTemplates: { 'application/json': '{"at":"eu-west-1"}', 'text/plain': expect.any(Unknown) },
    responses: [
      { statusCode: '200', parameters: { 'method.response.header.A': "'b'" }, templates: {} },
      { selectionPattern: '.*no.*', statusCode: '404', templates: { 'application/json': 'none' } },
    ],
  });
});

test('a method has the same in its own words', () => {
  expect(integrationOf('split')).toMatchObject({
    type: 'MOCK',
    passthroughBehavior: 'NEVER',
    requestTemplates: { 'application/json': '{"statusCode":200}' },
    responses: [{ statusCode: '200' }, { selectionPattern: '4\\d\\d', statusCode: '404' }],
  });
});
