import type { Chain } from '../../lambdas/endpoint-targets/chain';
import { createHandler } from '../../lambdas/endpoint-targets/handler';
import type { Target } from '../../lambdas/endpoint-targets/plan';

const group = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/corp/0123456789abcdef';
const properties = { TargetGroupArn: group, VpcEndpointId: 'vpce-0123456789abcdef0', Port: 443 };
const plenty = { getRemainingTimeInMillis: () => 120_000 };

const at = (address: string, zone: string): Target => ({ address, zone, port: 443 });
const a = at('10.20.0.10', 'eu-west-1a');
const b = at('10.20.32.10', 'eu-west-1b');
const c = at('10.20.64.10', 'eu-west-1c');

/** An account in memory: an endpoint with addresses, and a target group. `calls` are the changes in order. */
function account(addresses: readonly Target[], targets: readonly Target[], changes: Partial<Chain> = {}) {
  const state = { targets: [...targets], calls: [] as string[], answers: [] as Record<string, unknown>[] };
  const note = (verb: string, changed: readonly Target[]) => {
    state.calls.push(`${verb} ${changed.map(({ address }) => address).join(' ')}`);
  };
  const chain: Chain = {
    interfacesOf: async () => addresses.map(({ address, zone }) => ({ address, zone })),
    targetsOf: async () => state.targets,
    register: async (_, added) => {
      note('register', added);
      state.targets = [...state.targets, ...added];
    },
    deregister: async (_, removed) => {
      note('deregister', removed);
      state.targets = state.targets.filter((target) => !removed.includes(target));
    },
    ...changes,
  };
  const send = async (_: string, body: string) => {
    state.answers.push(JSON.parse(body));
  };
  return { state, handler: createHandler(() => ({ chain, send })) };
}

function deployment(RequestType: 'Create' | 'Update' | 'Delete', changes: object = {}) {
  return {
    RequestType,
    ResponseURL: 'https://cloudformation.example/answer',
    StackId: 'stack',
    RequestId: 'request',
    LogicalResourceId: 'Registered',
    ...(RequestType !== 'Create' && { PhysicalResourceId: group }),
    ResourceProperties: { ...properties, Port: '443' },
    ...changes,
  };
}

beforeEach(() => {
  for (const level of ['info', 'warn', 'error'] as const) jest.spyOn(console, level).mockImplementation();
});

afterEach(() => jest.restoreAllMocks());

describe('on the clock', () => {
  test('an endpoint whose addresses are registered is left alone', async () => {
    const { state, handler } = account([a, b], [a, b]);
    await handler(properties, plenty);
    expect(state.calls).toEqual([]);
  });

  test('a zone that was added is registered, with its zone', async () => {
    const { state, handler } = account([a, b, c], [a, b]);
    await handler(properties, plenty);
    expect(state.targets).toEqual([a, b, c]);
  });

  test('a replaced endpoint is registered before the old one is taken out', async () => {
    const { state, handler } = account([c], [a, b]);
    await handler(properties, plenty);
    expect(state.calls).toEqual([`register ${c.address}`, `deregister ${a.address} ${b.address}`]);
  });

  test('an endpoint without addresses empties nothing and raises the alarm', async () => {
    const { state, handler } = account([], [a, b]);
    await expect(handler(properties, plenty)).rejects.toThrow('has no address: its targets stay');
    expect(state.targets).toEqual([a, b]);
  });

  test('nothing is taken out when the new address cannot be registered', async () => {
    const register = async () => Promise.reject(new Error('TooManyTargets'));
    const { state, handler } = account([c], [a, b], { register });
    await expect(handler(properties, plenty)).rejects.toThrow('TooManyTargets');
    expect(state.targets).toEqual([a, b]);
  });

  test('the same event twice changes nothing the second time', async () => {
    const { state, handler } = account([a, b], []);
    await handler(properties, plenty);
    await handler(properties, plenty);
    expect(state.calls).toEqual([`register ${a.address} ${b.address}`]);
  });

  test('an address on another port is not the wanted target', async () => {
    const { state, handler } = account([a], [{ ...a, port: 8443 }]);
    await handler(properties, plenty);
    expect(state.targets).toEqual([a]);
  });

  test.each([
    ['TargetGroupArn', undefined],
    ['TargetGroupArn', 'corp'],
    ['VpcEndpointId', 'vpc-0123456789abcdef0'],
    ['Port', 'https'],
    ['Port', 0],
  ])('an event with %s %p is refused by name', async (name, value) => {
    const { handler } = account([a], []);
    await expect(handler({ ...properties, [name]: value }, plenty)).rejects.toThrow(name);
  });

  test.each([[null], ['text'], [{}]])('%p is no event', async (event) => {
    await expect(account([a], []).handler(event, plenty)).rejects.toThrow('TargetGroupArn');
  });
});

describe('in a deployment', () => {
  test('a creation registers every zone and answers with the group as identity', async () => {
    const { state, handler } = account([a, b], []);
    await handler(deployment('Create'), plenty);
    expect(state.targets).toEqual([a, b]);
    expect(state.answers).toEqual([
      {
        Status: 'SUCCESS',
        PhysicalResourceId: group,
        StackId: 'stack',
        RequestId: 'request',
        LogicalResourceId: 'Registered',
      },
    ]);
  });

  test('an update follows the endpoint', async () => {
    const { state, handler } = account([b, c], [a, b]);
    await handler(deployment('Update'), plenty);
    expect(state.targets).toEqual([b, c]);
  });

  test('throttling that outlasts the retries fails with its name, and does not hang', async () => {
    const throttled = Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' });
    const { state, handler } = account([a], [], { interfacesOf: () => Promise.reject(throttled) });
    await handler(deployment('Create'), plenty);
    expect(state.answers).toMatchObject([{ Status: 'FAILED', Reason: 'ThrottlingException: Rate exceeded' }]);
  });

  test('an answer is given before the time is up, whatever AWS does', async () => {
    const { state, handler } = account([a], [], { interfacesOf: () => new Promise(() => {}) });
    await handler(deployment('Create'), { getRemainingTimeInMillis: () => 0 });
    expect(state.answers).toMatchObject([{ Status: 'FAILED', Reason: 'Error: AWS did not answer in time' }]);
  });

  test('bad properties fail with their name', async () => {
    const { state, handler } = account([a], []);
    await handler(deployment('Create', { ResourceProperties: {} }), plenty);
    expect(state.answers).toMatchObject([
      {
        Status: 'FAILED',
        Reason: expect.stringContaining('TargetGroupArn'),
        PhysicalResourceId: 'Registered',
      },
    ]);
  });

  test('an answer stays below 4096 bytes, however long the reason', async () => {
    const { state, handler } = account([a], [], {
      interfacesOf: () => Promise.reject(new Error('x'.repeat(9000))),
    });
    await handler(deployment('Create'), plenty);
    expect(JSON.stringify(state.answers[0]).length).toBeLessThan(4096);
  });

  test('a deletion takes the targets out', async () => {
    const { state, handler } = account([], [a, b]);
    await handler(deployment('Delete'), plenty);
    expect(state.targets).toEqual([]);
    expect(state.answers).toMatchObject([{ Status: 'SUCCESS', PhysicalResourceId: group }]);
  });

  test('a deletion succeeds when the group is gone', async () => {
    const gone = Object.assign(new Error('not found'), { name: 'TargetGroupNotFoundException' });
    const { state, handler } = account([], [], { targetsOf: () => Promise.reject(gone) });
    await handler(deployment('Delete'), plenty);
    expect(state.answers).toMatchObject([{ Status: 'SUCCESS' }]);
  });

  test('a deletion of what was never made has nothing to do', async () => {
    const { state, handler } = account([], [a]);
    await handler(deployment('Delete', { PhysicalResourceId: 'Registered' }), plenty);
    expect(state.calls).toEqual([]);
    expect(state.answers).toMatchObject([{ Status: 'SUCCESS' }]);
  });
});
