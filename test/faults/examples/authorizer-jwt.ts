import type { Fault } from '../fault';
import type { Templates } from '../templates';
import { bearer, broken, forOneCall, guardOf, rejected, withCode, withoutPermission } from './authorizers';

const example = 'authorizer-jwt';
const url = 'https://orders.corp.example/orders';
const sends = (name: string) => ({ url, headers: bearer(example, `tokens/${name}.jwt`) });
const reader = sends('reader');

/** The scheme of the authorizer in the API's document. */
function schemeOf(templates: Templates) {
  const { properties } = templates.one('AWS::ApiGateway::RestApi');
  return properties.Body.components.securitySchemes.staff;
}

export const authorizerJwtFaults: readonly Fault[] = [
  { example, name: 'a token of another issuer', ...rejected, call: sends('other-issuer') },
  { example, name: 'a token for another audience', ...rejected, call: sends('other-audience') },
  { example, name: 'a token that expired', ...rejected, call: sends('expired') },
  {
    example,
    name: 'a token signed with a key that the issuer does not have',
    ...rejected,
    call: sends('other-key'),
  },
  {
    example,
    name: 'no token',
    hop: 'authorizer',
    code: 'IDENTITY_SOURCE_MISSING',
    outcome: 'stop',
    seen: 401,
    call: { url },
  },
  {
    example,
    name: 'something that is no token: the function is not even asked',
    hop: 'authorizer',
    code: 'TOKEN_NOT_VALID',
    outcome: 'stop',
    seen: 401,
    says: 'IDENTITY_SOURCE_MISSING',
    call: { url, headers: [['Authorization', 'Bearer open-sesame']] },
  },
  {
    example,
    name: 'the token is sent in a header that the authorizer does not look at',
    hop: 'authorizer',
    code: 'IDENTITY_SOURCE_MISSING',
    outcome: 'stop',
    seen: 401,
    call: reader,
    change: (templates) => {
      schemeOf(templates).name = 'X-Token';
    },
  },
  {
    example,
    name: 'a token without the scope of the route',
    hop: 'authorizer',
    code: 'AUTHORIZER_DENIES',
    outcome: 'stop',
    seen: 403,
    call: { ...reader, method: 'POST', body: '{}' },
  },
  {
    example,
    name: 'the function can’t be loaded',
    ...broken,
    says: undefined,
    code: 'AUTHORIZER_FAILED',
    call: reader,
    change: (templates) => {
      guardOf(templates).properties.Handler = 'index.nothing';
    },
  },
  {
    example,
    name: 'API Gateway may not call the function',
    ...broken,
    code: 'AUTHORIZER_PERMISSION_MISSING',
    call: reader,
    change: withoutPermission,
  },
  {
    example,
    name: 'the function answers for the one call only, and the answer is kept',
    hop: 'authorizer',
    code: 'AUTHORIZER_KEPT_FOR_ONE_ROUTE',
    outcome: 'pass',
    seen: 200,
    call: reader,
    change: withCode(forOneCall),
  },
];
