import type { Fault } from '../fault';
import { bearer, broken, rejected, withCode, withoutPermission } from './authorizers';

const example = 'authorizer-saml';
const url = 'https://orders.corp.example/orders';
const sends = (name: string) => ({ url, headers: bearer(example, `assertions/${name}.saml`) });
const reader = sends('reader');

export const authorizerSamlFaults: readonly Fault[] = [
  { example, name: 'an assertion that expired', ...rejected, call: sends('expired') },
  { example, name: 'an assertion for another service', ...rejected, call: sends('other-audience') },
  {
    example,
    name: 'an assertion that another identity provider signed',
    ...rejected,
    call: sends('other-key'),
  },
  { example, name: 'an assertion that nobody signed', ...rejected, call: sends('unsigned') },
  { example, name: 'an assertion that was changed after signing', ...rejected, call: sends('changed') },
  { example, name: 'a signed assertion wrapped in a forged one', ...rejected, call: sends('wrapped') },
  {
    example,
    name: 'an assertion without the scope of the route',
    hop: 'authorizer',
    code: 'AUTHORIZER_DENIES',
    outcome: 'stop',
    seen: 403,
    call: { ...reader, method: 'POST', body: '{}' },
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
    name: 'the function puts a list of attributes into its context',
    ...broken,
    code: 'AUTHORIZER_RESULT_INVALID',
    call: reader,
    change: withCode(
      `exports.handler = async () => ({ principalId: 'amy', context: { groups: ['a', 'b'] }, policyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } });`,
    ),
  },
];
