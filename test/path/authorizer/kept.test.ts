import type { Authorizer } from '../../../tools/assembly/model';
import cases from '../../cases/authorizer-kept.json';
import {
  api,
  authorizer,
  definition,
  gatewayModel,
  lambda,
  method,
  nextInvocation,
  requestTo,
  returned,
  serveWith,
  type TestRequest,
} from '../../helpers/gateway-model';

const guarded = { authorization: 'CUSTOM', authorizerId: 'auth01' } as const;
const stage = 'arn:aws:execute-api:eu-west-1:111122223333:api1234567/demo';

function modelWith(change: Partial<Authorizer>) {
  return gatewayModel({
    apis: [
      api({
        id: 'api1234567',
        name: 'orders',
        stage: 'demo',
        definition: definition({
          methods: [
            method('GET /orders/{id}', guarded),
            method('POST /orders', guarded),
            method('ANY /files/{path+}', guarded),
            method('GET /open'),
          ],
          authorizers: [authorizer(change)],
        }),
      }),
    ],
    functions: [lambda('hello'), lambda('guard')],
  });
}

const token = [['Authorization', 'Bearer abc']] as const;
const statements = (Effect: string, resources: readonly string[] = []) =>
  resources.map((one) => ({ Effect, Action: 'execute-api:Invoke', Resource: `${stage}/${one}` }));

interface Case {
  readonly name: string;
  readonly ttl: number;
  readonly sources?: readonly string[];
  readonly allow: readonly string[];
  readonly deny?: readonly string[];
  readonly code: string;
  readonly missed?: string;
}

describe('an answer that is kept', () => {
  test.each(cases as Case[])('$name', ({ ttl, sources = [], allow, deny, code, missed }) => {
    const model = modelWith({
      type: 'REQUEST',
      ttlSeconds: ttl,
      identitySource: ['method.request.header.Authorization', ...sources],
    });
    const guard = returned({
      principalId: 'amy',
      policyDocument: {
        Version: '2012-10-17',
        Statement: [...statements('Allow', allow), ...statements('Deny', deny)],
      },
    });
    const { verdicts } = serveWith(model, requestTo(model, { path: '/orders/7', headers: token }), { guard });
    const verdict = verdicts.find(({ hop }) => hop === 'authorizer');
    expect(verdict).toMatchObject({ outcome: 'pass', code });
    if (missed !== undefined) expect(verdict?.because).toContain(missed);
  });
});

describe('the key of a kept answer', () => {
  const keyOf = (change: Partial<Authorizer>, request: TestRequest) => {
    const model = modelWith({ ttlSeconds: 60, ...change });
    return nextInvocation(model, requestTo(model, request)).cache?.key;
  };
  const request = { path: '/orders/7', headers: token } as const;

  test('is absent where nothing is kept', () => {
    expect(keyOf({ ttlSeconds: 0 }, request)).toBeUndefined();
  });

  test('is the token’s, whatever the route', () => {
    const post = { path: '/orders', method: 'POST', headers: token } as const;
    expect(keyOf({}, request)).toBe(keyOf({}, post));
    expect(keyOf({}, request)).not.toBe(keyOf({}, { ...request, headers: [['Authorization', 'Bearer b']] }));
  });

  test('has every identity source in its order', () => {
    const change = {
      type: 'REQUEST',
      identitySource: ['method.request.header.a', 'method.request.querystring.b'],
    } as const;
    const of = (a: string, b: string) =>
      keyOf(change, { path: '/orders/7', headers: [['A', a]], query: `b=${b}` });
    expect(of('1', '2')).not.toBe(of('2', '1'));
    expect(of('1', '2')).not.toBe(of('1', '3'));
    expect(of('1', '2')).toBe(of('1', '2'));
  });

  test('has the path where a source names it', () => {
    const change = {
      type: 'REQUEST',
      identitySource: ['method.request.header.Authorization', 'context.path'],
    } as const;
    expect(keyOf(change, request)).not.toBe(keyOf(change, { ...request, path: '/orders/8' }));
  });
});

test('only an answer that is a policy is kept', () => {
  const model = modelWith({ ttlSeconds: 60 });
  const { cache } = nextInvocation(model, requestTo(model, { path: '/orders/7', headers: token }));
  const allow = { Version: '2012-10-17', Statement: statements('Allow', ['*']) };
  expect(cache?.keeps(returned({ principalId: 'amy', policyDocument: allow }))).toBe(true);
  expect(cache?.keeps(returned({ principalId: 'amy' }))).toBe(false);
  expect(cache?.keeps({ kind: 'failed', errorType: 'Error', errorMessage: 'Unauthorized' })).toBe(false);
  expect(cache?.keeps({ kind: 'timed-out', limit: 'function' })).toBe(false);
});
