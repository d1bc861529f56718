import type { ApiKey, Throttle, UsagePlan } from '../../../tools/assembly/model';
import { Unknown } from '../../../tools/assembly/model';
import { serve } from '../../../tools/path/serve';
import type { State } from '../../../tools/path/state';
import cases from '../../cases/api-keys.json';
import {
  api,
  authorizer,
  definition,
  gatewayModel,
  lambda,
  method,
  requestTo,
  returned,
} from '../../helpers/gateway-model';
import { at } from '../../helpers/model';
import { withUnknowns } from '../policy/read-policy';

interface KeyCase {
  readonly name: string;
  /** Name of the key whose value is sent, as a call on paper says it. */
  readonly sends?: string;
  /** `x-api-key` */
  readonly value?: string;
  /** Value → name, as the twin knows them. */
  readonly known?: Readonly<Record<string, string>>;
  /** @default acme, whose value AWS made, and globex, whose value the template has */
  readonly keys?: Readonly<Record<string, Partial<ApiKey>>>;
  readonly plan?: Partial<UsagePlan>;
  readonly planUnresolved?: string;
  readonly noPlan?: true;
  readonly stage?: unknown;
  readonly methodThrottle?: Readonly<Record<string, Throttle>>;
  readonly stageThrottle?: Throttle;
  readonly stageMethods?: Readonly<Record<string, Throttle>>;
  readonly tokens?: Readonly<Record<string, number>>;
  readonly used?: Readonly<Record<string, number>>;
  readonly source?: 'AUTHORIZER';
  readonly code: string;
  readonly outcome: string;
  readonly status?: number;
  readonly body?: string;
}

const standard: NonNullable<KeyCase['keys']> = {
  acme: {},
  globex: { value: 'literal-value-of-globex-0123456789' },
};

function modelOf(own: KeyCase, guard: Partial<Parameters<typeof method>[1]> = {}) {
  const apiKeys = Object.entries(own.keys ?? standard).map(
    ([name, change]): ApiKey => ({
      where: at(`Key-${name}`),
      id: `key-${name}`,
      name,
      enabled: true,
      value: new Unknown('API Gateway makes the value of the key', at(`Key-${name}`)),
      ...change,
    }),
  );
  const plan = withUnknowns({
    where: at('Plan'),
    id: 'plan01',
    name: 'partners',
    stages: [{ apiId: 'api1234567', stage: own.stage ?? 'demo', throttle: own.methodThrottle ?? {} }],
    keyIds: ['key-acme', 'key-globex'],
    ...own.plan,
  }) as UsagePlan;
  const open = own.planUnresolved && [
    new Unknown(own.planUnresolved, { ...at('Plan'), property: 'Properties.Quota.Limit' }),
  ];
  const model = gatewayModel({
    apis: [
      api({
        id: 'api1234567',
        name: 'orders',
        stage: 'demo',
        definition: definition({
          methods: [method('GET /orders/{id}', { apiKeyRequired: true, ...guard })],
          authorizers: [authorizer()],
          apiKeySource: own.source,
        }),
        stageChange: { throttle: own.stageThrottle, methodThrottles: own.stageMethods },
      }),
    ],
    functions: [lambda('hello'), lambda('guard')],
  });
  const usagePlans = own.noPlan ? [] : [open ? { ...plan, unresolved: open } : plan];
  return { ...model, apiKeys, usagePlans };
}

function stateOf({ tokens, used, known }: KeyCase): State {
  return {
    failures: { zones: [], targets: [] },
    isHealthy: () => true,
    revision: 'test',
    ...(tokens || used
      ? {
          usage: {
            tokens: ({ id, burstLimit }) => tokens?.[id] ?? burstLimit,
            used: ({ id, offset }) => used?.[id] ?? offset,
          },
        }
      : {}),
    ...(known ? { keyOf: (value: string) => known[value] } : {}),
  };
}

describe('the API key and its limits', () => {
  test.each(cases as unknown as KeyCase[])('$name', (expected) => {
    const model = modelOf(expected);
    const { sends, value } = expected;
    const request = requestTo(model, {
      path: '/orders/7',
      ...(sends === undefined ? {} : { apiKey: sends }),
      ...(value === undefined ? {} : { headers: [['x-api-key', value]] }),
    });
    const progress = serve(model, stateOf(expected), request);
    const verdict = progress.verdicts.find(({ hop }) => hop === 'authorizer');
    expect({ code: verdict?.code, outcome: verdict?.outcome }).toEqual({
      code: expected.code,
      outcome: expected.outcome,
    });
    expect(progress.charges === undefined).toBe(expected.outcome !== 'pass');
    if (!progress.done || expected.outcome !== 'stop') return;
    expect({ status: progress.response?.status, body: progress.response?.body }).toEqual({
      status: expected.status,
      body: expected.body,
    });
  });
});

describe('what is said on paper', () => {
  const plan = {
    throttle: { rateLimit: 10, burstLimit: 20 },
    quota: { limit: 100, offset: 0, period: 'DAY' },
  };
  const own = { name: '', sends: 'acme', plan, code: '', outcome: '' } as KeyCase;

  test('the limits, and that the call is taken for the first', () => {
    const model = modelOf(own);
    const request = requestTo(model, { path: '/orders/7', apiKey: 'acme' });
    const verdict = serve(model, stateOf(own), request).verdicts.find(({ hop }) => hop === 'authorizer');
    expect(verdict?.because).toBe(
      'API key acme of plan partners may call GET /orders/{id} (10 a second (20 at once), 100 a day, taken for its first call)',
    );
  });

  test('what counts the call: the plan’s bucket and quota', () => {
    const model = modelOf(own);
    const { charges } = serve(model, stateOf(own), requestTo(model, { path: '/orders/7', apiKey: 'acme' }));
    expect(charges?.buckets.map(({ id }) => id)).toEqual(['plan plan01 key-acme']);
    expect(charges?.quota?.id).toBe('quota plan01 key-acme');
  });
});

test('an authorizer names the key where the API takes keys from there', () => {
  const own: KeyCase = { name: '', source: 'AUTHORIZER', known: { 'v-acme': 'acme' }, code: '', outcome: '' };
  const model = modelOf(own, { authorization: 'CUSTOM', authorizerId: 'auth01' });
  const headers = [['Authorization', 'Bearer abc']] as const;
  const asked = serve(model, stateOf(own), requestTo(model, { path: '/orders/7', headers }));
  if (asked.done) throw new Error('the authorizer is not asked');
  const answer = (usageIdentifierKey?: string) =>
    returned({
      principalId: 'amy',
      policyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
      usageIdentifierKey,
    });
  const codes = (key?: string) => asked.resume(answer(key)).verdicts.map(({ code }) => code);
  expect(codes('v-acme')).toContain('API_KEY_ALLOWS');
  expect(codes('nobody')).toContain('API_KEY_UNKNOWN');
  expect(codes()).toContain('API_KEY_MISSING');
});
