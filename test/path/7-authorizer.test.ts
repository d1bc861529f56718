import type { Authorizer, Method } from '../../tools/assembly/model';
import type { InvocationResult } from '../../tools/path/exchange';
import cases from '../cases/authorizer.json';
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
  safePolicy,
  serveWith,
  type TestRequest,
} from '../helpers/gateway-model';
import { at } from '../helpers/model';
import { withUnknowns } from './policy/read-policy';

type Answer =
  | { readonly returned: unknown }
  | { readonly failed: string }
  | { readonly timedOut: 'function' | 'gateway' };

interface AuthorizerCase {
  readonly name: string;
  readonly request?: TestRequest;
  readonly authorizer?: Partial<Authorizer>;
  /** What the authorizer function gives back; not run where there is none. */
  readonly guard?: Answer;
  /** Source ARNs of the function's permissions. @default one without a source */
  readonly permissions?: readonly string[];
  readonly resourcePolicy?: 'silent';
  readonly silentAuthorizer?: 'allow' | 'deny';
  readonly code: string;
  readonly outcome: string;
  readonly status?: number;
  readonly errorType?: string;
  readonly body?: string;
}

function resultOf(answer: Answer | undefined): Record<string, InvocationResult> {
  if (!answer) return {};
  if ('returned' in answer) return { guard: returned(answer.returned) };
  if ('failed' in answer) {
    return { guard: { kind: 'failed', errorType: 'Error', errorMessage: answer.failed } };
  }
  return { guard: { kind: 'timed-out', limit: answer.timedOut } };
}

const guarded = { authorization: 'CUSTOM', authorizerId: 'auth01' } as const;

function modelWith(methodChange: Partial<Method>, own: Partial<AuthorizerCase> = {}) {
  const [allow, deny] = (safePolicy as { statements: readonly object[] }).statements;
  const policy = {
    version: '2012-10-17',
    statements: own.resourcePolicy === 'silent' ? [deny] : [allow, deny],
  };
  const permissions = own.permissions?.map((sourceArn) => ({
    where: at('Permission'),
    principal: 'apigateway.amazonaws.com',
    action: 'lambda:InvokeFunction',
    sourceArn,
  }));
  return gatewayModel({
    apis: [
      api({
        id: 'api1234567',
        name: 'orders',
        stage: 'demo',
        definition: definition({
          methods: [method('GET /orders/{id}', methodChange)],
          policy: policy as typeof safePolicy,
          authorizers: [authorizer(withUnknowns(own.authorizer ?? {}) as Partial<Authorizer>)],
        }),
      }),
    ],
    functions: [lambda('hello'), lambda('guard', permissions ? { permissions } : {})],
  });
}

describe('hop 7 with a Lambda authorizer', () => {
  test.each(cases as unknown as AuthorizerCase[])('$name', (expected) => {
    const model = modelWith(guarded, expected);
    const request = requestTo(model, { path: '/orders/7', ...expected.request });
    const options = { silentAuthorizer: expected.silentAuthorizer };
    const { verdicts, response } = serveWith(model, request, resultOf(expected.guard), options);
    const verdict = verdicts.find(({ hop }) => hop === 'authorizer');
    expect({ code: verdict?.code, outcome: verdict?.outcome }).toEqual({
      code: expected.code,
      outcome: expected.outcome,
    });
    if (expected.outcome !== 'stop') return;
    expect({ status: response?.status, body: response?.body }).toEqual({
      status: expected.status,
      body: expected.body,
    });
    if (expected.errorType)
      expect(response?.headers).toContainEqual(['x-amzn-ErrorType', expected.errorType]);
  });
});

const token = [['Authorization', 'Bearer abc']] as const;
const allowAll = {
  principalId: 'amy',
  policyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
};

describe('the event of an authorizer', () => {
  test('of type TOKEN has the token and the method with its actual path', () => {
    const model = modelWith(guarded);
    const { hop, event } = nextInvocation(model, requestTo(model, { path: '/orders/7', headers: token }));
    expect(hop).toBe('authorizer');
    expect(event).toEqual({
      type: 'TOKEN',
      methodArn: 'arn:aws:execute-api:eu-west-1:111122223333:api1234567/demo/GET/orders/7',
      authorizationToken: 'Bearer abc',
    });
  });

  test('of type REQUEST has the request without its body', () => {
    const model = modelWith(guarded, { authorizer: { type: 'REQUEST', identitySource: [] } });
    const request = requestTo(model, { path: '/orders/7', headers: token, query: 'a=1', body: 'x' });
    const { event } = nextInvocation(model, request);
    expect(event).toMatchObject({
      type: 'REQUEST',
      methodArn: 'arn:aws:execute-api:eu-west-1:111122223333:api1234567/demo/GET/orders/7',
      resource: '/orders/{id}',
      path: '/orders/7',
      httpMethod: 'GET',
      headers: { Authorization: 'Bearer abc' },
      queryStringParameters: { a: '1' },
      pathParameters: { id: '7' },
      requestContext: { stage: 'demo', apiId: 'api1234567' },
    });
    expect(event).not.toHaveProperty('body');
  });
});

test('what the authorizer returns reaches the integration as text', () => {
  const model = modelWith(guarded);
  const guard = returned({ ...allowAll, context: { tenant: 't1', level: 3, admin: false } });
  const request = requestTo(model, { path: '/orders/7', headers: token });
  expect(nextInvocation(model, request, guard)).toMatchObject({
    hop: 'integration',
    event: {
      requestContext: { authorizer: { principalId: 'amy', tenant: 't1', level: '3', admin: 'false' } },
    },
  });
});

test('a request may be resumed more than once', () => {
  const model = modelWith(guarded);
  const request = requestTo(model, { path: '/orders/7', headers: token });
  const twice = [returned(allowAll), returned({})].map(
    (guard) => serveWith(model, request, { guard }).verdicts[2]?.code,
  );
  expect(twice).toEqual(['AUTHORIZER_ALLOWS', 'AUTHORIZER_RESULT_INVALID']);
});

test('a method ARN over 1,600 bytes is refused before the function is called', () => {
  const model = modelWith(guarded);
  const request = requestTo(model, { path: `/orders/${'a'.repeat(1600)}`, headers: token });
  const { verdicts, response } = serveWith(model, request);
  expect([verdicts[2]?.code, response?.status]).toEqual(['METHOD_ARN_TOO_LONG', 414]);
});

describe('hop 7 without a function', () => {
  const codesOf = (methodChange: Partial<Method>, request: TestRequest = {}) => {
    const model = modelWith(methodChange);
    const { verdicts, response } = serveWith(model, requestTo(model, { path: '/orders/7', ...request }));
    const codes = verdicts.filter(({ hop }) => hop === 'authorizer').map(({ code }) => code);
    return { codes, status: response?.status, body: response?.body };
  };
  const signature =
    'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260301/eu-west-1/execute-api/aws4_request, SignedHeaders=host, Signature=00';

  test('an open method has no authorizer', () => {
    expect(codesOf({}).codes).toEqual(['AUTHORIZER_NONE']);
  });

  test('AWS_IAM refuses an unsigned call', () => {
    expect(codesOf({ authorization: 'AWS_IAM' })).toEqual({
      codes: ['IAM_SIGNATURE_MISSING'],
      status: 403,
      body: '{"message":"Missing Authentication Token"}',
    });
  });

  test('AWS_IAM takes a bearer token for no signature', () => {
    expect(codesOf({ authorization: 'AWS_IAM' }, { headers: token }).codes).toEqual([
      'IAM_SIGNATURE_MISSING',
    ]);
  });

  test('AWS_IAM leaves a signed call in doubt', () => {
    const signed = {
      headers: [
        ['Authorization', signature],
        ['X-Amz-Date', '20260301T120000Z'],
      ],
    } as const;
    expect(codesOf({ authorization: 'AWS_IAM' }, signed).codes).toEqual(['IAM_NOT_CHECKED']);
  });

  test('AWS_IAM leaves a call signed in its query in doubt', () => {
    const query =
      'X-Amz-Credential=AKIDEXAMPLE%2F20260301%2Feu-west-1%2Fexecute-api%2Faws4_request&X-Amz-SignedHeaders=host&X-Amz-Date=20260301T120000Z&X-Amz-Expires=60&X-Amz-Signature=00';
    expect(codesOf({ authorization: 'AWS_IAM' }, { query }).codes).toEqual(['IAM_NOT_CHECKED']);
  });

  test('a Cognito user pool refuses a call without token', () => {
    expect(codesOf({ authorization: 'COGNITO_USER_POOLS' })).toMatchObject({
      codes: ['IDENTITY_SOURCE_MISSING'],
      status: 401,
    });
  });

  test('a Cognito user pool leaves a token in doubt', () => {
    const answer = codesOf({ authorization: 'COGNITO_USER_POOLS' }, { headers: token });
    expect(answer).toMatchObject({ codes: ['COGNITO_NOT_MODELLED'], status: undefined });
  });

  test('a method that wants an API key refuses a call without', () => {
    expect(codesOf({ apiKeyRequired: true })).toEqual({
      codes: ['API_KEY_MISSING'],
      status: 403,
      body: '{"message":"Forbidden"}',
    });
  });

  test('an API key is left in doubt', () => {
    const answer = codesOf({ apiKeyRequired: true }, { headers: [['x-api-key', 'k']] });
    expect(answer).toMatchObject({ codes: ['API_KEY_NOT_CHECKED'], status: undefined });
  });
});
