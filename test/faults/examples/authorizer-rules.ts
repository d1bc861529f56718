import type { Call } from '../../../tools/path/hop';
import type { Fault } from '../fault';
import { broken, withCode, withoutPermission } from './authorizers';

const example = 'authorizer-rules';
const good = {
  'X-Gateway': 'enterprise-gateway',
  'X-Trace': '4f2a7c1e',
  'X-Forwarded-For': '10.10.3.4',
};

const sends = (change: Readonly<Record<string, string>> = {}): Partial<Call> => ({
  url: 'https://orders.corp.example/orders',
  headers: Object.entries({ ...good, ...change }).filter(([, value]) => value !== ''),
});

const denied = { hop: 'authorizer', code: 'AUTHORIZER_DENIES', outcome: 'stop', seen: 403 } as const;

export const authorizerRulesFaults: readonly Fault[] = [
  { example, name: 'a call round the gateway', ...denied, call: sends({ 'X-Gateway': '' }) },
  {
    example,
    name: 'a client of another network',
    ...denied,
    call: sends({ 'X-Forwarded-For': '172.16.0.9' }),
  },
  {
    example,
    name: 'a client that writes an address of its own before the true one',
    ...denied,
    call: sends({ 'X-Forwarded-For': '10.10.3.4, 172.16.0.9' }),
  },
  {
    example,
    name: 'API Gateway may not call the function',
    ...broken,
    code: 'AUTHORIZER_PERMISSION_MISSING',
    call: sends(),
    change: withoutPermission,
  },
  {
    example,
    name: 'the function throws',
    ...broken,
    says: undefined,
    code: 'AUTHORIZER_FAILED',
    call: sends(),
    change: withCode(`exports.handler = async () => { throw new Error('no rules'); };`),
  },
];
