import type { Fault } from '../fault';
import { mentions } from '../templates';

const call = { url: 'https://shop.corp.example/' };
const base = { example: 'http-proxy-stream', hop: 'integration', outcome: 'stop', call } as const;

export const httpProxyStreamFaults: readonly Fault[] = [
  {
    ...base,
    name: 'the load balancer of a streamed backend listens on another port',
    code: 'PROXY_BACKEND_REFUSED',
    seen: 502,
    change: (templates) => {
      const { properties } = templates.one(
        'AWS::ElasticLoadBalancingV2::Listener',
        (p) => p.Protocol === 'HTTP',
      );
      properties.Port = 8080;
    },
  },
  {
    ...base,
    name: 'the function streams, and the integration waits for a whole answer',
    code: 'FUNCTION_RESPONSE_MALFORMED',
    seen: 502,
    says: 'FUNCTION_FAILED',
    change: (templates) => {
      const { Body } = templates.one('AWS::ApiGateway::RestApi').properties;
      const operation = Body.paths['/']['x-amazon-apigateway-any-method'];
      delete operation['x-amazon-apigateway-integration'].responseTransferMode;
    },
  },
  {
    ...base,
    name: 'the integration wants a stream, and the function returns a whole answer',
    code: 'FUNCTION_RESPONSE_MALFORMED',
    seen: 502,
    says: 'FUNCTION_FAILED',
    change: (templates) => {
      const { properties } = templates.one('AWS::Lambda::Function', (p) =>
        mentions(p.Environment, 'HTTP_PROXY_BACKEND'),
      );
      properties.Environment.Variables.HTTP_PROXY_FORM = 'passthrough';
    },
  },
];
