import { buildModel } from '../../../tools/assembly';
import { settle } from '../../../tools/path/3-load-balancer';
import type { InvocationResult } from '../../../tools/path/exchange';
import type { Call } from '../../../tools/path/hop';
import { noFailures } from '../../../tools/path/state';
import { trace } from '../../../tools/path/trace';
import { synthesizeReference } from '../../faults/matrix';
import { Templates } from '../../faults/templates';

const environment = synthesizeReference('http-proxy');
afterAll(() => environment.remove());

const call: Call = { from: 'on-prem', method: 'GET', url: 'https://shop.corp.example/a%2Fb?x=1', at: 0 };

/** What the function behind the backend's load balancer says. */
const backendSays: InvocationResult = {
  kind: 'returned',
  payload: JSON.stringify({ statusCode: 418, multiValueHeaders: { 'x-own': ['1', '2'] }, body: 'short' }),
};

function traceOf(change: (properties: Record<string, unknown>, templates: Templates) => void = () => {}) {
  const templates = new Templates(environment.assembly);
  const { properties } = templates.one('AWS::Lambda::Function', (p) =>
    JSON.stringify(p.Environment ?? {}).includes('HTTP_PROXY_BACKEND'),
  );
  change(properties, templates);
  const model = buildModel(templates.toAssembly());
  const events: unknown[] = [];
  const traced = trace(model, settle(model, noFailures), call, ({ event }) => {
    events.push(event);
    return backendSays;
  });
  return { traced, events, verdict: traced.hops.find(({ hop }) => hop === 'integration') };
}

const backendOf = (properties: Record<string, unknown>) =>
  (properties.Environment as { Variables: Record<string, string> }).Variables;

test('only the function behind the backend is asked: the proxy is walked, not run', () => {
  const { traced, events, verdict } = traceOf();
  expect(events).toEqual([
    expect.objectContaining({
      httpMethod: 'GET',
      path: '/a%2Fb',
      requestContext: { elb: expect.anything() },
    }),
  ]);
  expect(verdict).toMatchObject({ outcome: 'pass', code: 'PROXY_BACKEND_ANSWERED' });
  expect(traced).toMatchObject({ outcome: 'pass', status: 418, response: { body: 'short' } });
  expect(traced.response?.headers.filter(([name]) => name === 'x-own')).toHaveLength(2);
});

test('an address that no template shows is unknown, and named', () => {
  const { traced, verdict } = traceOf((properties, templates) => {
    backendOf(properties).HTTP_PROXY_BACKEND = 'http://10.20.3.4:8080';
    const { properties: group } = templates.one('AWS::EC2::SecurityGroup', (p) =>
      String(p.GroupDescription).startsWith('HTTP proxy'),
    );
    group.SecurityGroupEgress = [{ IpProtocol: '-1', CidrIp: '0.0.0.0/0' }];
  });
  expect(traced).toMatchObject({ outcome: 'unknown', status: null });
  expect(verdict).toMatchObject({
    code: 'PROXY_BACKEND_NOT_KNOWN',
    because: expect.stringContaining('10.20.3.4'),
  });
});

test.each<readonly [string, (properties: Record<string, unknown>) => void, string]>([
  ['in no VPC', (properties) => delete properties.VpcConfig, 'is in no VPC'],
  [
    'whose backend can’t be resolved',
    (properties) => {
      (backendOf(properties) as Record<string, unknown>).HTTP_PROXY_BACKEND = {
        'Fn::ImportValue': 'elsewhere',
      };
    },
    'HTTP_PROXY_BACKEND',
  ],
  [
    'whose backend is none',
    (properties) => {
      backendOf(properties).HTTP_PROXY_BACKEND = 'backend';
    },
    'not http://host:port',
  ],
])('a proxy function %s is unknown', (_, change, because) => {
  const { verdict } = traceOf(change);
  expect(verdict).toMatchObject({
    outcome: 'unknown',
    code: 'PROXY_BACKEND_NOT_KNOWN',
    because: expect.stringContaining(because),
  });
});
