import { KitError } from '../../../tools/kit-error';
import type { ProbeArguments } from '../../../tools/probe/flags';
import { type Inputs, planCalls } from '../../../tools/probe/read-arguments';
import type { ProbeTarget } from '../../../tools/probe/target';

const url = 'https://pay.corp.example/';
const files: Readonly<Record<string, string>> = { headers: 'A: 1\n\nX-Token: t\n', ready: '' };
const ready = JSON.stringify({
  vantages: { 'on-prem': { socks: '127.0.0.1:1', dns: '127.0.0.1:2' } },
  ca: '/ca',
});
const inputs = (target: Partial<ProbeTarget> = {}): Inputs => ({
  readFile: (path) => (path === 'ready' ? ready : (files[path] ?? '')),
  readStdin: () => 'B: 2\n',
  loadConfig: (path) =>
    path === 'hybrid.yaml'
      ? {
          config: { expect: [{ from: 'on-prem', call: `GET ${url}`, headers: {}, expect: { status: 200 } }] },
        }
      : { targets: [{ name: 'a', target: { name: 'a', url, ...target } }] },
});
/** @param given flags of this run; @param settings what files of settings say */
const called = (target: Partial<ProbeTarget>, given: ProbeArguments, settings: ProbeArguments = {}) =>
  planCalls([], { config: 'probe.yaml', ...settings, ...given }, inputs(target), { given, namedFile: true })
    .targets[0];
const codesOf = (work: () => unknown): string[] => {
  try {
    work();
  } catch (error) {
    if (error instanceof KitError) return error.problems.map(({ code, where }) => `${code} ${where}`);
    throw error;
  }
  return [];
};

describe('over what a file says of a call', () => {
  const target = { resolver: '10.0.0.1', timeouts: { connect: 1000, tls: 1000 } };

  test('goes what was said for this run; files of settings say what it leaves open', () => {
    expect(called(target, { resolver: '10.0.0.2' }, { ca: 'user.pem' })).toMatchObject({
      resolver: '10.0.0.2',
      ca: 'user.pem',
    });
    expect(called(target, {}, { resolver: '10.0.0.3', cert: 'c', key: 'k' })).toMatchObject({
      resolver: '10.0.0.1',
      clientCertificate: { cert: 'c', key: 'k' },
    });
  });

  test('limits of this run replace those of the target, each by itself', () => {
    expect(called(target, { 'connect-timeout': 9 }, { 'tls-timeout': 9 })?.timeouts).toEqual({ tls: 1000 });
  });

  test('retries of this run replace those of the target', () => {
    const retrying = { retries: 2, delay: 500, any: false };
    expect(called({ retrying }, {}, { retries: 1 })?.retrying).toEqual(retrying);
    expect(called({ retrying }, { retries: 0 })?.retrying).toBeUndefined();
  });

  test('a twin is reached by its own resolver and authority, whatever files of settings say', () => {
    expect(called(target, { twin: 'ready' }, { ca: 'user.pem', resolver: '10.0.0.3' })).toMatchObject({
      resolver: '127.0.0.1:2',
      ca: '/ca',
    });
  });

  test('a token of this run replaces every other proof, headers are added or replaced', () => {
    const own = {
      sigv4: {},
      headers: [
        ['A', '0'],
        ['C', '3'],
      ] as const,
    };
    expect(called(own, { 'bearer-file': 'token', header: ['@headers'] })).toEqual({
      name: 'a',
      url,
      bearer: { file: 'token' },
      headers: [
        ['C', '3'],
        ['A', '1'],
        ['X-Token', 't'],
      ],
    });
  });

  test('a profile alone signs what is signed anyway', () => {
    expect(called({ sigv4: { profile: 'a', region: 'r' } }, { profile: 'b' })?.sigv4).toEqual({
      profile: 'b',
      region: 'r',
    });
    expect(called({}, { profile: 'b' })?.sigv4).toBeUndefined();
    expect(called({}, { profile: 'b', sigv4: true })?.sigv4).toMatchObject({ profile: 'b' });
    expect(called({ sigv4: {} }, {}, { region: 'r', profile: 'b' })?.sigv4).toEqual({ region: 'r' });
  });

  test('what would do nothing is refused, each flag', () => {
    const idle: ProbeArguments = { method: 'PUT', 'expect-status': 200, header: ['A: 1'] };
    expect(codesOf(() => called({}, idle))).toEqual([
      'PROBE_BAD_OPTION --method',
      'PROBE_BAD_OPTION --expect-status',
    ]);
    const hybrid = () =>
      planCalls([], { ...idle, config: 'hybrid.yaml' }, inputs(), { given: idle, namedFile: true });
    expect(codesOf(hybrid)).toHaveLength(3);
    expect(
      planCalls([], { config: 'hybrid.yaml', ...idle }, inputs(), { given: {}, namedFile: true }).targets,
    ).toHaveLength(1);
  });
});

test('a file that nobody named runs no programs', () => {
  const plan = (namedFile: boolean) =>
    planCalls([], { config: 'probe.yaml' }, inputs({ token: { command: ['get'] } }), {
      given: {},
      namedFile,
    });
  expect(codesOf(() => plan(false))).toEqual(['PROBE_COMMAND_NOT_TRUSTED probe.yaml']);
  expect(plan(true).targets[0]?.token).toEqual({ command: ['get'] });
});

describe('stdin is one thing', () => {
  const plan = (args: ProbeArguments) => planCalls([url], args, inputs()).targets[0];

  test('headers, a token, or a key', () => {
    expect(plan({ header: ['@-'] })?.headers).toEqual([['B', '2']]);
    expect(plan({ 'bearer-file': '-' })?.bearer).toEqual({ stdin: true });
    expect(plan({ 'api-keys': '-' })?.apiKey).toEqual({ stdin: true });
    expect(plan({ 'api-keys': '-', 'api-key': 'acme' })?.apiKey).toEqual({ stdin: true, name: 'acme' });
  });

  test.each<ProbeArguments>([
    { 'bearer-file': '-', 'api-keys': '-' },
    { 'bearer-file': '-', data: '-' },
    { header: ['@-'], data: '@-' },
  ])('%j is PROBE_STDIN_TWICE', (args) => {
    expect(codesOf(() => plan(args))).toEqual(['PROBE_STDIN_TWICE stdin']);
  });

  test('for the file of calls and a secret of one of them, too', () => {
    const both = () => planCalls([], { config: '-' }, inputs({ bearer: { stdin: true } }));
    expect(codesOf(both)).toEqual(['PROBE_STDIN_TWICE stdin']);
  });
});

describe('who calls, by flags', () => {
  const proof = (args: ProbeArguments) => {
    const {
      url: _url,
      method: _method,
      headers: _headers,
      body: _body,
      expect: _expect,
      ...rest
    } = planCalls([url], args, inputs()).targets[0] as ProbeTarget;
    return rest;
  };

  test.each<[ProbeArguments, object]>([
    [
      { 'bearer-secret': 'pay/token#jwt', region: 'eu-west-1' },
      { bearer: { secret: 'pay/token', name: 'jwt', region: 'eu-west-1' } },
    ],
    [{ 'bearer-secret': 'pay/token', profile: 'p' }, { bearer: { secret: 'pay/token', profile: 'p' } }],
    [{ 'api-key-secret': 'pay/key' }, { apiKey: { secret: 'pay/key' } }],
    [{ 'token-command': 'get --a "b c"' }, { token: { command: ['get', '--a', 'b c'], as: 'jwt' } }],
    [
      { 'saml-command': '["get"]', 'token-header': 'X-Token', 'token-timeout': 5 },
      { token: { command: ['get'], as: 'saml', header: 'X-Token', timeoutSeconds: 5 } },
    ],
  ])('%j', (args, expected) => {
    expect(proof(args)).toEqual(expected);
  });

  test.each<[ProbeArguments, string[]]>([
    [{ 'bearer-file': 't', 'token-command': 'x' }, ['PROBE_TWO_PROOFS --token-command']],
    [{ 'bearer-file': 't', profile: 'p' }, ['PROBE_TWO_PROOFS --sigv4']],
    [{ 'bearer-secret': 't', role: 'r', profile: 'p' }, ['PROBE_TWO_PROOFS --sigv4']],
    [{ 'api-key-secret': 'k', 'api-keys': 'f' }, ['PROBE_BAD_OPTION --api-key-secret']],
    [
      { 'token-command': 'a | b', 'token-timeout': 0 },
      ['PROBE_BAD_OPTION --token-timeout', 'PROBE_BAD_OPTION --token-command'],
    ],
  ])('%j is refused', (args, codes) => {
    expect(codesOf(() => proof(args))).toEqual(codes);
  });
});
