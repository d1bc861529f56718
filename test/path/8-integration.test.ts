import { type FunctionPermission, type Integration, Unknown } from '../../tools/assembly/model';
import type { InvocationResult } from '../../tools/path/exchange';
import cases from '../cases/integration.json';
import {
  api,
  definition,
  gatewayModel,
  lambda,
  method,
  requestTo,
  returned,
  serveWith,
  type TestRequest,
} from '../helpers/gateway-model';
import { at } from '../helpers/model';

interface ResultCase {
  readonly name: string;
  readonly returned: unknown;
  readonly binary?: readonly string[];
  readonly accept?: string;
  readonly code: string;
  readonly outcome: string;
  readonly status?: number;
  readonly body?: string;
  readonly bytes?: readonly number[];
  readonly because?: string;
  readonly headers?: readonly (readonly [string, string])[];
  readonly absent?: readonly string[];
  /** Every value of one header. */
  readonly all?: readonly [string, readonly string[]];
}

function modelWith(
  integration: Partial<Integration> = {},
  own: { permissions?: readonly FunctionPermission[]; binaryMediaTypes?: readonly string[] } = {},
) {
  const known = { ...(method('GET /orders/{id}').integration as Integration), ...integration };
  return gatewayModel({
    apis: [
      api({
        id: 'api1234567',
        name: 'orders',
        stage: 'demo',
        definition: definition({
          methods: [method('ANY /orders/{id}', { integration: known })],
          binaryMediaTypes: own.binaryMediaTypes ?? [],
        }),
      }),
    ],
    functions: [lambda('hello', own.permissions ? { permissions: own.permissions } : {})],
  });
}

function answerOf(model: ReturnType<typeof modelWith>, hello?: InvocationResult, request: TestRequest = {}) {
  const served = serveWith(
    model,
    requestTo(model, { path: '/orders/7', ...request }),
    hello ? { hello } : {},
  );
  return { ...served, verdict: served.verdicts.find(({ hop }) => hop === 'integration') };
}

describe('what a function returns', () => {
  test.each(cases as unknown as ResultCase[])('$name', (expected) => {
    const model = modelWith({}, { binaryMediaTypes: expected.binary });
    const headers = expected.accept ? [['Accept', expected.accept] as const] : [];
    const { verdict, response } = answerOf(model, returned(expected.returned), { headers });
    expect({ code: verdict?.code, outcome: verdict?.outcome }).toEqual({
      code: expected.code,
      outcome: expected.outcome,
    });
    if (expected.because) expect(verdict?.because).toContain(expected.because);
    if (expected.status) expect(response?.status).toBe(expected.status);
    if (expected.body !== undefined) expect(response?.body).toBe(expected.body);
    if (expected.bytes) expect([...Buffer.from(response?.body ?? '')]).toEqual(expected.bytes);
    for (const header of expected.headers ?? []) expect(response?.headers).toContainEqual(header);
    const names = response?.headers.map(([name]) => name);
    for (const name of expected.absent ?? []) expect(names).not.toContain(name);
    if (!expected.all) return;
    const [name, values] = expected.all;
    expect(response?.headers.filter(([own]) => own === name).map(([, value]) => value)).toEqual(values);
  });

  test('text that is no JSON is malformed', () => {
    expect(answerOf(modelWith(), { kind: 'returned', payload: 'undefined' }).verdict?.code).toBe(
      'FUNCTION_RESPONSE_MALFORMED',
    );
  });

  test('an answer carries the ids of the request and a trace id', () => {
    const { response } = answerOf(modelWith(), returned({ statusCode: 200 }));
    expect(response?.headers.slice(0, 3)).toEqual([
      ['x-amzn-RequestId', '4f2a7c1e-9b3d-4e5f-8a6b-7c8d9e0f1a2b'],
      ['x-amz-apigw-id', 'ZxY1pE2_joEFabc='],
      ['X-Amzn-Trace-Id', 'Root=1-69a42a40-4f2a7c1e9b3d4e5f8a6b7c8d'],
    ]);
  });

  test('the answer to HEAD has no body', () => {
    const { response } = answerOf(modelWith(), returned({ statusCode: 200, body: 'hello' }), {
      method: 'HEAD',
    });
    expect({ status: response?.status, body: response?.body }).toEqual({ status: 200, body: '' });
  });
});

const failures: readonly (readonly [string, InvocationResult, string, number, string])[] = [
  [
    'a function that throws',
    { kind: 'failed', errorType: 'TypeError', errorMessage: 'x is not a function' },
    'FUNCTION_FAILED',
    502,
    '{"message":"Internal server error"}',
  ],
  [
    'a function that meets its own limit',
    { kind: 'timed-out', limit: 'function' },
    'FUNCTION_TIMED_OUT',
    502,
    '{"message":"Internal server error"}',
  ],
  [
    'a function that is slower than the integration timeout',
    { kind: 'timed-out', limit: 'gateway' },
    'INTEGRATION_TIMED_OUT',
    504,
    '{"message":"Endpoint request timed out"}',
  ],
  [
    'a function that returns over 6 MB',
    { kind: 'too-large', bytes: 7_000_000 },
    'FUNCTION_RESPONSE_TOO_LARGE',
    502,
    '{"message":"Internal server error"}',
  ],
];

test.each(failures)('%s', (_name, result, code, status, body) => {
  const { verdict, response } = answerOf(modelWith(), result);
  expect({ code: verdict?.code, status: response?.status, body: response?.body }).toEqual({
    code,
    status,
    body,
  });
  expect(response?.headers).toContainEqual(['x-amzn-ErrorType', 'InternalServerErrorException']);
});

test('a function that is not run is unknown', () => {
  const { verdict, response } = answerOf(modelWith());
  expect(verdict).toMatchObject({ code: 'FUNCTION_NOT_RUN', outcome: 'unknown' });
  expect(response).toBeNull();
});

describe('the permission of the function', () => {
  const from = (change: Partial<FunctionPermission>) => ({
    where: at('Permission'),
    principal: 'apigateway.amazonaws.com',
    action: 'lambda:InvokeFunction',
    ...change,
  });
  const source = (rest: string) => from({ sourceArn: `arn:aws:execute-api:eu-west-1:111122223333:${rest}` });
  const unresolved = new Unknown('the API is imported', at('Permission'));
  const rows: readonly (readonly [string, readonly FunctionPermission[], string])[] = [
    ['there is none', [], 'FUNCTION_PERMISSION_MISSING'],
    ['it has no source', [from({})], 'FUNCTION_NOT_RUN'],
    ['it is for the API', [source('api1234567/*')], 'FUNCTION_NOT_RUN'],
    ['it is for the stage and method', [source('api1234567/demo/GET/orders/*')], 'FUNCTION_NOT_RUN'],
    ['it is for any stage and method', [source('api1234567/*/*/orders/*')], 'FUNCTION_NOT_RUN'],
    ['it names the resource path', [source('api1234567/demo/GET/orders/{id}')], 'FUNCTION_NOT_RUN'],
    ['it is for another API', [source('other12345/*')], 'FUNCTION_PERMISSION_MISSING'],
    ['it is for another stage', [source('api1234567/prod/*')], 'FUNCTION_PERMISSION_MISSING'],
    [
      'it is for the console’s test stage only',
      [source('api1234567/test-invoke-stage/*')],
      'FUNCTION_PERMISSION_MISSING',
    ],
    ['it is for another method', [source('api1234567/demo/POST/*')], 'FUNCTION_PERMISSION_MISSING'],
    ['one of several covers it', [source('other12345/*'), source('api1234567/*')], 'FUNCTION_NOT_RUN'],
    [
      'it is for another service',
      [from({ principal: 'events.amazonaws.com' })],
      'FUNCTION_PERMISSION_MISSING',
    ],
    ['it is for another action', [from({ action: 'lambda:GetFunction' })], 'FUNCTION_PERMISSION_MISSING'],
    ['it is for every action', [from({ action: 'lambda:*' })], 'FUNCTION_NOT_RUN'],
    ['it is for another account', [from({ sourceAccount: '444455556666' })], 'FUNCTION_PERMISSION_MISSING'],
    ['its source can’t be told', [from({ sourceArn: unresolved })], 'FUNCTION_NOT_KNOWN'],
    ['one can’t be told and one covers it', [from({ sourceArn: unresolved }), from({})], 'FUNCTION_NOT_RUN'],
  ];

  test.each(rows)('%s', (_name, permissions, code) => {
    expect(answerOf(modelWith({}, { permissions })).verdict?.code).toBe(code);
  });

  test('a missing one is answered with 500', () => {
    const { response } = answerOf(modelWith({}, { permissions: [] }));
    expect({ status: response?.status, body: response?.body }).toEqual({
      status: 500,
      body: '{"message":"Internal server error"}',
    });
  });

  test('a role takes its place', () => {
    const credentials = 'arn:aws:iam::111122223333:role/invoke';
    expect(answerOf(modelWith({ credentials }, { permissions: [] })).verdict?.code).toBe('FUNCTION_NOT_RUN');
  });
});

describe('an integration that can’t be followed is unknown', () => {
  const rows: readonly (readonly [Partial<Integration>, string])[] = [
    [{ type: 'HTTP', uri: 'https://api.example/' }, 'BACKEND_ON_THE_INTERNET'],
    [{ type: 'HTTP_PROXY', uri: 'https://api.example/' }, 'BACKEND_ON_THE_INTERNET'],
    [{ type: 'AWS', functionArn: undefined }, 'AWS_INTEGRATION_NOT_MODELLED'],
    [{ functionArn: new Unknown('the function is imported', at('X')) }, 'FUNCTION_NOT_KNOWN'],
    [{ functionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:gone' }, 'FUNCTION_NOT_KNOWN'],
  ];

  test.each(rows)('%j: %s', (integration, code) => {
    const { verdict, response } = answerOf(modelWith(integration));
    expect(verdict).toMatchObject({ code, outcome: 'unknown' });
    expect(response).toBeNull();
  });

  test('and so is a chunked body for a function', () => {
    const request = { headers: [['Transfer-Encoding', 'chunked']], body: 'x' } as const;
    expect(answerOf(modelWith(), undefined, request).verdict?.code).toBe('TRANSFER_ENCODING_NOT_KNOWN');
  });
});

describe('a function that streams', () => {
  const streamed: InvocationResult = {
    kind: 'returned',
    payload: '{"statusCode":206,"multiValueHeaders":{"x-own":["1","2"]}}',
    stream: new Uint8Array([1, 2, 0]),
  };
  const modes = (responseTransferMode?: Integration['responseTransferMode']) =>
    modelWith({ responseTransferMode });

  test('writes its metadata first, then the bytes', () => {
    const { verdict, response } = answerOf(modes('STREAM'), streamed);
    expect(verdict?.code).toBe('FUNCTION_ANSWERED');
    expect({ status: response?.status, body: response?.body }).toEqual({
      status: 206,
      body: new Uint8Array([1, 2, 0]),
    });
    expect(response?.headers.filter(([name]) => name === 'x-own')).toHaveLength(2);
  });

  test('and an integration that wants no stream do not go together, nor the other way round', () => {
    const malformed = { code: 'FUNCTION_RESPONSE_MALFORMED' };
    expect(answerOf(modes(), streamed).verdict).toMatchObject(malformed);
    expect(answerOf(modes('STREAM'), returned({ statusCode: 200 })).verdict).toMatchObject(malformed);
  });

  test('where the mode is not known, what comes out is not', () => {
    const { verdict } = answerOf(modes(new Unknown('a condition', at('X'))), streamed);
    expect(verdict?.code).toBe('INTEGRATION_NOT_KNOWN');
  });
});

test('an event over 6 MB is refused before the function is called', () => {
  const { verdict, response } = answerOf(modelWith(), returned({ statusCode: 200 }), {
    method: 'POST',
    body: 'a'.repeat(6 * 1024 * 1024),
  });
  expect(verdict?.code).toBe('FUNCTION_REQUEST_TOO_LARGE');
  expect({ status: response?.status, body: response?.body }).toEqual({
    status: 413,
    body: '{"message":"Request Too Long"}',
  });
});

test('past a refusal, what is wrong with the integration is said too', () => {
  const model = modelWith({}, { permissions: [] });
  const { verdicts, response } = serveWith(model, {
    ...requestTo(model, { path: '/orders/7' }),
    endpoint: { ...model.endpoints[0]!, id: 'vpce-0zzz' },
  });
  expect(verdicts.map(({ code }) => code)).toEqual([
    'METHOD_FOUND',
    'POLICY_DENIES_ENDPOINT',
    'FUNCTION_PERMISSION_MISSING',
  ]);
  expect(response?.status).toBe(403);
});
