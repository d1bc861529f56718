import { authorize, type RouteRight } from '../../../lambdas/authorizer/policy';
import { anonymous } from '../../../tools/path/policy/context';
import { readPolicy } from '../../../tools/path/policy/document';
import { evaluate } from '../../../tools/path/policy/evaluate';
import { at } from '../../helpers/model';

const stage = 'arn:aws:execute-api:eu-west-1:111122223333:abc123/prod';

const routes: readonly RouteRight[] = [
  { method: 'GET', path: '/orders', scopes: ['read', 'audit'] },
  { method: 'GET', path: '/orders/*', scopes: ['read'] },
  { method: 'POST', path: '/orders', scopes: ['write'] },
  { method: '*', path: '/me', scopes: [] },
];

function decide(scopes: readonly string[], call: string, list = routes): string {
  const { policyDocument } = authorize(`${stage}/GET/orders`, list, {
    principalId: 'amy',
    scopes,
    context: {},
  });
  const policy = readPolicy(JSON.parse(JSON.stringify(policyDocument)), at('Policy'));
  if (!policy) throw new Error('no policy');
  return evaluate(policy, {
    action: 'execute-api:Invoke',
    principal: anonymous,
    resource: `${stage}/${call}`,
    key: () => undefined,
  }).decision;
}

test.each([
  [['read'], 'GET/orders', 'allow'],
  [['audit'], 'GET/orders', 'allow'],
  [['read'], 'GET/orders/7', 'allow'],
  [['audit'], 'GET/orders/7', 'explicit-deny'],
  [['read'], 'POST/orders', 'explicit-deny'],
  [['write'], 'POST/orders', 'allow'],
  [['write'], 'GET/orders', 'explicit-deny'],
  [[], 'GET/orders', 'explicit-deny'],
  [[], 'DELETE/me', 'allow'],
  [['read', 'write', 'audit'], 'POST/orders', 'allow'],
])('scopes %j: %s is %s', (scopes, call, decision) => {
  expect(decide(scopes, call)).toBe(decision);
});

test('the policy is the same whichever route was called', () => {
  const identity = { principalId: 'amy', scopes: ['read'], context: {} };
  expect(authorize(`${stage}/POST/orders`, routes, identity)).toEqual(
    authorize(`${stage}/GET/orders/7`, routes, identity),
  );
});

test('who may call nothing is denied everything', () => {
  const closed = [{ method: 'GET', path: '/orders', scopes: ['read'] }];
  expect(decide([], 'GET/orders', closed)).toBe('explicit-deny');
  expect(decide([], 'GET/whatever', closed)).toBe('explicit-deny');
});

test('no resource is longer than API Gateway takes', () => {
  const long = [...routes, { method: 'GET', path: `/${'a'.repeat(400)}`, scopes: ['read'] }];
  const { policyDocument } = authorize(`${stage}/GET/orders`, long, {
    principalId: 'amy',
    scopes: ['read'],
    context: {},
  });
  for (const statement of policyDocument.Statement) {
    expect(String((statement as { Resource: string }).Resource).length).toBeLessThanOrEqual(512);
  }
});
