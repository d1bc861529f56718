import { type Outgoing, readSettings } from '../../../lambdas/http-proxy/core/exchange';
import { type MappedEvent, mapped } from '../../../lambdas/http-proxy/core/mapped';

const settings = readSettings({ HTTP_PROXY_BACKEND: 'http://10.20.3.4:8080', HTTP_PROXY_FORM: 'mapped' });

function eventOf(
  change: Partial<MappedEvent> = {},
  params: Partial<MappedEvent['requestParams']> = {},
): MappedEvent {
  return {
    requestParams: { hostname: '10.20.3.4', port: '8080', path: '/orders/{id}', method: 'POST', ...params },
    bodyJson: { a: 1 },
    params: {
      path: { id: 'a b' },
      querystring: { q: 'ü' },
      header: { 'X-Own': '1', Host: 'evil', 'Accept-Encoding': 'gzip' },
    },
    'stage-variables': {},
    context: { 'source-ip': '10.20.0.9', 'user-agent': 'ledger/4', 'domain-name': 'api.corp.example' },
    ...change,
  };
}

const plan = (event = eventOf()) => mapped.plan(event, settings) as Outgoing;

test('the parts of the event make the request', () => {
  expect(plan()).toEqual({
    method: 'POST',
    path: '/orders/a%20b?q=%C3%BC',
    headers: [
      ['X-Own', '1'],
      ['X-Forwarded-For', '10.20.0.9'],
      ['X-Forwarded-Host', 'api.corp.example'],
      ['User-Agent', 'ledger/4'],
      ['Content-Type', 'application/json'],
    ],
    body: '{"a":1}',
  });
});

test.each([{ hostname: 'evil.example' }, { port: '22' }])(
  '%j is not the backend, and not called',
  (params) => {
    expect(mapped.plan(eventOf({}, params), settings)).toMatchObject({ reason: 'PROXY_CALL_REFUSED' });
  },
);

test.each([
  ['GET', {}, ''],
  ['GET', { a: 1 }, ''],
  ['DELETE', {}, ''],
  ['DELETE', { a: 1 }, '{"a":1}'],
  ['POST', {}, '{}'],
  ['POST', '', ''],
])('%s with %j sends %j', (method, bodyJson, body) => {
  expect(plan(eventOf({ bodyJson }, { method })).body).toBe(body);
});

const answer = (status: number, body: string) =>
  mapped.answer(eventOf(), { status, headers: [['ETag', 'W/1']], body: Buffer.from(body) });

test('200 is returned with its JSON and its headers', () => {
  expect(answer(200, '{"message":"Hello World!"}')).toEqual({
    returned: { status: 200, bodyJson: { message: 'Hello World!' }, headers: { etag: 'W/1' } },
  });
  expect(answer(200, 'plain')).toMatchObject({ returned: { bodyJson: 'plain' } });
});

test('every other status is an error whose message begins with it', () => {
  const { thrown } = answer(403, '{"error":"Random error"}') as { thrown: string };
  expect(thrown).toMatch(/^\{"status":403,/);
  expect(JSON.parse(thrown)).toEqual({
    status: 403,
    bodyJson: '{"error":"Random error"}',
    headers: { etag: 'W/1' },
  });
});

test('a backend that is not reached is 500 with its reason', () => {
  const { thrown } = mapped.fail({ reason: 'PROXY_BACKEND_REFUSED', detail: 'x' }) as { thrown: string };
  const { status, bodyJson } = JSON.parse(thrown);
  expect(status).toBe(500);
  expect(JSON.parse(bodyJson)).toEqual({ message: 'Internal server error', reason: 'PROXY_BACKEND_REFUSED' });
});
