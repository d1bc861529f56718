import type { Expectation, HybridConfig } from '../../stacks/config-schema';
import { type Inputs, planCalls, readTimeouts } from '../../tools/probe/read-arguments';

const url = 'https://pvt-api.corp.example/';
const call = `GET ${url}`;
const expect200 = { headers: {}, call, expect: { status: 200 } };
const expectations: Expectation[] = [
  { ...expect200, from: 'on-prem', name: 'root' },
  { ...expect200, from: 'app' },
  { headers: {}, call, from: 'internet', expect: 'unreachable' },
];
const door = (port: number) => ({ socks: `127.0.0.1:${port}`, dns: `127.0.0.1:${port + 1}` });
const ready = {
  vantages: { 'on-prem': door(1000), app: door(2000), internet: door(3000) },
  ca: '/run/ca.pem',
};
const files: Readonly<Record<string, string>> = {
  'ready.json': JSON.stringify(ready),
  'bad.json': '{}',
  'order.json': '{"n":1}',
};
const inputs: Inputs = {
  readFile: (path) => {
    const text = files[path];
    if (text === undefined) throw new Error('ENOENT');
    return text;
  },
  readStdin: () => 'from stdin',
  loadConfig: () => ({ config: { expect: expectations } }),
};
const plan = (words: string[], args = {}) => planCalls(words, args, inputs);
const problemsOf = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    return (error as { problems: { code: string; what: string }[] }).problems.map(({ code }) => code);
  }
  return [];
};

test('messages and what is expected of them belong to a WebSocket', () => {
  const { targets } = plan(['wss://ws.corp.example/'], { send: ['a', 'b'], 'expect-message': 'echo' });
  expect(targets[0]).toMatchObject({ send: ['a', 'b'], expect: { status: 101, message: 'echo' } });
  const json = plan(['wss://ws.corp.example/'], { 'expect-message-json': '{"n":1}' });
  expect(json.targets[0]?.expect).toEqual({ status: 101, message: { json: { n: 1 } } });
  const broken = () => plan(['wss://ws.corp.example/'], { 'expect-message-json': '{' });
  expect(problemsOf(broken)).toEqual(['PROBE_BAD_OPTION']);
});

describe('URLs on the command line', () => {
  test('are called by GET unless a method is before them or given', () => {
    const { targets } = plan([url, 'DELETE', `${url}a`], {});
    expect(targets.map((target) => [target.method, target.url])).toEqual([
      ['GET', url],
      ['DELETE', `${url}a`],
    ]);
    expect(plan([url], { method: 'PUT' }).targets[0]?.method).toBe('PUT');
  });

  test('have methods in any case, and other words as they are', () => {
    const { targets } = plan(['delete', url, 'PURGE', url], {});
    expect(targets.map(({ method }) => method)).toEqual(['DELETE', 'PURGE']);
    expect(plan([url], { method: 'patch' }).targets[0]?.method).toBe('PATCH');
    expect(plan([url], { method: 'm-search' }).targets[0]?.method).toBe('m-search');
  });

  test('have to follow a method', () => {
    for (const words of [['GET'], [url, 'get'], ['GET', 'PUT', url]])
      expect(problemsOf(() => plan(words, {}))).toEqual(['PROBE_BAD_URL']);
  });

  test('with a body are called by POST; the body comes from the line, a file or stdin', () => {
    const bodies = ['a=1', '@order.json', '-'].map((data) => plan([url], { data }).targets[0]);
    expect(bodies.map((target) => target?.body)).toEqual(['a=1', '{"n":1}', 'from stdin']);
    expect(bodies[0]?.method).toBe('POST');
  });

  test('get to their server as the flags say', () => {
    const wire = {
      resolver: 'tcp://10.10.0.2',
      prefer: 'ipv6' as const,
      resolve: ['a:443:10.0.0.1'],
      'connect-to': ['::10.0.0.1:'],
    };
    const { 'connect-to': connectTo, ...same } = wire;
    expect(plan([url], wire).targets[0]).toMatchObject({ ...same, connectTo });
    expect(plan([url], { ipv6: true }).targets[0]).toMatchObject({ family: 'ipv6' });
    expect(problemsOf(() => plan([url], { ipv4: true, prefer: 'ipv6' }))).toEqual(['PROBE_BAD_OPTION']);
  });

  test('go through the vantage of the twin that is named', () => {
    expect(plan([url], { twin: 'ready.json', vantage: 'app' }).targets[0]).toMatchObject({
      proxy: 'socks5h://127.0.0.1:2000',
      resolver: '127.0.0.1:2001',
      family: 'ipv4',
      ca: '/run/ca.pem',
      vantage: 'app',
    });
  });

  test.each([
    [{ 'expect-status': 201 }, { status: 201 }],
    [{ 'expect-body': 'ok' }, { body: 'ok' }],
    [
      { 'expect-status': 200, 'expect-body-json': '{"a":1}' },
      { status: 200, body: { json: { a: 1 } } },
    ],
    [{ 'expect-body-matches': '^a' }, { body: { matches: '^a' } }],
    [{ 'expect-json-path': '$.a.b' }, { body: { jsonPath: '$.a.b' } }],
    [{ 'expect-json-path': '$.a[0]=5' }, { body: { jsonPath: '$.a[0]', equals: 5 } }],
    [{ 'expect-json-path': '$.a=x=y' }, { body: { jsonPath: '$.a', equals: 'x=y' } }],
    [{ 'expect-json-path': '$["a=b"]="5"' }, { body: { jsonPath: '$["a=b"]', equals: '5' } }],
    [{ 'expect-unreachable': true }, 'unreachable'],
    [{}, undefined],
  ])('%j expects %j', (args, expected) => {
    expect(plan([url], args).targets[0]?.expect).toEqual(expected);
  });
});

test.each(['a.b', '$.a[?(@.b)]=1', '$.', '=5', '$.items[', '$.items[0=5'])(
  '"%s" is refused as a JSON path',
  (path) => {
    expect(problemsOf(() => plan([url], { 'expect-json-path': path }))).toEqual(['PROBE_BAD_OPTION']);
  },
);

describe('the calls of hybrid.yaml', () => {
  test('are those of the vantage; the others are skipped with the reason', () => {
    const { targets, skipped } = plan([]);
    expect(targets).toMatchObject([{ name: 'root', vantage: 'on-prem', expect: { status: 200 } }]);
    expect(skipped.map(({ vantage, reason }) => [vantage, reason])).toEqual([
      ['app', 'to be called from app, and this probe runs at on-prem'],
      ['internet', 'to be called from internet, and this probe runs at on-prem'],
    ]);
  });

  test('are all made with a twin, each from its own vantage', () => {
    const { targets, skipped } = plan([], { twin: 'ready.json' });
    expect(targets.map(({ resolver }) => resolver)).toEqual([
      '127.0.0.1:1001',
      '127.0.0.1:2001',
      '127.0.0.1:3001',
    ]);
    expect(skipped).toEqual([]);
  });

  test('are those of one vantage of the twin when it is named', () => {
    expect(plan([], { twin: 'ready.json', vantage: 'internet' }).targets).toMatchObject([
      { vantage: 'internet', expect: 'unreachable' },
    ]);
  });
});

describe('calls with API keys', () => {
  const expect_ = [
    { ...expect200, from: 'on-prem', apiKey: 'acme' },
    { ...expect200, from: 'on-prem', apiKey: 'globex' },
  ];
  const apiKeys = {
    acme: { secret: 'partners/acme', enabled: true },
    globex: { secret: 'partners/globex', enabled: true },
  };
  const onPremises = { secrets: ['partners/acme'] } as HybridConfig['onPremises'];
  const keyed = { ...inputs, loadConfig: () => ({ config: { expect: expect_, apiKeys, onPremises } }) };

  test('go with the names of secrets that somebody else may read; the others keep their file, which stays here', () => {
    const { targets, skipped } = planCalls([], { via: 'lambda:p', 'api-keys': 'order.json' }, keyed);
    expect(targets.map(({ apiKey }) => apiKey)).toEqual([
      { secret: 'partners/acme' },
      { file: 'order.json', name: 'globex' },
    ]);
    expect(skipped).toEqual([]);
  });

  test('are an error that says what they lack, where there is no other call', () => {
    expect(() => planCalls([], {}, keyed)).toThrow(
      /PROBE_NOTHING_TO_CALL: every call from on-prem lacks something: to be called with API key acme, and no file/,
    );
  });
});

test.each([
  ['PROBE_NOTHING_TO_CALL', [], { vantage: 'branch' }],
  ['PROBE_UNKNOWN_VANTAGE', [url], { vantage: 'branch', twin: 'ready.json' }],
  ['PROBE_BAD_READY_FILE', [], { twin: 'bad.json' }],
  ['PROBE_BAD_READY_FILE', [], { twin: 'none.json' }],
  ['PROBE_BAD_BODY_FILE', [url], { data: '@none.json' }],
  ['PROBE_BAD_OPTION', [url], { header: ['no colon'] }],
  ['PROBE_BAD_OPTION', [url], { 'expect-body-matches': '(' }],
  ['PROBE_BAD_OPTION', [url], { 'expect-body-json': '{' }],
  ['PROBE_BAD_OPTION', [url], { 'expect-status': 42 }],
  ['PROBE_BAD_OPTION', [url], { 'expect-status': 200, 'expect-unreachable': true }],
])('%s for %j %j', (code, words, args) => {
  expect(problemsOf(() => plan(words, args))).toEqual([code]);
});

test('limits are given in seconds', () => {
  expect(readTimeouts({ 'connect-timeout': 0.5, 'max-time': 2 })).toEqual({ connect: 500, total: 2000 });
  expect(problemsOf(() => readTimeouts({ 'max-time': Number.NaN }))).toEqual(['PROBE_BAD_OPTION']);
});
