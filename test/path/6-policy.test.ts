import type { Method, PolicyDocument } from '../../tools/assembly/model';
import cases from '../cases/policy-hop.json';
import {
  api,
  authorizer,
  definition,
  gatewayModel,
  method,
  requestTo,
  serveWith,
  type TestRequest,
} from '../helpers/gateway-model';
import { withUnknowns } from './policy/read-policy';

type Statements = readonly Readonly<Record<string, unknown>>[] | null;

interface PolicyCase {
  readonly name: string;
  /** Of the template. `null`: none. */
  readonly policy: Statements;
  /** What the stage serves, where that is older. */
  readonly deployedPolicy?: Statements;
  readonly endpointPolicy?: Statements;
  readonly authorization?: Method['authorization'];
  readonly request?: TestRequest;
  readonly code: string;
  readonly outcome: string;
  readonly body?: string;
  readonly because?: string;
}

function policyOf(statements: Statements): PolicyDocument | undefined {
  if (statements === null) return undefined;
  const full = statements.map((statement, index) => ({
    where: { stack: 'corp', logicalId: 'Api', property: `Properties.Policy.Statement[${index}]` },
    principal: '*',
    action: ['execute-api:Invoke'],
    resource: ['execute-api:/*'],
    condition: {},
    ...(withUnknowns(statement) as object),
  }));
  return { version: '2012-10-17', statements: full as unknown as PolicyDocument['statements'] };
}

function modelOf({ policy, deployedPolicy, endpointPolicy, authorization = 'NONE' }: PolicyCase) {
  const methods = [method('GET /orders', { authorization, authorizerId: 'auth01' })];
  const own = (statements: Statements) =>
    definition({ methods, policy: policyOf(statements), authorizers: [authorizer()] });
  return gatewayModel({
    apis: [
      api({
        id: 'api1234567',
        name: 'orders',
        stage: 'demo',
        definition: own(policy),
        serves: deployedPolicy === undefined ? undefined : own(deployedPolicy),
      }),
    ],
    endpoint: endpointPolicy ? { policy: policyOf(endpointPolicy) } : {},
  });
}

describe('hop 6', () => {
  test.each(cases as unknown as PolicyCase[])('$name', (expected) => {
    const model = modelOf(expected);
    const { verdicts, response } = serveWith(
      model,
      requestTo(model, { path: '/orders', ...expected.request }),
    );
    const verdict = verdicts.find(({ hop }) => hop === 'policy');
    expect({ code: verdict?.code, outcome: verdict?.outcome }).toEqual({
      code: expected.code,
      outcome: expected.outcome,
    });
    if (expected.because) expect(verdict?.because).toContain(expected.because);
    if (expected.outcome !== 'stop') return;
    expect(response?.status).toBe(403);
    expect(response?.headers).toContainEqual(['x-amzn-ErrorType', 'AccessDeniedException']);
    expect(response?.body).toBe(expected.body);
  });
});

const deny = [{ effect: 'Deny' }];

test('both policies that refuse are named at once', () => {
  const model = modelOf({ name: '', policy: null, endpointPolicy: deny, code: '', outcome: '' });
  const { verdicts } = serveWith(model, requestTo(model, { path: '/orders' }));
  const codes = verdicts.filter(({ hop }) => hop === 'policy').map(({ code }) => code);
  expect(codes).toEqual(['ENDPOINT_POLICY_DENIES', 'POLICY_MISSING']);
});

test('the statement that decides is where the verdict points', () => {
  const model = modelOf({ name: '', policy: [{ effect: 'Allow' }, ...deny], code: '', outcome: '' });
  const { verdicts } = serveWith(model, requestTo(model, { path: '/orders' }));
  expect(verdicts[1]?.where).toEqual([
    { stack: 'corp', logicalId: 'Api', property: 'Properties.Policy.Statement[1]' },
  ]);
});

test('a regional API needs no policy', () => {
  const model = gatewayModel();
  const request = requestTo(model, { front: 'public', host: 'pub.corp.example', path: '/orders' });
  expect(serveWith(model, request).verdicts[1]).toMatchObject({
    code: 'POLICY_NOT_REQUIRED',
    outcome: 'not-applicable',
  });
});

test('the actual path is judged, not the resource path', () => {
  const model = gatewayModel({
    apis: [
      api({
        id: 'api1234567',
        name: 'orders',
        stage: 'demo',
        definition: definition({
          policy: policyOf([{ effect: 'Allow', resource: ['execute-api:/demo/GET/orders/7'] }]),
        }),
      }),
    ],
  });
  expect(serveWith(model, requestTo(model, { path: '/orders/7' })).verdicts[1]?.outcome).toBe('pass');
  expect(serveWith(model, requestTo(model, { path: '/orders/8' })).verdicts[1]?.outcome).toBe('stop');
});
