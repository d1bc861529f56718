import type { Integration, IntegrationResponse } from '../../../tools/assembly/model';
import type { InvocationResult } from '../../../tools/path/exchange';
import cases from '../../cases/mapping.json';
import {
  api,
  definition,
  gatewayModel,
  lambda,
  method,
  nextInvocation,
  requestTo,
  returned,
  serveWith,
} from '../../helpers/gateway-model';
import { at } from '../../helpers/model';

interface Case {
  readonly name: string;
  readonly type?: Integration['type'];
  readonly requestTemplates?: Record<string, string>;
  readonly passthroughBehavior?: string;
  readonly responses?: readonly Partial<IntegrationResponse>[];
  readonly contentType?: string;
  readonly accept?: string;
  readonly body?: string;
  /** What the function gets. */
  readonly event?: unknown;
  readonly returned?: unknown;
  readonly failed?: string;
  readonly code: string;
  readonly outcome?: string;
  readonly status?: number;
  readonly answer?: string;
  readonly headers?: readonly (readonly [string, string])[];
  readonly absent?: readonly string[];
}

function modelFor({ type = 'AWS', requestTemplates, passthroughBehavior, responses = [] }: Case) {
  const integration: Integration = {
    ...(method('POST /orders/{id}').integration as Integration),
    type,
    requestTemplates,
    passthroughBehavior,
    responses: responses.map((one) => ({
      statusCode: '200',
      parameters: {},
      templates: {},
      where: at('Response'),
      ...one,
    })),
  };
  const made = api({
    id: 'api1234567',
    name: 'orders',
    stage: 'demo',
    definition: definition({ methods: [method('POST /orders/{id}', { integration })] }),
  });
  const stage = { ...made.stage, variables: { colour: 'green' } };
  return gatewayModel({ apis: [{ ...made, stage }], functions: [lambda('hello')] });
}

function resultOf({ failed, returned: value }: Case): InvocationResult {
  return failed === undefined
    ? returned(value)
    : { kind: 'failed', errorType: 'Error', errorMessage: failed };
}

describe('an integration with templates', () => {
  test.each(cases as unknown as Case[])('$name', (expected) => {
    const model = modelFor(expected);
    const { contentType, accept } = expected;
    const request = requestTo(model, {
      method: 'POST',
      path: '/orders/7',
      query: 'q=1',
      body: expected.body ?? '',
      headers: [
        ...(contentType ? [['Content-Type', contentType] as const] : []),
        ...(accept ? [['Accept', accept] as const] : []),
      ],
    });
    if (expected.event !== undefined) {
      expect(nextInvocation(model, request)?.event).toEqual(expected.event);
    }
    const { verdicts, response } = serveWith(model, request, { hello: resultOf(expected) });
    const verdict = verdicts.find(({ hop }) => hop === 'integration');
    expect(verdict).toMatchObject({ code: expected.code });
    if (expected.outcome) expect(verdict?.outcome).toBe(expected.outcome);
    expect(response?.status).toBe(expected.status);
    if (expected.answer !== undefined) expect(response?.body).toBe(expected.answer);
    for (const header of expected.headers ?? []) expect(response?.headers).toContainEqual(header);
    const names = response?.headers.map(([name]) => name);
    for (const name of expected.absent ?? []) expect(names).not.toContain(name);
  });
});
