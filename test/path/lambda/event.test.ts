import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { Method } from '../../../tools/assembly/model';
import {
  api,
  definition,
  gatewayModel,
  method,
  nextInvocation,
  requestTo,
  type TestRequest,
} from '../../helpers/gateway-model';

function eventOf(
  request: TestRequest = {},
  own: {
    variables?: Record<string, string>;
    binaryMediaTypes?: readonly string[];
    method?: Partial<Method>;
  } = {},
): APIGatewayProxyEvent {
  const model = gatewayModel({
    apis: [
      api({
        id: 'api1234567',
        name: 'orders',
        stage: 'demo',
        definition: definition({
          methods: [method('ANY /orders/{id}', own.method)],
          binaryMediaTypes: own.binaryMediaTypes ?? [],
        }),
        stageChange: { variables: own.variables ?? {} },
      }),
    ],
  });
  const { event } = nextInvocation(model, requestTo(model, { path: '/orders/7', ...request }));
  return event as APIGatewayProxyEvent;
}

test('the event of a plain request is whole', () => {
  const { requestContext } = eventOf({ headers: [['User-Agent', 'curl/8']] });
  const { resourceId, deploymentId, ...context } = { deploymentId: undefined, ...requestContext };
  expect([resourceId, deploymentId]).toEqual([
    expect.stringMatching(/^[0-9a-z]{6}$/),
    expect.stringMatching(/^[0-9a-z]{6}$/),
  ]);
  expect(context).toEqual({
    resourcePath: '/orders/{id}',
    httpMethod: 'GET',
    extendedRequestId: 'ZxY1pE2_joEFabc=',
    requestTime: '01/Mar/2026:12:00:00 +0000',
    path: '/orders/7',
    accountId: '111122223333',
    protocol: 'HTTP/1.1',
    stage: 'demo',
    domainPrefix: 'pvt-api',
    requestTimeEpoch: 1772366400000,
    requestId: '4f2a7c1e-9b3d-4e5f-8a6b-7c8d9e0f1a2b',
    identity: {
      cognitoIdentityPoolId: null,
      cognitoIdentityId: null,
      principalOrgId: null,
      cognitoAuthenticationType: null,
      userArn: null,
      userAgent: 'curl/8',
      accountId: null,
      caller: null,
      sourceIp: '10.20.0.10',
      accessKey: null,
      cognitoAuthenticationProvider: null,
      user: null,
      vpceId: 'vpce-0app',
      vpcId: 'vpc-app',
    },
    domainName: 'pvt-api.corp.example',
    apiId: 'api1234567',
  });
});

test('what a request does not have is null', () => {
  const { queryStringParameters, multiValueQueryStringParameters, stageVariables, body } = eventOf();
  expect({ queryStringParameters, multiValueQueryStringParameters, stageVariables, body }).toEqual({
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    stageVariables: null,
    body: null,
  });
});

describe('paths', () => {
  test('the default name leaves the stage out of path and keeps it in the context', () => {
    const event = eventOf({ host: 'api1234567.execute-api.eu-west-1.amazonaws.com', path: '/demo/orders/7' });
    expect([event.path, event.requestContext.path]).toEqual(['/orders/7', '/demo/orders/7']);
  });

  test('a custom domain keeps the base path in path, not in resource', () => {
    const event = eventOf({ host: 'shared.corp.example', path: '/orders/orders/7' });
    expect([event.path, event.requestContext.path, event.resource]).toEqual([
      '/orders/orders/7',
      '/orders/orders/7',
      '/orders/{id}',
    ]);
  });

  test('path parameters are decoded and path is not', () => {
    const event = eventOf({ path: '/orders/a%20b' });
    expect([event.pathParameters, event.path]).toEqual([{ id: 'a b' }, '/orders/a%20b']);
  });
});

describe('the query', () => {
  const queryOf = (query: string) => eventOf({ query }).multiValueQueryStringParameters;

  test('keeps several values and gives the last as the single one', () => {
    const event = eventOf({ query: 'a=1&b=2&a=3' });
    expect(event.multiValueQueryStringParameters).toEqual({ a: ['1', '3'], b: ['2'] });
    expect(event.queryStringParameters).toEqual({ a: '3', b: '2' });
  });

  test('is decoded, with a plus for a space', () => {
    expect(queryOf('a%20b=c%2Fd+e')).toEqual({ 'a b': ['c/d e'] });
  });

  test('takes a name without value for an empty value', () => {
    expect(queryOf('a&b=')).toEqual({ a: [''], b: [''] });
  });

  test('takes a semicolon for a separator', () => {
    expect(queryOf('a=1;b=2')).toEqual({ a: ['1'], b: ['2'] });
  });

  test('keeps further equals signs in the value', () => {
    expect(queryOf('a=b=c')).toEqual({ a: ['b=c'] });
  });

  test('keeps what it can’t decode', () => {
    expect(queryOf('a=%zz')).toEqual({ a: ['%zz'] });
  });

  test.each(['constructor', '__proto__', 'toString'])('may be named %s', (name) => {
    expect(Object.entries(queryOf(`${name}=1`) ?? {})).toEqual([[name, ['1']]]);
  });
});

describe('headers', () => {
  test('several values are kept, and the last is the single one', () => {
    const event = eventOf({
      headers: [
        ['X-A', '1'],
        ['X-A', '2'],
      ],
    });
    expect([event.multiValueHeaders['X-A'], event.headers['X-A']]).toEqual([['1', '2'], '2']);
  });

  test('API Gateway adds where the call came from', () => {
    const { headers } = eventOf();
    expect(headers).toEqual({
      Host: 'pvt-api.corp.example',
      'X-Forwarded-For': '10.20.0.10',
      'X-Forwarded-Port': '443',
      'X-Forwarded-Proto': 'https',
      'X-Amzn-Trace-Id': 'Root=1-69a42a40-4f2a7c1e9b3d4e5f8a6b7c8d',
      'x-amzn-vpce-id': 'vpce-0app',
      'x-amzn-vpc-id': 'vpc-app',
    });
  });

  test('a caller’s X-Forwarded-For comes before the address that the endpoint saw', () => {
    const { headers } = eventOf({ headers: [['x-forwarded-for', '10.10.0.50']] });
    expect(headers['X-Forwarded-For']).toBe('10.10.0.50, 10.20.0.10');
  });

  test('a caller can’t pretend to come through another endpoint', () => {
    const { multiValueHeaders } = eventOf({ headers: [['X-Amzn-Vpce-Id', 'vpce-0zzz']] });
    const own = Object.entries(multiValueHeaders).filter(([name]) => name.toLowerCase() === 'x-amzn-vpce-id');
    expect(own).toEqual([['x-amzn-vpce-id', ['vpce-0app']]]);
  });

  test('a caller’s trace id is kept', () => {
    const { headers } = eventOf({ headers: [['X-Amzn-Trace-Id', 'Root=1-0-1']] });
    expect(headers['X-Amzn-Trace-Id']).toBe('Root=1-0-1');
  });

  test.each([
    'Connection',
    'Content-Length',
    'Content-MD5',
    'Expect',
    'Max-Forwards',
    'TE',
    'Trailer',
    'Upgrade',
  ])('%s does not reach the function', (name) => {
    expect(eventOf({ headers: [[name, 'x']] }).headers).not.toHaveProperty(name);
  });

  test.each(['Authorization', 'Date', 'Via', 'Cookie', 'Accept', 'Content-Encoding'])(
    '%s reaches the function',
    (name) => {
      expect(eventOf({ headers: [[name, 'x']] }).headers).toHaveProperty(name, 'x');
    },
  );
});

describe('the body', () => {
  const bodyOf = (request: TestRequest, binaryMediaTypes: readonly string[] = []) => {
    const { body, isBase64Encoded } = eventOf({ method: 'POST', ...request }, { binaryMediaTypes });
    return { body, isBase64Encoded };
  };
  const png = [['Content-Type', 'image/png']] as const;

  test('is text as it is', () => {
    expect(bodyOf({ body: '{"a":"é"}' })).toEqual({ body: '{"a":"é"}', isBase64Encoded: false });
  });

  test('is read as UTF-8', () => {
    expect(bodyOf({ body: new TextEncoder().encode('é') })).toEqual({ body: 'é', isBase64Encoded: false });
  });

  test('is base64 for a binary media type', () => {
    expect(bodyOf({ body: new Uint8Array([1, 2, 255]), headers: png }, ['image/png'])).toEqual({
      body: 'AQL/',
      isBase64Encoded: true,
    });
  });

  test('is damaged where a binary type is not declared', () => {
    expect(bodyOf({ body: new Uint8Array([255]), headers: png })).toEqual({
      body: '\uFFFD',
      isBase64Encoded: false,
    });
  });

  test('of JSON is base64 too where every type is binary', () => {
    expect(bodyOf({ body: '{}' }, ['*/*'])).toEqual({ body: 'e30=', isBase64Encoded: true });
  });

  test('without Content-Type counts as JSON', () => {
    expect(bodyOf({ body: '{}' }, ['application/json'])).toEqual({ body: 'e30=', isBase64Encoded: true });
  });

  test('that is empty is null, whatever the media type', () => {
    expect(bodyOf({ body: new Uint8Array(0), headers: png }, ['*/*'])).toEqual({
      body: null,
      isBase64Encoded: false,
    });
  });
});

test('stage variables reach the function', () => {
  expect(eventOf({}, { variables: { table: 'orders' } }).stageVariables).toEqual({ table: 'orders' });
});

test('at the public front there is no endpoint to tell of', () => {
  const model = gatewayModel();
  const request = requestTo(model, { front: 'public', host: 'pub.corp.example', path: '/orders/7' });
  const event = nextInvocation(model, request).event as APIGatewayProxyEvent;
  expect(event.headers).not.toHaveProperty('x-amzn-vpce-id');
  expect(event.requestContext.identity).not.toHaveProperty('vpceId');
});
