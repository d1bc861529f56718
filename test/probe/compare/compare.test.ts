import type { ProbeResult, Report } from '../../../tools/probe';
import { compareReports, renderComparison } from '../../../tools/probe/compare';
import { renderHtml } from '../../../tools/probe/output/html';
import { resultOf, silentResult } from '../helpers/results';

const report = (...results: ProbeResult[]): Report => ({ schemaVersion: 1, results });
const changes = (before: readonly ProbeResult[], after: readonly ProbeResult[]) =>
  compareReports(report(...before), report(...after), 'old.json').changes;
const short = (before: readonly ProbeResult[], after: readonly ProbeResult[]) =>
  changes(before, after).map(({ kind, address, direction }) =>
    [kind, address, direction].filter(Boolean).join(' '),
  );

const tls = {
  subject: 'CN=pvt-api.corp.example',
  names: ['pvt-api.corp.example'],
  issuer: 'CN=Corp CA',
  daysLeft: 20,
  protocol: 'TLSv1.3',
  cipher: 'TLS_AES_128_GCM_SHA256',
};
const unknown = { ...silentResult, outcome: 'unknown', hop: null, code: 'PROBE_INTERRUPTED' } as const;

test('the same report has no changes', () => {
  expect(changes([resultOf({ tls }), silentResult], [resultOf({ tls }), silentResult])).toEqual([]);
  expect(renderComparison(compareReports(report(resultOf()), report(resultOf()), 'old.json'))).toBe(
    'nothing changed since old.json (1 call in both)',
  );
});

test('a call that fails now is worse, one that works now is better, and unknown is never better', () => {
  expect(changes([resultOf()], [silentResult])).toEqual([
    {
      kind: 'verdict',
      call: 'GET https://pvt-api.corp.example/',
      address: '10.20.1.7',
      direction: 'worse',
      before: 'as expected (FUNCTION_ANSWERED, HTTP 200)',
      after: 'failed at network (CONNECT_TIMED_OUT)',
    },
  ]);
  expect(short([silentResult], [resultOf()])).toEqual(['verdict 10.20.1.7 better']);
  expect(short([silentResult], [unknown])).toEqual(['verdict 10.20.1.7 unknown']);
  expect(short([resultOf()], [unknown])).toEqual(['verdict 10.20.1.7 worse']);
});

test('the hop, the reason and the status are told apart', () => {
  const other = { ...silentResult, hop: 'load-balancer', code: 'RESET_AFTER_TLS' } as const;
  expect(short([silentResult], [other])).toEqual(['verdict 10.20.1.7 neither']);
  expect(short([silentResult], [{ ...silentResult, code: 'NO_ROUTE_TO_DESTINATION' }])).toEqual([
    'code 10.20.1.7 neither',
  ]);
  expect(changes([resultOf()], [resultOf({ status: 204 })])).toMatchObject([
    { kind: 'status', before: 'HTTP 200', after: 'HTTP 204' },
  ]);
});

test('calls are the same by vantage, name, method and URL; new and gone ones are named', () => {
  const app = resultOf({ vantage: 'app' });
  expect(short([resultOf()], [app])).toEqual(['call-new neither', 'call-gone neither']);
  expect(short([], [silentResult])).toEqual(['call-new worse']);
});

test('addresses that came and went are named, with what became of them', () => {
  const second = resultOf({ address: '10.20.2.9' });
  expect(short([resultOf()], [resultOf(), { ...silentResult, address: '10.20.2.9' }])).toEqual([
    'address-new 10.20.2.9 worse',
  ]);
  expect(short([resultOf(), second], [resultOf()])).toEqual(['address-gone 10.20.2.9 neither']);
});

test('where every address is another one, the worst of the call before and after are compared', () => {
  const lost = resultOf({ ...silentResult, address: null, hop: 'dns', code: 'DNS_RECORD_NOT_FOUND' });
  expect(short([resultOf()], [lost])).toEqual(['verdict worse', 'address-gone 10.20.1.7 neither']);
});

describe('a certificate', () => {
  const change = (before: Partial<typeof tls>, after: Partial<typeof tls>) =>
    short([resultOf({ tls: { ...tls, ...before } })], [resultOf({ tls: { ...tls, ...after } })]);

  test('that got older is the same', () => {
    expect(change({ daysLeft: 20 }, { daysLeft: 3 })).toEqual([]);
  });

  test('that was renewed, or is another’s, is said', () => {
    expect(change({ daysLeft: 20 }, { daysLeft: 390 })).toEqual(['certificate 10.20.1.7 neither']);
    expect(change({ daysLeft: -1 }, { daysLeft: 390 })).toEqual(['certificate 10.20.1.7 better']);
    expect(change({}, { issuer: 'CN=Somebody else' })).toEqual(['certificate 10.20.1.7 neither']);
  });

  test('with fingerprints is the same by them', () => {
    const chain = (fingerprint: string) => [
      {
        ...tls,
        fingerprint,
        notBefore: '2026-01-01T00:00:00Z',
        notAfter: '2027-01-01T00:00:00Z',
        serial: '01',
        key: 'RSA 2048',
      },
    ];
    const one = resultOf({ tls: { ...tls, chain: chain('AA') } });
    expect(short([one], [resultOf({ tls: { ...tls, daysLeft: 99, chain: chain('AA') } })])).toEqual([]);
    expect(short([one], [resultOf({ tls: { ...tls, chain: chain('BB') } })])).toEqual([
      'certificate 10.20.1.7 neither',
    ]);
  });
});

const took = (firstByte: number, total: number) =>
  resultOf({ phases: { resolve: 1, connect: 2, tls: 4, firstByte, total } });

describe('latency', () => {
  test.each([
    ['less than twice as long', took(90, 100), took(180, 190), []],
    ['twice, and by less than 20 ms', took(5, 12), took(20, 30), []],
    ['twice, and by more', took(90, 100), took(210, 220), ['latency 10.20.1.7 worse']],
    ['half, and by more', took(210, 220), took(90, 100), ['latency 10.20.1.7 better']],
  ] as const)('%s', (_name, before, now, expected) => {
    expect(short([before], [now])).toEqual(expected);
  });

  test('names the phase that differs most, and is not told of a call that failed', () => {
    expect(changes([took(90, 100)], [took(310, 320)])[0]).toMatchObject({
      before: '100 ms (first byte 90 ms)',
      after: '320 ms (first byte 310 ms)',
    });
    const slow = { ...silentResult, phases: { ...silentResult.phases, total: 60_000 } };
    expect(changes([silentResult], [slow])).toEqual([]);
  });
});

describe('of repeated calls', () => {
  const repeated = (p50: number, p99: number, total: number): Report => {
    const latency = { p50, p90: p99, p99, 'p99.9': p99, max: p99 };
    const statistics = { calls: 100, asExpected: 100, codes: [], latency, service: latency };
    return { ...report(took(total - 10, total)), statistics };
  };
  const said = (before: Report, now: Report) =>
    compareReports(before, now, 'old.json').changes.map(({ before: was, after }) => `${was} → ${after}`);

  test('the percentiles are compared, not single calls', () => {
    expect(said(repeated(30, 90, 40), repeated(35, 400, 500))).toEqual(['p99 90 ms → p99 400 ms']);
    expect(said(repeated(30, 90, 40), report(took(490, 500)))).toEqual([]);
  });
});

test('of repeated calls the last to an address counts', () => {
  const early = { ...silentResult, at: '2026-01-01T00:00:00.000Z' };
  const late = resultOf({ at: '2026-01-01T00:01:00.000Z' });
  expect(changes([late, early], [resultOf()])).toEqual([]);
});

test('for people what is worse stands first, a line a change; in HTML too', () => {
  const comparison = compareReports(
    report(silentResult, resultOf({ name: 'root' })),
    report(resultOf(), { ...silentResult, name: 'root' }),
    'old.json',
  );
  expect(renderComparison(comparison).split('\n')).toEqual([
    'changes since old.json (2 calls in both):',
    '↓ root (10.20.1.7): verdict as expected (FUNCTION_ANSWERED, HTTP 200) → failed at network (CONNECT_TIMED_OUT)',
    '↑ GET https://pvt-api.corp.example/ (10.20.1.7): verdict failed at network (CONNECT_TIMED_OUT) → as expected (FUNCTION_ANSWERED, HTTP 200)',
  ]);
  const html = renderHtml({ ...report(resultOf()), comparison }, new Date(0));
  expect(html).toContain('<h2>Changes since old.json</h2>');
  expect(html).toContain('<span class="badge bad">worse</span>');
});
