import { createHash } from 'node:crypto';
import { explainAll, type ProbeResult, type Report } from '../../../tools/probe';
import { renderHtml } from '../../../tools/probe/output/html';
import { stepsOf } from '../../../tools/probe/output/html/path';
import { barsOf } from '../../../tools/probe/output/html/waterfall';
import { resultOf, silentResult } from '../helpers/results';

const at = new Date('2026-01-02T03:04:05Z');
const tls = {
  subject: 'CN=pvt-api.corp.example',
  names: ['pvt-api.corp.example'],
  issuer: 'CN=Corp CA',
  daysLeft: -3,
  protocol: 'TLSv1.3',
  cipher: 'TLS_AES_128_GCM_SHA256',
};
const page = (report: Omit<Report, 'schemaVersion'>): string =>
  renderHtml(explainAll({ schemaVersion: 1, ...report }), at);
const states = (result: ProbeResult) => stepsOf(result).map(({ hop, state }) => `${hop} ${state}`);

test('says what was seen, what it means, what to run next and where the runbook is, of each address', () => {
  const html = page({ results: [resultOf({ tls }), { ...silentResult, address: '10.20.2.9' }] });
  for (const text of [
    '10.20.1.7',
    '10.20.2.9',
    'CONNECT_TIMED_OUT',
    'Packets vanish: nothing answers the connection attempt.',
    'npx hybrid-api trace --from on-prem GET https://pvt-api.corp.example/',
    '<a href="docs/runbooks/timeout.md">',
    'low confidence; may also be</span> ENI_SG_RULES_MISMATCH (network)',
    'expired 3 days ago',
    'exit code 11',
  ])
    expect(html).toContain(text);
});

test('says who made the calls, where it was not this machine', () => {
  const via = { kind: 'fleet', name: 'arn:aws:states:eu-west-1:111122223333:stateMachine:<corp>' } as const;
  expect(page({ results: [resultOf()], via })).toContain('called by fleet arn:aws:states:');
  expect(page({ results: [resultOf()], via })).not.toContain('<corp>');
});

test('loads nothing and runs nothing: its own style alone is allowed, by its hash', () => {
  const html = page({ results: [resultOf(), silentResult] });
  const [, style = ''] = /<style>([\s\S]*)<\/style>/.exec(html) ?? [];
  const hash = createHash('sha256').update(style).digest('base64');
  expect(html).toContain('default-src &#39;none&#39;');
  expect(html).toContain(`sha256-${hash}`);
  expect(html).not.toMatch(/<script|<link|<img|<iframe|\ssrc=|\sstyle=|\son\w+=|url\(|@import/i);
});

test('whatever a server or a configuration says is text, never markup or a script', () => {
  const hostile = `"><script>alert(1)</script><img src=x onerror='alert(2)'>&`;
  const result = {
    ...silentResult,
    name: hostile,
    vantage: hostile,
    because: hostile,
    address: hostile,
    messages: [hostile],
    tls: { ...tls, subject: hostile, names: [hostile], issuer: hostile, cipher: hostile },
  };
  const skipped = [
    { url: 'https://a.example/', name: hostile, method: 'GET', vantage: hostile, reason: hostile },
  ];
  const html = renderHtml(
    {
      ...explainAll(
        { schemaVersion: 1, results: [result, resultOf()], skipped },
        { runbooks: 'javascript:alert(3)//' },
      ),
    },
    at,
  );
  expect(html).not.toMatch(/<script|<img|href="javascript/i);
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
});

describe('the path', () => {
  test('of a pass is green to its end', () => {
    expect(new Set(stepsOf(resultOf()).map(({ state }) => state))).toEqual(new Set(['good']));
  });

  test('marks the hop that failed, those that may be it instead, and those never reached', () => {
    const candidates = [{ hop: 'endpoint', code: 'ENDPOINT_PORT_CLOSED' }] as const;
    expect(states({ ...silentResult, candidates })).toEqual([
      'dns good',
      'network bad',
      'load-balancer later',
      'endpoint maybe',
      'gateway later',
      'policy later',
      'authorizer later',
      'integration later',
    ]);
  });

  test('of a refusal that was expected ends without a failure', () => {
    const refused = resultOf({ outcome: 'stop', hop: 'policy', status: 403, expected: { status: 403 } });
    expect(states(refused).slice(5)).toEqual(['policy ended', 'authorizer later', 'integration later']);
    expect(stepsOf(refused)[5]).toMatchObject({ fact: 'HTTP 403', says: 'ended here, as expected' });
  });

  test('is not known where nothing is known of the chain', () => {
    const unknown = resultOf({ outcome: 'unknown', hop: null, asExpected: false });
    expect(new Set(stepsOf(unknown).map(({ state }) => state))).toEqual(new Set(['unknown']));
  });
});

describe('the waterfall', () => {
  test('begins each phase where the one before ended, and has the rest as transfer', () => {
    const bars = barsOf({ phases: { resolve: 1, connect: 2, tls: 4, firstByte: 8, total: 20 } });
    expect(bars.map(({ label, from, ms }) => [label, from, ms])).toEqual([
      ['resolve', 0, 1],
      ['connect', 1, 2],
      ['TLS', 3, 4],
      ['first byte', 7, 8],
      ['transfer', 15, 5],
    ]);
  });

  test('has the exchanges that led on before the last one', () => {
    const phases = { resolve: 1, connect: 2, tls: 4, firstByte: 8, total: 50 };
    const url = 'https://a.corp.example/';
    const redirect = {
      url,
      method: 'GET',
      address: null,
      status: 302,
      to: url,
      phases: { ...phases, total: 30 },
    };
    const bars = barsOf({ phases, redirects: [redirect] });
    expect(bars[0]).toMatchObject({ label: 'redirects', from: 0, ms: 30 });
    expect(bars[1]).toMatchObject({ label: 'resolve', from: 30, ms: 1 });
    expect(bars.at(-1)).toMatchObject({ label: 'transfer', from: 45, ms: 5 });
  });

  test('ends with the phase that was not finished', () => {
    const bars = barsOf({
      phases: { resolve: 0, connect: null, tls: null, firstByte: null, total: 5000 },
    });
    expect(bars.map(({ label, kind, ms, says }) => [label, kind, ms, says])).toEqual([
      ['resolve', 'resolve', 0, 'nothing to do'],
      ['connect', 'unfinished', 5000, 'not finished, 5000 ms'],
    ]);
  });
});

test('a call that was due and not made is unknown', () => {
  const reason = 'the run was ended before';
  const html = page({
    results: [resultOf()],
    skipped: [{ url: 'https://a.example/', method: 'GET', reason, unknown: true }],
  });
  expect(html).toContain('<b class="unknown">1</b> unknown');
  expect(html).toContain(`<span class="badge unknown">? unknown</span> ${reason}`);
});

test('of many calls those that failed are open, and an overview leads to each', () => {
  const results = [1, 2, 3, 4].map((count) => resultOf({ name: `call ${count}` }));
  const html = page({ results: [...results, { ...silentResult, name: 'bad one' }] });
  const open = [...html.matchAll(/<details class="call" id="(call-\d)"( open)?>/g)];
  expect(open.map(([, id, mark]) => [id, mark === ' open'])).toEqual([
    ['call-1', false],
    ['call-2', false],
    ['call-3', false],
    ['call-4', false],
    ['call-5', true],
  ]);
  expect(html).toContain('<a href="#call-5">bad one</a>');
});
