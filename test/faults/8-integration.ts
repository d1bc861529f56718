import type { Fault } from './fault';
import { mentions, type Templates } from './templates';

/** Replaces the code of the function behind /test-resource. */
const code =
  (source: string, change: Record<string, unknown> = {}) =>
  (templates: Templates): void => {
    const { properties } = templates.one('AWS::Lambda::Function', (_p, id) => id.includes('hello2'));
    Object.assign(properties, { Code: { ZipFile: source }, Handler: 'index.handler', ...change });
  };

const answer = (result: string) => `exports.handler = async () => (${result});`;

const permission = (templates: Templates) =>
  templates.one('AWS::Lambda::Permission', (p) => mentions(p.FunctionName, 'hello2'));

export const integrationFaults: readonly Fault[] = [
  {
    name: 'API Gateway may not call the function',
    hop: 'integration',
    code: 'FUNCTION_PERMISSION_MISSING',
    outcome: 'stop',
    seen: 500,
    change: (templates) => templates.remove(permission(templates)),
  },
  {
    name: 'the permission is for another route',
    hop: 'integration',
    code: 'FUNCTION_PERMISSION_MISSING',
    outcome: 'stop',
    seen: 500,
    change: (templates) => {
      const { properties } = permission(templates);
      const parts = properties.SourceArn['Fn::Join'][1];
      parts[parts.length - 1] = '/demo/GET/other';
    },
  },
  {
    name: 'the function throws',
    hop: 'integration',
    code: 'FUNCTION_FAILED',
    outcome: 'stop',
    seen: 502,
    change: code(`exports.handler = async () => { throw new TypeError('no such field'); };`),
  },
  {
    name: 'the handler is not in the bundle',
    hop: 'integration',
    code: 'FUNCTION_FAILED',
    outcome: 'stop',
    seen: 502,
    change: code(answer('{ statusCode: 200 }'), { Handler: 'index.main' }),
  },
  {
    name: 'the function ends its process',
    hop: 'integration',
    code: 'FUNCTION_FAILED',
    outcome: 'stop',
    seen: 502,
    change: code('exports.handler = async () => process.exit(1);'),
  },
  {
    name: 'the function returns a text',
    hop: 'integration',
    code: 'FUNCTION_RESPONSE_MALFORMED',
    outcome: 'stop',
    seen: 502,
    says: 'FUNCTION_FAILED',
    change: code(answer(`'hello'`)),
  },
  {
    name: 'the function returns an object as body',
    hop: 'integration',
    code: 'FUNCTION_RESPONSE_MALFORMED',
    outcome: 'stop',
    seen: 502,
    says: 'FUNCTION_FAILED',
    change: code(answer('{ statusCode: 200, body: { message: 1 } }')),
  },
  {
    name: 'the function runs out of time',
    hop: 'integration',
    code: 'FUNCTION_TIMED_OUT',
    outcome: 'stop',
    seen: 502,
    says: 'FUNCTION_FAILED',
    change: code('exports.handler = () => new Promise(() => setInterval(() => {}, 1000));', { Timeout: 1 }),
  },
  {
    name: 'the integration’s limit comes first',
    hop: 'integration',
    code: 'INTEGRATION_TIMED_OUT',
    outcome: 'stop',
    seen: 504,
    change: (templates) => {
      code('exports.handler = () => new Promise(() => setInterval(() => {}, 1000));')(templates);
      const api = templates.one(
        'AWS::ApiGateway::RestApi',
        (p) => p.Name === 'pvt-lambda-test-api',
      ).properties;
      api.Body.paths['/test-resource'].get['x-amazon-apigateway-integration'].timeoutInMillis = 200;
    },
  },
  {
    name: 'the function returns more than 6 MB',
    hop: 'integration',
    code: 'FUNCTION_RESPONSE_TOO_LARGE',
    outcome: 'stop',
    seen: 502,
    says: 'FUNCTION_FAILED',
    change: code(answer(`{ statusCode: 200, body: 'a'.repeat(6 * 1024 * 1024) }`)),
  },
  {
    name: 'the integration names a function that no template has: the twin says that it cannot tell',
    hop: 'integration',
    code: 'FUNCTION_NOT_KNOWN',
    outcome: 'unknown',
    seen: 501,
    says: 'RESPONSE_NOT_FROM_GATEWAY',
    change: (templates) => {
      const api = templates.one(
        'AWS::ApiGateway::RestApi',
        (p) => p.Name === 'pvt-lambda-test-api',
      ).properties;
      api.Body.paths['/test-resource'].get['x-amazon-apigateway-integration'].uri =
        'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:111122223333:function:gone/invocations';
    },
  },
];
