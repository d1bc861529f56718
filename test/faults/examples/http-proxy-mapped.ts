import type { Fault } from '../fault';
import { mentions, type Templates } from '../templates';

const call = { url: 'https://shop.corp.example/' };
const base = { example: 'http-proxy-mapped', hop: 'integration', outcome: 'stop', call } as const;

const integrationOf = (templates: Templates, path: string, method: string) => {
  const { Body } = templates.one('AWS::ApiGateway::RestApi').properties;
  return Body.paths[path][method]['x-amazon-apigateway-integration'];
};

const patternOf = (integration: { responses: object }, status: number): string =>
  Object.keys(integration.responses).find(
    (pattern) => pattern.includes(`:${status}\\D`) && !pattern.includes('?!'),
  )!;

export const httpProxyMappedFaults: readonly Fault[] = [
  {
    ...base,
    name: 'the backend does not admit the function: 500, as this form has always said it',
    code: 'PROXY_BACKEND_SILENT',
    seen: 500,
    change: (templates) => {
      templates.remove(
        templates.one('AWS::EC2::SecurityGroupIngress', (p) => p.Description === 'From the HTTP proxy'),
      );
      const { properties } = templates.one('AWS::Lambda::Function', (p) =>
        mentions(p.Environment, 'HTTP_PROXY_BACKEND'),
      );
      properties.Environment.Variables.HTTP_PROXY_CONNECT_MS = '300';
    },
  },
  {
    ...base,
    name: 'the request template names another backend than the function has',
    code: 'PROXY_CALL_REFUSED',
    seen: 500,
    change: (templates) => {
      const { requestTemplates } = integrationOf(templates, '/', 'get');
      const text = requestTemplates['application/json'];
      const parts = text['Fn::Join'][1];
      parts[1] = '169.254.169.254';
    },
  },
  {
    ...base,
    name: 'no pattern is for a status, and the default response calls it 200',
    code: 'FUNCTION_ERROR_NOT_MAPPED',
    outcome: 'pass',
    seen: 200,
    call: { url: 'https://shop.corp.example/?error=1' },
    change: (templates) => {
      const integration = integrationOf(templates, '/', 'get');
      delete integration.responses[patternOf(integration, 403)];
    },
  },
  {
    ...base,
    name: 'there is no default response for an answer without error',
    code: 'TEMPLATE_FAILED',
    seen: 500,
    says: 'FUNCTION_PERMISSION_MISSING',
    change: (templates) => {
      delete integrationOf(templates, '/', 'get').responses.default;
    },
  },
  {
    ...base,
    name: 'a body of another type than the template’s',
    code: 'MEDIA_TYPE_NOT_SUPPORTED',
    seen: 415,
    call: { ...call, method: 'POST', headers: [['Content-Type', 'text/plain']], body: '{}' },
  },
  {
    ...base,
    name: 'a body that is no JSON',
    code: 'REQUEST_BODY_NOT_JSON',
    seen: 400,
    says: 'REQUEST_NOT_VALID',
    call: { ...call, method: 'POST', headers: [['Content-Type', 'application/json']], body: 'order 7' },
  },
  {
    ...base,
    name: 'a template that nobody here can evaluate: the twin says that it cannot tell',
    code: 'TEMPLATE_NOT_KNOWN',
    outcome: 'unknown',
    seen: 501,
    says: 'RESPONSE_NOT_FROM_GATEWAY',
    change: (templates) => {
      integrationOf(templates, '/', 'get').requestTemplates['application/json'] =
        '$util.shuffle($input.body)';
    },
  },
];
