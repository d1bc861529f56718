import type { Fault } from '../fault';
import type { Templates } from '../templates';

const example = 'http-api';
const from = 'internet';
const open = { from, url: 'https://partner.corp.example.com/open/items' };
const status = { from, url: 'https://partner.corp.example.com/status' };
const v2 = (name: string) => `AWS::ApiGatewayV2::${name}`;

const route = (templates: Templates, key: string) =>
  templates.one(v2('Route'), ({ RouteKey }) => RouteKey === key).properties;

const functionIntegration = (templates: Templates) =>
  templates.one(v2('Integration'), (p) => p.IntegrationType === 'AWS_PROXY').properties;

export const httpApiFaults: readonly Fault[] = [
  {
    name: 'the stage of the HTTP API is not deployed',
    hop: 'gateway',
    code: 'HTTP_STAGE_NOT_DEPLOYED',
    outcome: 'stop',
    seen: 404,
    says: 'HTTP_ROUTE_NOT_FOUND',
    example,
    call: status,
    change: (templates) => {
      delete templates.one(v2('Stage')).properties.AutoDeploy;
    },
  },
  {
    name: 'the custom domain is mapped to a stage that the HTTP API does not have',
    hop: 'gateway',
    code: 'STAGE_NOT_FOUND',
    outcome: 'stop',
    seen: 404,
    says: 'HTTP_ROUTE_NOT_FOUND',
    example,
    call: status,
    change: (templates) => {
      templates.one(v2('ApiMapping')).properties.Stage = 'prod';
    },
  },
  {
    name: 'the HTTP API has no route for a path',
    hop: 'gateway',
    code: 'HTTP_ROUTE_NOT_FOUND',
    outcome: 'stop',
    seen: 404,
    example,
    call: { from, url: 'https://partner.corp.example.com/' },
  },
  {
    name: 'a route that was to be open wants a signature',
    hop: 'authorizer',
    code: 'IAM_SIGNATURE_MISSING',
    outcome: 'stop',
    seen: 403,
    example,
    call: status,
    change: (templates) => {
      route(templates, 'GET /status').AuthorizationType = 'AWS_IAM';
    },
  },
  {
    name: 'a function that leaves the answer to inference gets payload format 1.0',
    hop: 'integration',
    code: 'FUNCTION_RESPONSE_MALFORMED',
    outcome: 'stop',
    seen: 500,
    says: 'FUNCTION_FAILED',
    example,
    call: status,
    change: (templates) => {
      functionIntegration(templates).PayloadFormatVersion = '1.0';
    },
  },
  {
    name: 'the HTTP API may not call its function',
    hop: 'integration',
    code: 'FUNCTION_PERMISSION_MISSING',
    outcome: 'stop',
    seen: 500,
    says: 'FUNCTION_FAILED',
    example,
    call: status,
    change: (templates) =>
      templates.remove(
        templates.one('AWS::Lambda::Permission', (p) => JSON.stringify(p.SourceArn).includes('/GET/status')),
      ),
  },
  {
    name: 'the VPC link of the HTTP API may not reach the backend',
    hop: 'integration',
    code: 'LINK_NETWORK_BLOCKED',
    outcome: 'stop',
    seen: 503,
    example,
    call: open,
    change: (templates) =>
      templates.remove(
        templates.one('AWS::EC2::SecurityGroupIngress', (p) => p.Description === 'From the VPC link'),
      ),
  },
  {
    name: 'the HTTP API speaks TLS to a listener without',
    hop: 'integration',
    code: 'LINK_CERTIFICATE_MISMATCH',
    outcome: 'stop',
    seen: 503,
    says: 'LINK_NETWORK_BLOCKED',
    example,
    call: open,
    change: (templates) => {
      for (const { properties } of templates.all(v2('Integration'), (p) => p.ConnectionType === 'VPC_LINK'))
        properties.TlsConfig = { ServerNameToVerify: 'orders.internal.example' };
    },
  },
  {
    name: 'the listener behind the HTTP API answers by itself',
    hop: 'integration',
    code: 'BACKEND_NO_RULE',
    outcome: 'stop',
    seen: 404,
    example,
    call: open,
    change: (templates) => {
      const listener = templates.one(
        'AWS::ElasticLoadBalancingV2::Listener',
        (p) => p.Protocol === 'HTTP',
      ).properties;
      listener.DefaultActions = [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }];
    },
  },
];
