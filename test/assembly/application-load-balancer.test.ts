import { buildModel } from '../../tools/assembly';
import { isUnknown } from '../../tools/assembly/model';
import { assemblyOf, type TestResource } from '../helpers/assembly';

const elb = 'AWS::ElasticLoadBalancingV2';
const resource = (Type: string, Properties: Record<string, unknown> = {}): TestResource => ({
  Type,
  Properties,
});

function listenerOf(rule: Record<string, unknown>, listener: Record<string, unknown> = {}) {
  const model = buildModel(
    assemblyOf({
      app: {
        Resources: {
          B: resource(`${elb}::LoadBalancer`, { Scheme: 'internal' }),
          L: resource(`${elb}::Listener`, {
            LoadBalancerArn: { Ref: 'B' },
            Port: 443,
            Protocol: 'HTTPS',
            DefaultActions: [
              {
                Type: 'fixed-response',
                FixedResponseConfig: { StatusCode: '404', ContentType: 'text/plain' },
              },
            ],
            ...listener,
          }),
          Second: resource(`${elb}::ListenerRule`, {
            ListenerArn: { Ref: 'L' },
            Priority: 20,
            Conditions: [{ Field: 'path-pattern', Values: ['/old'] }],
            Actions: [{ Type: 'forward', TargetGroupArn: { Ref: 'G' } }],
          }),
          First: resource(`${elb}::ListenerRule`, {
            ListenerArn: { Ref: 'L' },
            Priority: 10,
            Conditions: [],
            Actions: [{ Type: 'forward', TargetGroupArn: { Ref: 'G' } }],
            ...rule,
          }),
          G: resource(`${elb}::TargetGroup`, { TargetType: 'lambda', Targets: [{ Id: 'arn:aws:lambda:x' }] }),
        },
      },
    }),
  );
  return { model, balancer: model.loadBalancers[0]!, listener: model.loadBalancers[0]!.listeners[0]! };
}

test('rules stand in the order of their priorities', () => {
  expect(listenerOf({}).listener.rules?.map(({ priority }) => priority)).toEqual([10, 20]);
});

test('the default action that answers has no target group', () => {
  const { listener } = listenerOf({});
  expect(listener.defaultAction).toEqual({
    kind: 'fixed-response',
    status: 404,
    contentType: 'text/plain',
    body: '',
  });
  expect(listener.targetGroupArns).toEqual([]);
});

test.each<[string, Record<string, unknown>, unknown]>([
  ['host-header', { HostHeaderConfig: { Values: ['a.example'] } }, { kind: 'host', values: ['a.example'] }],
  ['host-header', { Values: ['a.example'] }, { kind: 'host', values: ['a.example'] }],
  ['path-pattern', { PathPatternConfig: { Values: ['/a/*'] } }, { kind: 'path', values: ['/a/*'] }],
  [
    'http-request-method',
    { HttpRequestMethodConfig: { Values: ['GET'] } },
    { kind: 'method', values: ['GET'] },
  ],
  [
    'source-ip',
    { SourceIpConfig: { Values: ['10.0.0.0/8'] } },
    { kind: 'source-ip', values: ['10.0.0.0/8'] },
  ],
  [
    'http-header',
    { HttpHeaderConfig: { HttpHeaderName: 'X-A', Values: ['1'] } },
    { kind: 'header', name: 'X-A', values: ['1'] },
  ],
  [
    'query-string',
    { QueryStringConfig: { Values: [{ Key: 'v', Value: '1' }, { Value: '2' }] } },
    {
      kind: 'query',
      values: [
        { key: 'v', value: '1' },
        { key: undefined, value: '2' },
      ],
    },
  ],
])('a condition on %s', (Field, config, expected) => {
  const { listener } = listenerOf({ Conditions: [{ Field, ...config }] });
  expect(listener.rules?.[0]?.conditions).toEqual([expected]);
});

test('a regular expression is unknown, and so is a field of another kind', () => {
  const conditions = (one: Record<string, unknown>) =>
    listenerOf({ Conditions: [one] }).listener.rules?.[0]?.conditions;
  expect(
    conditions({ Field: 'host-header', HostHeaderConfig: { RegexValues: ['^a'] } })?.every(isUnknown),
  ).toBe(true);
  expect(conditions({ Field: 'moon-phase' })?.every(isUnknown)).toBe(true);
});

test('weights stand with their groups', () => {
  const { listener } = listenerOf({
    Actions: [
      {
        Type: 'forward',
        ForwardConfig: {
          TargetGroups: [{ TargetGroupArn: 'arn:a', Weight: 3 }, { TargetGroupArn: 'arn:b' }],
        },
      },
    ],
  });
  expect(listener.rules?.[0]?.action).toEqual({
    kind: 'forward',
    groups: [
      { arn: 'arn:a', weight: 3 },
      { arn: 'arn:b', weight: 1 },
    ],
  });
});

test('what comes after an authentication is not known', () => {
  const { listener } = listenerOf({
    Actions: [
      { Type: 'forward', Order: 2, TargetGroupArn: 'arn:a' },
      { Type: 'authenticate-oidc', Order: 1 },
    ],
  });
  expect(isUnknown(listener.rules?.[0]?.action)).toBe(true);
});

test('a redirect keeps the parts that it does not name', () => {
  const { listener } = listenerOf({
    Actions: [{ Type: 'redirect', RedirectConfig: { StatusCode: 'HTTP_302', Host: 'new.example' } }],
  });
  expect(listener.rules?.[0]?.action).toEqual({
    kind: 'redirect',
    status: 302,
    protocol: '#{protocol}',
    host: 'new.example',
    port: '#{port}',
    path: '/#{path}',
    query: '#{query}',
  });
});

test('a function as a target stands in no zone and is not checked unless asked for', () => {
  const { model } = listenerOf({});
  expect(model.targetGroups[0]).toMatchObject({
    targetType: 'lambda',
    targets: [{ id: 'arn:aws:lambda:x', zone: 'all' }],
    healthCheck: { enabled: false },
  });
});

test('attributes that decide how HTTP is treated have AWS’s defaults', () => {
  expect(listenerOf({}).balancer.http).toEqual({
    dropInvalidHeaderFields: false,
    forwardedFor: 'append',
    preserveHost: false,
    idleSeconds: 60,
  });
});

describe('a listener that asks for client certificates', () => {
  const mutual = (MutualAuthentication: Record<string, unknown>) =>
    listenerOf({}, { MutualAuthentication }).listener;

  test('has its mode and trust store', () => {
    expect(
      mutual({ Mode: 'verify', TrustStoreArn: 'arn:trust', IgnoreClientCertificateExpiry: 'true' }).mutualTls,
    ).toMatchObject({ mode: 'verify', trustStoreArn: 'arn:trust', ignoreExpiry: true });
  });

  test('asks for none where its mode is off', () => {
    expect(mutual({ Mode: 'off' }).mutualTls).toBeUndefined();
  });
});

describe('a trust store', () => {
  const storeOf = (bundles?: ReadonlyMap<string, string>) => {
    const { stacks } = assemblyOf({
      app: {
        Resources: {
          T: resource(`${elb}::TrustStore`, {
            CaCertificatesBundleS3Bucket: 'assets',
            CaCertificatesBundleS3Key: 'abc.pem',
          }),
        },
      },
    });
    return buildModel({ stacks: stacks.map((stack) => ({ ...stack, bundles })) }).trustStores?.[0];
  };

  test('has the bundle that is among the assets', () => {
    expect(storeOf(new Map([['abc.pem', 'PEM']]))?.bundle).toBe('PEM');
  });

  test('in a bucket of somebody’s own is unknown', () => {
    expect(isUnknown(storeOf()?.bundle)).toBe(true);
  });
});
