import { getServers, setServers } from 'node:dns';
import type { Answer } from 'dns-packet';
import { type ProbeTarget, probe } from '../../../tools/probe';
import { chooseAddresses } from '../../../tools/probe/stages/dns/families';
import { parseServer } from '../../../tools/probe/stages/dns/server';
import { serversOf } from '../helpers/issued';
import { gatewayHeaders } from '../helpers/servers';

const host = 'pvt-api.corp.example';
const { opened, issued } = serversOf([host]);

const url = `https://${host}/`;
const a = (name: string, data: string, ttl = 60): Answer => ({ type: 'A', name, ttl, data });
const aaaa = (name: string, data: string, ttl = 60): Answer => ({ type: 'AAAA', name, ttl, data });
const cname = (name: string, data: string, ttl = 300): Answer => ({ type: 'CNAME', name, ttl, data });
const nxdomain = { flags: 0x183 };

/** The results of one call; nothing listens on the discard port of loopback. */
async function all(target: Partial<ProbeTarget>, timeouts = {}) {
  const { results } = await probe([{ ca: issued.authority.cert, url: `https://${host}:9/`, ...target }], {
    timeouts,
  });
  return results;
}

describe('the answer of a DNS server', () => {
  test('is told whole: the CNAMEs, every address with its TTL, server, transport and milliseconds', async () => {
    const resolver = await opened.dns((name, type) => ({
      answers: [
        cname('nlb.corp.example', 'nlb-1.elb.eu-west-1.amazonaws.com', 120),
        cname(name, 'nlb.corp.example'),
        ...(type === 'A'
          ? [a('NLB-1.elb.eu-west-1.amazonaws.com', '127.0.0.1', 60), a('stranger.example', '127.0.0.9')]
          : []),
      ],
    }));
    const [result, ...others] = await all({ resolver });
    expect(others).toEqual([]);
    expect(result).toMatchObject({
      address: '127.0.0.1',
      ttl: 60,
      dns: {
        by: 'resolver',
        server: resolver,
        questions: [
          { type: 'A', transport: 'udp', ended: 'answered' },
          { type: 'AAAA', transport: 'udp', ended: 'no-data' },
        ],
        records: [
          { name: host, type: 'CNAME', ttl: 300, data: 'nlb.corp.example' },
          { name: 'nlb.corp.example', type: 'CNAME', ttl: 120, data: 'nlb-1.elb.eu-west-1.amazonaws.com' },
          { name: 'nlb-1.elb.eu-west-1.amazonaws.com', type: 'A', ttl: 60, data: '127.0.0.1' },
        ],
      },
    });
    expect(result?.dns?.questions?.[0]?.ms).toBeGreaterThan(0);
  });

  test('is asked for again over TCP where it is truncated', async () => {
    const resolver = await opened.dns((name, type, over) =>
      over === 'udp' ? { flags: 0x380 } : { answers: type === 'A' ? [a(name, '127.0.0.1')] : [] },
    );
    const [result] = await all({ resolver });
    expect(result).toMatchObject({ address: '127.0.0.1', dns: { questions: [{ transport: 'tcp' }, {}] } });
  });

  test('is asked for over TCP alone on demand', async () => {
    const seen = new Set<string>();
    const resolver = await opened.dns((name, type, over) => {
      seen.add(over);
      return { answers: type === 'A' ? [a(name, '127.0.0.1')] : [] };
    });
    const [result] = await all({ resolver: `tcp://${resolver}` });
    expect(result).toMatchObject({ address: '127.0.0.1', dns: { server: `tcp://${resolver}` } });
    expect([...seen]).toEqual(['tcp']);
  });

  test('that is too long for UDP and silent over TCP names both', async () => {
    const resolver = await opened.dns((_name, _type, over) =>
      over === 'udp' ? { flags: 0x380 } : undefined,
    );
    const [result] = await all({ resolver }, { resolve: 400 });
    expect(result).toMatchObject({ hop: 'dns', code: 'DNS_RESOLVER_UNREACHABLE' });
    expect(result?.dns?.questions).toMatchObject([
      { transport: 'tcp', ended: 'resolver-silent' },
      { transport: 'tcp', ended: 'resolver-silent' },
    ]);
    expect(result?.because).toContain('too long for UDP');
  });

  test('that leads to a name which does not exist says so', async () => {
    const resolver = await opened.dns((name) => ({
      ...nxdomain,
      answers: [cname(name, 'gone.corp.example')],
    }));
    const [result] = await all({ resolver });
    expect(result).toMatchObject({ code: 'DNS_RECORD_NOT_FOUND', dns: { records: [{ type: 'CNAME' }] } });
    expect(result?.because).toContain('gone.corp.example');
  });

  test('that turns in a circle has no address', async () => {
    const resolver = await opened.dns(() => ({
      answers: [cname(host, 'other.corp.example'), cname('other.corp.example', host)],
    }));
    expect(await all({ resolver })).toMatchObject([{ code: 'DNS_NO_DATA' }]);
  });

  test('that can’t be read is told from a silent server', async () => {
    const resolver = await opened.dns(() => ({ answers: [a(host, '127.0.0.1')], flags: 0x187 }));
    expect(await all({ resolver })).toMatchObject([{ code: 'DNS_RESOLVER_DECLINES' }]);
  });

  test.each(['a'.repeat(64), 'a..b', Array(70).fill('abc').join('.')])(
    'is not asked for of %s, which is no DNS name',
    async (name) => {
      const asked: string[] = [];
      const resolver = await opened.dns((one) => {
        asked.push(one);
        return nxdomain;
      });
      const [result] = await all({ url: `https://${name}/`, resolver });
      expect(result).toMatchObject({ code: 'PROBE_LOCAL_FAULT', outcome: 'unknown' });
      expect(asked).toEqual([]);
    },
  );

  test('over TCP from a closed port is told', async () => {
    const resolver = await opened.dns(() => undefined);
    await opened.close();
    const [result] = await all({ resolver: `tcp://${resolver}` });
    expect(result).toMatchObject({ code: 'DNS_RESOLVER_UNREACHABLE', confidence: 'high' });
  });

  test('serves all calls of a run, and the next run asks anew', async () => {
    const asked: string[] = [];
    const resolver = await opened.dns((name, type) => {
      asked.push(`${name} ${type}`);
      return nxdomain;
    });
    const targets = [1, 2, 3].map(() => ({ url, resolver }));
    const { results } = await probe(targets);
    expect(asked.sort()).toEqual([`${host} A`, `${host} AAAA`]);
    expect(results.map(({ phases }) => phases.total)).toEqual(Array(3).fill(results[0]?.phases.total));
    await probe(targets.slice(0, 1));
    expect(asked).toHaveLength(4);
  });

  test('for 200 names comes over one socket', async () => {
    const resolver = await opened.dns((name, type) => ({
      answers: type === 'A' ? [a(name, '127.0.0.1')] : [],
    }));
    const targets = Array.from({ length: 200 }, (_, index) => ({
      url: `http://n${index}.corp.example:9/`,
      resolver,
    }));
    const { results } = await probe(targets, { concurrency: 50 });
    expect(results.filter(({ address }) => address === '127.0.0.1')).toHaveLength(200);
  });
});

test.each([
  ['10.10.0.2', { address: '10.10.0.2', port: 53, transport: 'udp' }],
  ['10.10.0.2:5353', { address: '10.10.0.2', port: 5353, transport: 'udp' }],
  ['tcp://10.10.0.2', { address: '10.10.0.2', port: 53, transport: 'tcp' }],
  ['udp://[fd00::2]:54', { address: 'fd00::2', port: 54, transport: 'udp' }],
  ['fd00::2', { address: 'fd00::2', port: 53, transport: 'udp' }],
])('the server %s is %j', (text, server) => {
  expect(parseServer(text)).toEqual({ ...server, text });
});

test('the server "system" is the first one of this machine', () => {
  const before = getServers();
  try {
    setServers(['[fd00::2]:5353', '10.10.0.2']);
    expect(parseServer('system')).toMatchObject({ address: 'fd00::2', port: 5353, transport: 'udp' });
    setServers([]);
    expect(() => parseServer('system')).toThrow('PROBE_BAD_RESOLVER');
  } finally {
    setServers(before);
  }
});

describe('address families', () => {
  const both = () =>
    opened.dns((name, type) => ({ answers: [type === 'A' ? a(name, '127.0.0.1') : aaaa(name, '::1')] }));

  test('both are called, unless one is wanted', async () => {
    const resolver = await both();
    const dialled = async (choice: Partial<ProbeTarget>) =>
      (await all({ resolver, ...choice })).map(({ address }) => address);
    expect(await dialled({})).toEqual(['127.0.0.1', '::1']);
    expect(await dialled({ family: 'ipv6' })).toEqual(['::1']);
    expect(await dialled({ prefer: 'ipv4' })).toEqual(['127.0.0.1']);
  });

  test('what is not called is told', async () => {
    const resolver = await both();
    expect(await all({ resolver, prefer: 'ipv6' })).toMatchObject([
      { address: '::1', dns: { notDialled: ['127.0.0.1'] } },
    ]);
  });

  test('a name without an address of the wanted family is named with it', async () => {
    const resolver = await opened.dns((name, type) => ({
      answers: type === 'A' ? [a(name, '127.0.0.1')] : [],
    }));
    const [result] = await all({ resolver, family: 'ipv6' });
    expect(result).toMatchObject({ code: 'DNS_NO_DATA' });
    expect(result?.because).toContain('no IPv6 address');
  });

  test('a server that ignores AAAA leaves the IPv4 address, and the silence is told', async () => {
    const resolver = await opened.dns((name, type) =>
      type === 'A' ? { answers: [a(name, '127.0.0.1')] } : undefined,
    );
    const [result] = await all({ resolver }, { resolve: 400 });
    expect(result).toMatchObject({
      address: '127.0.0.1',
      dns: { questions: [{ ended: 'answered' }, { type: 'AAAA', ended: 'resolver-silent' }] },
    });
  });

  test.each([
    [{}, ['ipv4'], ['10.0.0.1']],
    [{}, ['ipv4', 'ipv6'], ['10.0.0.1', 'fd00::1']],
    [{}, [], ['10.0.0.1', 'fd00::1']],
    [{ prefer: 'ipv6' }, ['ipv4'], ['fd00::1']],
    [{ family: 'ipv4' }, ['ipv6'], ['10.0.0.1']],
  ] as const)('%j on a machine with %j dials %j', (choice, own, expected) => {
    expect(chooseAddresses(['10.0.0.1', 'fd00::1'], choice, () => own)).toEqual(expected);
  });
});

describe('what is given instead of an answer', () => {
  const listen = () =>
    opened.https(issued.leaf, (request, response) => {
      response.writeHead(200, gatewayHeaders).end(request.headers.host);
    });

  test('--resolve leads a name and port to addresses, without a question', async () => {
    const port = await listen();
    const resolve = [`${host}:${port}:127.0.0.9`, `*:${port}:127.0.0.8`, `${host}:${port}:127.0.0.1`];
    const results = await all({ url: `https://${host}:${port}/`, resolve });
    expect(results).toMatchObject([{ address: '127.0.0.1', status: 200, phases: { resolve: 0 } }]);
    expect(results[0]?.dns).toBeUndefined();
  });

  test('--resolve without an address of the wanted family is no address', async () => {
    const [result] = await all({ resolve: [`${host}:9:127.0.0.1`], family: 'ipv6' });
    expect(result).toMatchObject({ code: 'DNS_NO_DATA', address: null });
  });

  test('--connect-to dials another place, and name, Host and certificate stay', async () => {
    const port = await listen();
    const resolver = await opened.dns((_name, type) => ({
      answers: type === 'A' ? [a('nlb.corp.example', '127.0.0.1')] : [],
    }));
    const connectTo = [`other.corp.example:443:127.0.0.9:`, `${host}::nlb.corp.example:${port}`];
    const results = await all({ url, resolver, connectTo, expect: { body: { equals: host } } });
    expect(results).toMatchObject([{ status: 200, asExpected: true, dns: { name: 'nlb.corp.example' } }]);
  });

  test('--connect-to with empty parts stands for any, and for the same', async () => {
    const port = await listen();
    const results = await all({ url: `https://${host}:${port}/`, connectTo: ['::127.0.0.1:'] });
    expect(results).toMatchObject([{ address: '127.0.0.1', status: 200 }]);
  });

  test.each([
    [{ resolve: ['pvt-api.corp.example:10.20.1.7'] }, 'PROBE_BAD_RESOLVE'],
    [{ resolve: ['pvt-api.corp.example:443:nlb'] }, 'PROBE_BAD_RESOLVE'],
    [{ connectTo: ['a:1:b'] }, 'PROBE_BAD_CONNECT_TO'],
    [{ connectTo: ['a:99999:b:1'] }, 'PROBE_BAD_CONNECT_TO'],
    [{ resolver: 'https://10.10.0.2' }, 'PROBE_BAD_RESOLVER'],
    [{ resolver: 'tcp://dns.corp.example' }, 'PROBE_BAD_RESOLVER'],
  ])('%j is refused before the first packet', async (target, code) => {
    await expect(probe([{ url, ...target }])).rejects.toMatchObject({ problems: [{ code }] });
  });

  test('all that is wrong is said at once', async () => {
    const wrong = {
      resolver: 'dns',
      address: 'x',
      resolve: ['y'],
      connectTo: ['z'],
      proxy: 'w',
      maxRedirects: -1,
    };
    await expect(probe([{ url, ...wrong }])).rejects.toMatchObject({
      problems: ['ADDRESS', 'RESOLVER', 'RESOLVE', 'CONNECT_TO', 'PROXY', 'REDIRECTS'].map((what) => ({
        code: `PROBE_BAD_${what}`,
      })),
    });
  });
});
