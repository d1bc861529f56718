import { buildModel } from '../../tools/assembly';
import type { Model } from '../../tools/assembly/model';
import type { GatewayRequest } from '../../tools/path/exchange';
import { assemblyOf, type TestResource } from './assembly';
import { plainRequest } from './gateway-request';

type Properties = Readonly<Record<string, unknown>>;

const functionArn = { 'Fn::GetAtt': ['Hello', 'Arn'] };

/** What the test's HTTP API is made of; defaults: every route calls function hello with payload format 2.0. */
export interface HttpApiParts {
  /** Route key → properties of the route and its integration. */
  readonly routes: Readonly<
    Record<string, { readonly route?: Properties; readonly integration?: Properties }>
  >;
  readonly api?: Properties;
  /** @default $default, deployed automatically */
  readonly stage?: Properties;
  readonly more?: Readonly<Record<string, TestResource>>;
}

/** The model of a template with one HTTP API, `partner.corp.example`, and one function. */
export function httpApiModel({ routes, api = {}, stage = {}, more = {} }: HttpApiParts): Model {
  const Resources: Record<string, TestResource> = {
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'partner', ProtocolType: 'HTTP', ...api } },
    Stage: {
      Type: 'AWS::ApiGatewayV2::Stage',
      Properties: { ApiId: { Ref: 'Api' }, StageName: '$default', AutoDeploy: true, ...stage },
    },
    Host: {
      Type: 'AWS::ApiGatewayV2::DomainName',
      Properties: {
        DomainName: 'partner.corp.example',
        DomainNameConfigurations: [{ CertificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/1' }],
      },
    },
    Mapping: {
      Type: 'AWS::ApiGatewayV2::ApiMapping',
      Properties: { ApiId: { Ref: 'Api' }, DomainName: { Ref: 'Host' }, Stage: { Ref: 'Stage' } },
    },
    Hello: {
      Type: 'AWS::Lambda::Function',
      Properties: { FunctionName: 'hello', Runtime: 'nodejs24.x', Handler: 'index.handler', Code: {} },
    },
    May: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        FunctionName: functionArn,
        Action: 'lambda:InvokeFunction',
        Principal: 'apigateway.amazonaws.com',
      },
    },
    ...more,
  };
  Object.entries(routes).forEach(([RouteKey, { route = {}, integration = {} }], index) => {
    Resources[`Integration${index}`] = {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: { Ref: 'Api' },
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: functionArn,
        PayloadFormatVersion: '2.0',
        ...integration,
      },
    };
    Resources[`Route${index}`] = {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        ApiId: { Ref: 'Api' },
        RouteKey,
        Target: { 'Fn::Join': ['/', ['integrations', { Ref: `Integration${index}` }]] },
        ...route,
      },
    };
  });
  return buildModel(assemblyOf({ app: { Resources } }));
}

/** A request at the public front: GET / of partner.corp.example. */
export function publicRequest(change: Partial<GatewayRequest> = {}): GatewayRequest {
  return {
    sourceAddress: '203.0.113.1',
    sni: 'partner.corp.example',
    host: 'partner.corp.example',
    ...plainRequest,
    ...change,
  };
}
