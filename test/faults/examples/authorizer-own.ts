import type { Fault } from '../fault';
import type { Templates } from '../templates';
import { rejected } from './authorizers';

const example = 'authorizer-own';
const orders = 'https://orders.corp.example/orders?region=eu';
const acme = [['X-Partner', 'acme']] as const;

/** The authorizer of a name, as the API's document declares it. */
function authorizerOf(templates: Templates, name: string) {
  const { properties } = templates.one('AWS::ApiGateway::RestApi');
  return properties.Body.components.securitySchemes[name]['x-amazon-apigateway-authorizer'];
}

const missing = { hop: 'authorizer', code: 'IDENTITY_SOURCE_MISSING', outcome: 'stop', seen: 401 } as const;

export const authorizerOwnFaults: readonly Fault[] = [
  {
    example,
    name: 'one of several identity sources is missing',
    ...missing,
    call: { url: 'https://orders.corp.example/orders', headers: acme },
  },
  {
    example,
    name: 'the authorizer wants a header that nobody sends',
    ...missing,
    call: { url: orders, headers: acme },
    change: (templates) => {
      authorizerOf(templates, 'partners').identitySource += ', method.request.header.X-Region';
    },
  },
  {
    example,
    name: 'without keeping answers, a missing source is the function’s affair',
    hop: 'authorizer',
    code: 'AUTHORIZER_DENIES',
    outcome: 'stop',
    seen: 403,
    call: { url: 'https://orders.corp.example/orders', headers: acme },
    change: (templates) => {
      authorizerOf(templates, 'partners').authorizerResultTtlInSeconds = 0;
    },
  },
  {
    example,
    name: 'the path is no longer part of the key',
    hop: 'authorizer',
    code: 'AUTHORIZER_KEPT_FOR_ONE_ROUTE',
    outcome: 'pass',
    seen: 200,
    call: { url: orders, headers: acme },
    change: (templates) => {
      authorizerOf(templates, 'partners').identitySource =
        'method.request.header.X-Partner, method.request.querystring.region';
    },
  },
  {
    example,
    name: 'the validation expression is too narrow',
    hop: 'authorizer',
    code: 'TOKEN_NOT_VALID',
    outcome: 'stop',
    seen: 401,
    says: 'IDENTITY_SOURCE_MISSING',
    call: { url: 'https://orders.corp.example/status', headers: [['X-Word', 'word-swordfish']] },
    change: (templates) => {
      authorizerOf(templates, 'operators').identityValidationExpression = '[0-9]+';
    },
  },
  {
    example,
    name: 'the word of yesterday',
    ...rejected,
    call: { url: 'https://orders.corp.example/status', headers: [['X-Word', 'word-haddock']] },
  },
];
