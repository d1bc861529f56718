import { promises } from 'node:dns';
import { closed, dial, exchange, get, session } from './client';
import { closeTwins, host, serve, servedModel, until } from './twin';

afterEach(closeTwins);

const fast = { healthCheckSpeed: 6000 };

async function addressesOf(twin: Awaited<ReturnType<typeof serve>>): Promise<string[]> {
  const resolver = new promises.Resolver();
  resolver.setServers([twin.ready.vantages['on-prem']?.dns ?? '']);
  return (await resolver.resolve4(host)).sort();
}

test('a failed zone leaves DNS and comes back', async () => {
  const twin = await serve(fast);
  twin.fail({ zone: 'a' });
  await twin.settled();
  expect(await addressesOf(twin)).toEqual(['10.20.1.10']);
  twin.heal({ zone: 'eu-west-1a' });
  await twin.settled();
  expect(await addressesOf(twin)).toEqual(['10.20.0.10', '10.20.1.10']);
});

test('calls go on by the other zone while health checks have not noticed yet', async () => {
  const twin = await serve({ healthCheckSpeed: 1 });
  twin.fail({ zone: 'b' });
  for (let index = 0; index < 4; index += 1) {
    expect((await dial(twin.ready, 'on-prem', host)).address).toBe('10.20.0.10');
  }
});

test('a failed target takes its zone out when cross-zone is off', async () => {
  const twin = await serve(fast);
  twin.fail({ target: '10.20.1.20' });
  await twin.settled();
  expect(await addressesOf(twin)).toEqual(['10.20.0.10']);
  await until(() => twin.journal.some((entry) => entry.kind === 'health'));
  expect(twin.journal.find((entry) => entry.kind === 'health')).toEqual({
    kind: 'health',
    target: '10.20.1.20:443',
    healthy: false,
  });
});

test('a failed target leaves both zones in service when cross-zone is on', async () => {
  const model = servedModel((draft) => {
    const [balancer] = draft.loadBalancers;
    if (balancer) balancer.crossZone = true;
    const group = draft.securityGroups.find(({ id }) => id === 'sg-lb');
    if (group) group.egress = group.egress.slice();
  });
  const twin = await serve({ ...fast, model });
  twin.fail({ target: '10.20.1.20' });
  await twin.settled();
  const client = await session(twin.ready, 'on-prem', host);
  expect((await exchange(client, get(host))).status).toBe(200);
  expect(await addressesOf(twin)).toEqual(['10.20.0.10', '10.20.1.10']);
});

test('connections through a zone are cut when it fails', async () => {
  const twin = await serve(fast);
  const { socket, address } = await dial(twin.ready, 'on-prem', host);
  const end = closed(socket);
  twin.fail({ zone: address === '10.20.0.10' ? 'a' : 'b' });
  expect(await end).toBe('ECONNRESET');
});

test('connections through another zone stay', async () => {
  const twin = await serve(fast);
  const { socket, address } = await dial(twin.ready, 'on-prem', host);
  twin.fail({ zone: address === '10.20.0.10' ? 'b' : 'a' });
  await twin.settled();
  expect(socket.readyState).toBe('open');
});

test('with every target failed the load balancer still lists its zones, and resets', async () => {
  const twin = await serve(fast);
  twin.fail({ target: '10.20.0.20' });
  twin.fail({ target: '10.20.1.20' });
  await twin.settled();
  expect(await addressesOf(twin)).toEqual(['10.20.0.10', '10.20.1.10']);
  const client = await session(twin.ready, 'on-prem', host);
  expect(await closed(client)).toBe('ECONNRESET');
});

test.each([
  [{ zone: 'z' }, 'TWIN_UNKNOWN_ZONE', 'eu-west-1a, eu-west-1b'],
  [{ target: '10.9.9.9' }, 'TWIN_UNKNOWN_TARGET', '10.20.0.20, 10.20.1.20'],
])('%j is refused with what there is', async (failure, code, known) => {
  const twin = await serve();
  expect(() => twin.fail(failure)).toThrow(code);
  expect(() => twin.fail(failure)).toThrow(known);
});
