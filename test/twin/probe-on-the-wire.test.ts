import type { Model } from '../../tools/assembly/model';
import { type ProbeTarget, probe } from '../../tools/probe';
import type { Twin } from '../../tools/twin';
import { type Draft, front } from '../helpers/model';
import { closeTwins, host, serve, servedModel } from './twin';

afterEach(closeTwins);

const url = `https://${host}/`;

/** From the data centre, the names asked of its own DNS server. */
async function call({ ready }: Twin, change: Partial<ProbeTarget> = {}) {
  const { socks = '', dns } = ready.vantages['on-prem'] ?? {};
  const target = { url, proxy: `socks5h://${socks}`, resolver: dns, ca: ready.ca };
  return (await probe([{ ...target, ...change }])).results;
}

/** The company name as a CNAME, which shows where it leads. */
const leadingTo = (target: string, change: (draft: Draft<Model>) => void = () => {}) =>
  servedModel((draft) => {
    const record = draft.hostedZones.flatMap(({ records }) => records).find(({ name }) => name === host)!;
    Object.assign(record, { type: 'CNAME', ttl: 300, values: [target], alias: undefined });
    change(draft);
  });

test('the answer of its DNS is the same over UDP and TCP, and has no IPv6 address', async () => {
  const twin = await serve();
  const dns = twin.ready.vantages['on-prem']?.dns;
  const [overUdp, overTcp] = [await call(twin), await call(twin, { resolver: `tcp://${dns}` })];
  expect(overUdp.map(({ status, address }) => [status, address])).toEqual([
    [200, '10.20.0.10'],
    [200, '10.20.1.10'],
  ]);
  expect(overTcp[0]?.dns?.records).toEqual(overUdp[0]?.dns?.records);
  expect(overTcp[0]?.dns?.questions).toMatchObject([
    { type: 'A', transport: 'tcp', ended: 'answered' },
    { type: 'AAAA', transport: 'tcp', ended: 'no-data' },
  ]);
});

test('a load balancer that passes TLS through is told from a name that leads past it', async () => {
  const passing = leadingTo(front.loadBalancer, (draft) => {
    for (const listener of draft.loadBalancers[0]!.listeners)
      Object.assign(listener, { protocol: 'TCP', certificateArns: [] });
    for (const group of draft.targetGroups) group.protocol = 'TCP';
  });
  const [through] = await call(await serve({ model: passing }));
  expect(through).toMatchObject({ code: 'LISTENER_PASSES_TLS_THROUGH', confidence: 'high' });
  expect(through?.because).toContain(front.loadBalancer);

  const straight = leadingTo(front.endpoint, (draft) => {
    const [open] = draft.securityGroups.filter(({ id }) => id === 'sg-lb');
    for (const group of draft.securityGroups) if (group.id === 'sg-endpoint') group.ingress = open!.ingress;
  });
  const [past] = await call(await serve({ model: straight }));
  expect(past).toMatchObject({ code: 'CERTIFICATE_IS_ENDPOINTS', hop: 'endpoint' });
  expect(past?.because).toContain(`leads straight to the endpoint ${front.endpoint}`);
  expect(past?.tls?.chain?.length).toBe(2);
});

test('its listener takes no old TLS, needs no server name, and speaks HTTP/1.1 whatever is offered', async () => {
  const twin = await serve();
  for (const result of await call(twin, { maxTls: '1.1', expect: 'unreachable' }))
    expect(result).toMatchObject({ code: 'TLS_VERSION_NOT_ACCEPTED', asExpected: true });
  for (const result of await call(twin, { sni: 'none', http2: true }))
    expect(result).toMatchObject({
      status: 200,
      httpVersion: '1.1',
      tls: { serverName: null, rejected: null },
    });
});

test('its answer has the path at its JSON path, and its certificate ends within the month', async () => {
  const twin = await serve();
  const expect_ = { status: 200, body: { jsonPath: '$.path', equals: '/' } };
  for (const result of await call(twin, { expect: expect_, expiresWithin: 7 }))
    expect(result.asExpected).toBe(true);
  for (const result of await call(twin, { expect: expect_, expiresWithin: 60 }))
    expect(result).toMatchObject({ code: 'CERTIFICATE_EXPIRES_SOON', asExpected: false });
});

test('another name of the same load balancer is dialled by --connect-to, and a name by --resolve', async () => {
  const twin = await serve();
  const byName = await call(twin, { connectTo: [`${host}:443:${front.loadBalancer}:`] });
  expect(byName).toMatchObject([{ status: 200, dns: { name: front.loadBalancer } }, { status: 200 }]);
  const byAddress = await call(twin, { resolve: [`${host}:443:10.20.1.10`] });
  expect(byAddress).toMatchObject([{ status: 200, address: '10.20.1.10' }]);
});
