import type { Fault } from './fault';
import type { Templates } from './templates';

const api = (templates: Templates) =>
  templates.one('AWS::ApiGateway::RestApi', (p) => p.Name === 'pvt-lambda-test-api').properties;

/** The mapping in the stack of the first API. */
const mapping = (templates: Templates) => templates.one('AWS::ApiGateway::BasePathMapping');

export const gatewayFaults: readonly Fault[] = [
  {
    name: 'no custom domain of that name',
    hop: 'gateway',
    code: 'UNKNOWN_HOST',
    outcome: 'stop',
    seen: 403,
    change: (templates) => {
      templates.remove(mapping(templates));
      templates.remove(
        templates.one('AWS::ApiGateway::DomainName', (p) => p.DomainName === 'pvt-api.corp.example'),
      );
    },
  },
  {
    name: 'the custom domain has no mapping',
    hop: 'gateway',
    code: 'NO_MAPPING_MATCHES',
    outcome: 'stop',
    seen: 403,
    says: 'UNKNOWN_HOST',
    change: (templates) => templates.remove(mapping(templates)),
  },
  {
    name: 'the mapping is for a base path',
    hop: 'gateway',
    code: 'NO_MAPPING_MATCHES',
    outcome: 'stop',
    seen: 403,
    says: 'UNKNOWN_HOST',
    change: (templates) => {
      mapping(templates).properties.BasePath = 'v1';
    },
  },
  {
    name: 'the mapping names a stage that is not there',
    hop: 'gateway',
    code: 'STAGE_NOT_FOUND',
    outcome: 'stop',
    seen: 403,
    says: 'UNKNOWN_HOST',
    change: (templates) => {
      mapping(templates).properties.Stage = 'live';
    },
  },
  {
    name: 'the resource is not there',
    hop: 'gateway',
    code: 'PATH_NOT_FOUND',
    outcome: 'stop',
    seen: 403,
    change: (templates) => {
      delete api(templates).Body.paths['/test-resource'];
    },
  },
  {
    name: 'the resource lacks the method',
    hop: 'gateway',
    code: 'METHOD_NOT_FOUND',
    outcome: 'stop',
    seen: 403,
    says: 'PATH_NOT_FOUND',
    call: { method: 'POST', body: '{}' },
  },
  {
    name: 'the method was added and not deployed',
    hop: 'gateway',
    code: 'METHOD_NOT_DEPLOYED',
    outcome: 'stop',
    seen: 403,
    says: 'PATH_NOT_FOUND',
    deployed: (templates) => {
      delete api(templates).Body.paths['/test-resource'];
    },
  },
  {
    name: 'called by its default name, which is disabled',
    hop: 'gateway',
    code: 'DEFAULT_ENDPOINT_DISABLED',
    outcome: 'stop',
    seen: 403,
    says: 'UNKNOWN_HOST',
    call: {
      from: 'on-prem',
      headers: [['x-apigw-api-id', '{api}']],
      url: 'https://pvt-api.corp.example/demo/test-resource',
    },
  },
  {
    name: 'headers over 8,000 bytes',
    hop: 'gateway',
    code: 'HEADERS_TOO_LARGE',
    outcome: 'stop',
    seen: 431,
    call: { headers: [['x-large', 'a'.repeat(8001)]] },
  },
  {
    name: 'a URL over 8,192 characters',
    hop: 'gateway',
    code: 'URL_TOO_LONG',
    outcome: 'stop',
    seen: 414,
    call: { url: `https://pvt-api.corp.example/test-resource?q=${'a'.repeat(8192)}` },
  },
  {
    name: 'a body over 10 MB',
    hop: 'gateway',
    code: 'REQUEST_TOO_LARGE',
    outcome: 'stop',
    seen: 413,
    call: { method: 'GET', body: 'a'.repeat(10_485_761) },
  },
  {
    name: 'a resource called ping behind a custom domain',
    hop: 'gateway',
    code: 'RESERVED_PATH',
    outcome: 'stop',
    seen: 200,
    call: { url: 'https://pvt-api.corp.example/ping' },
    change: (templates) => {
      const { paths } = api(templates).Body;
      paths['/ping'] = paths['/'];
    },
  },
];
