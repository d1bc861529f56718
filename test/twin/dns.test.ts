import { createSocket } from 'node:dgram';
import { promises } from 'node:dns';
import { decode, encode, type Packet, type RecordType } from 'dns-packet';
import fc from 'fast-check';
import type { Resolution } from '../../tools/path/1-dns';
import { answerDns } from '../../tools/twin/dns-message';
import { dial, open, portOf, readUntil } from './client';
import { closeTwins, host, serve, servedModel } from './twin';

afterEach(closeTwins);

async function resolverOf(from: string) {
  const { ready } = await serve();
  const resolver = new promises.Resolver({ timeout: 1000, tries: 1 });
  resolver.setServers([ready.vantages[from]?.dns ?? '']);
  return { resolver, ready };
}

test('the data centre resolves the company name to the load balancer', async () => {
  const { resolver } = await resolverOf('on-prem');
  const addresses = await resolver.resolve4(host, { ttl: true });
  expect(addresses.map(({ address }) => address).sort()).toEqual(['10.20.0.10', '10.20.1.10']);
  expect(addresses[0]?.ttl).toBe(60);
});

test('a name that exists without an IPv6 address is no data', async () => {
  const { resolver } = await resolverOf('on-prem');
  await expect(resolver.resolve6(host)).rejects.toMatchObject({ code: 'ENODATA' });
});

test('a name that does not exist is NXDOMAIN', async () => {
  const { resolver } = await resolverOf('on-prem');
  await expect(resolver.resolve4('no.corp.example')).rejects.toMatchObject({ code: 'ENOTFOUND' });
});

test('the internet does not see the private zone', async () => {
  const { resolver } = await resolverOf('internet');
  await expect(resolver.resolve4(host)).rejects.toMatchObject({ code: 'ENOTFOUND' });
});

function ask(name: string, type: RecordType = 'A', changes: Partial<Packet> = {}): Buffer {
  return encode({ type: 'query', id: 7, flags: 0x0100, questions: [{ name, type }], ...changes });
}

async function overTcp(port: number, message: Buffer): Promise<Packet> {
  const socket = await open(port);
  const length = Buffer.from([message.length >> 8, message.length & 255]);
  socket.write(Buffer.concat([length, message]));
  const bytes = await readUntil(socket, (got) => got.length >= 2 && got.length >= 2 + got.readUInt16BE(0));
  return decode(bytes.subarray(2));
}

test('TCP on the same port answers too', async () => {
  const { ready } = await serve();
  const answer = await overTcp(portOf(ready.vantages['on-prem']?.dns ?? ''), ask(host));
  expect(answer.answers).toHaveLength(2);
});

test('a Resolver inbound endpoint answers through SOCKS as its VPC sees names', async () => {
  const model = servedModel((draft) => {
    const [node] = draft.loadBalancers[0]?.nodes ?? [];
    const inbound = { ...node!, address: '10.20.0.53', securityGroupIds: ['sg-dns'], where: node!.where };
    draft.inboundEndpoints.push({ where: node!.where, id: 'rslvr-1', interfaces: [inbound] });
    const group = draft.securityGroups.find(({ id }) => id === 'sg-lb')!;
    const ingress = [{ ...group.ingress[0]!, fromPort: 53, toPort: 53 }];
    draft.securityGroups.push({ ...group, id: 'sg-dns', ingress });
  });
  const { ready } = await serve({ model });
  const { socket, reply } = await dial(ready, 'on-prem', '10.20.0.53', 53);
  expect(reply).toBe(0);
  const message = ask(host);
  socket.write(Buffer.concat([Buffer.from([0, message.length]), message]));
  const bytes = await readUntil(socket, (got) => got.length >= 2 && got.length >= 2 + got.readUInt16BE(0));
  expect(decode(bytes.subarray(2)).answers).toHaveLength(2);
});

const verdict = { hop: 'dns', outcome: 'pass', code: 'DNS_RESOLVED', because: '', where: [] } as const;

function resolvesTo(answers: Resolution['answers'], rcode: Resolution['rcode'] = 'NOERROR') {
  return (): Resolution => ({ verdict, rcode, answers, addresses: [] });
}

const many = Array.from({ length: 100 }, (_, index) => ({
  name: host,
  type: 'A',
  ttl: 60,
  data: `10.0.0.${index}`,
}));

test('an answer too large for UDP is cut and says so', () => {
  const answer = decode(answerDns(ask(host), resolvesTo(many), 'udp') as Buffer);
  expect(answer).toMatchObject({ flag_tc: true, answers: [] });
  expect(decode(answerDns(ask(host), resolvesTo(many), 'tcp') as Buffer).answers).toHaveLength(100);
});

test('a client that speaks EDNS gets more, and an OPT record back', () => {
  const opt = { type: 'OPT', name: '.', udpPayloadSize: 4096, flags: 0, options: [] } as never;
  const message = ask(host, 'A', { additionals: [opt] });
  const answer = decode(answerDns(message, resolvesTo(many.slice(0, 20)), 'udp') as Buffer);
  expect(answer).toMatchObject({ flag_tc: false, additionals: [{ type: 'OPT' }] });
  expect(answer.answers).toHaveLength(20);
});

test.each([
  ['NXDOMAIN', 'NXDOMAIN'],
  ['no data', 'NOERROR'],
] as const)('%s carries an SOA record, so that it is cached', (_, rcode) => {
  const answer = decode(answerDns(ask(host), resolvesTo([], rcode), 'udp') as Buffer) as unknown as Packet & {
    rcode: string;
  };
  expect(answer.rcode).toBe(rcode);
  expect(answer.authorities).toMatchObject([{ type: 'SOA', ttl: 300 }]);
});

test.each([
  ['CNAME', 'target.corp.example', 'target.corp.example'],
  ['TXT', '"one" "two words"', [Buffer.from('one'), Buffer.from('two words')]],
  ['MX', '10 mail.corp.example', { preference: 10, exchange: 'mail.corp.example' }],
  ['SRV', '1 2 443 x.corp.example', { priority: 1, weight: 2, port: 443, target: 'x.corp.example' }],
] as const)('a record of type %s keeps its data', (type, data, expected: unknown) => {
  const record = { name: host, type, ttl: 5, data };
  const answer = decode(answerDns(ask(host, type), resolvesTo([record]), 'udp') as Buffer);
  expect(answer.answers).toMatchObject([{ name: host, type, data: expected }]);
});

test('an operation other than a query is not implemented', () => {
  const message = ask(host);
  message.writeUInt16BE(5 << 11, 2);
  const answer = answerDns(message, resolvesTo([]), 'udp') as Buffer;
  expect(answer.readUInt16BE(2) & 15).toBe(4);
});

test('a fault of the twin is the failure of a server', () => {
  const fault = () => {
    throw new Error('fault');
  };
  const answer = answerDns(ask(host), fault, 'udp') as Buffer;
  expect(answer.readUInt16BE(2) & 15).toBe(2);
});

test('a response is not answered, lest two servers talk for ever', () => {
  const response = encode({ type: 'response', id: 1, questions: [{ name: host, type: 'A' }] });
  expect(answerDns(response, resolvesTo([]), 'udp')).toBeUndefined();
});

test('no bytes upset the codec', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const answer = answerDns(bytes, resolvesTo(many), 'udp');
      expect(answer === undefined || answer.length >= 12).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('garbage on the port leaves it serving', async () => {
  const { resolver, ready } = await resolverOf('on-prem');
  const socket = createSocket('udp4');
  const port = portOf(ready.vantages['on-prem']?.dns ?? '');
  const bytes = fc.sample(fc.uint8Array({ maxLength: 100 }), 50);
  await Promise.all(
    bytes.map((one) => new Promise((resolve) => socket.send(one, port, '127.0.0.1', resolve))),
  );
  socket.close();
  expect(await resolver.resolve4(host)).toHaveLength(2);
});
