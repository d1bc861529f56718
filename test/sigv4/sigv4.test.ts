import { signatureOf, signRequest, type WireRequest } from '../../tools/sigv4';

/** AWS's published test suite for SigV4 uses these. */
const credentials = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
};
const at = Date.UTC(2015, 7, 30, 12, 36);
const scope = { region: 'us-east-1', service: 'service' };

const vanilla: WireRequest = {
  method: 'GET',
  path: '/',
  query: '',
  headers: [['Host', 'example.amazonaws.com']],
  body: '',
};

const presented = (signedHeaders: readonly string[]) => ({
  place: 'header' as const,
  ...scope,
  signedHeaders,
  date: '20150830T123600Z',
});

test.each([
  ['get-vanilla', '', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
  [
    'get-vanilla-query-order-key-case',
    'Param2=value2&Param1=value1',
    'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
  ],
])('the signature of %s is that of the test suite', async (_name, query, signature) => {
  const request = { ...vanilla, query };
  const headers = await signRequest(request, credentials, scope, at);
  expect(Object.fromEntries(headers).authorization).toContain(`Signature=${signature}`);
  const arrived = { ...request, headers: [...request.headers, ...headers] };
  expect(await signatureOf(arrived, presented(['host', 'x-amz-date']), credentials)).toBe(signature);
});

describe('of what arrived', () => {
  const names = ['content-type', 'host', 'x-amz-date'];
  const sent: WireRequest = {
    method: 'POST',
    path: '/orders/a%20b',
    query: 'x=1&y=%2F&x=0',
    headers: [
      ['Host', 'pay.corp.example'],
      ['Content-Type', 'application/json'],
    ],
    body: '{"a":1}',
  };
  const arrivedWith = async (change: Partial<WireRequest>) => {
    const headers = [...sent.headers, ...(await signRequest(sent, credentials, scope, at))];
    const signature = /Signature=(\w+)/.exec(Object.fromEntries(headers).authorization ?? '')?.[1];
    const computed = await signatureOf({ ...sent, headers, ...change }, presented(names), credentials);
    return computed === signature;
  };

  test('the same request has the same signature', async () => {
    expect(await arrivedWith({})).toBe(true);
  });

  test.each<[string, Partial<WireRequest>]>([
    ['method', { method: 'PUT' }],
    ['path', { path: '/orders/a' }],
    ['query', { query: 'x=1&y=%2F' }],
    ['body', { body: '{"a":2}' }],
    [
      'signed header',
      {
        headers: [
          ['Host', 'pay.corp.example'],
          ['Content-Type', 'text/plain'],
        ],
      },
    ],
    ['missing signed header', { headers: [['Host', 'pay.corp.example']] }],
  ])('another %s has another', async (_what, change) => {
    expect(await arrivedWith(change)).toBe(false);
  });

  test('a body that is not the one of x-amz-content-sha256 has none', async () => {
    const headers = [...sent.headers, ['x-amz-content-sha256', 'UNSIGNED-PAYLOAD']] as const;
    expect(await signatureOf({ ...sent, headers }, presented(['host']), credentials)).toBeUndefined();
  });

  test('the session token is among what is signed', async () => {
    const session = { ...credentials, sessionToken: 'token' };
    const headers = [...sent.headers, ...(await signRequest(sent, session, scope, at))];
    const { authorization = '' } = Object.fromEntries(headers);
    expect(authorization).toContain('SignedHeaders=content-type;host;x-amz-date;x-amz-security-token');
    const list = presented([...names, 'x-amz-security-token']);
    const computed = await signatureOf({ ...sent, headers }, list, session);
    expect(authorization).toContain(`Signature=${computed}`);
  });

  test('a signed URL that holds longer than a week has none', async () => {
    const inQuery = { ...presented(['host']), place: 'query' as const };
    const query = (seconds: number) => `X-Amz-Expires=${seconds}&X-Amz-Signature=00`;
    expect(await signatureOf({ ...sent, query: query(604_801) }, inQuery, credentials)).toBeUndefined();
    expect(await signatureOf({ ...sent, query: query(60) }, inQuery, credentials)).toMatch(/^[0-9a-f]{64}$/);
  });
});
