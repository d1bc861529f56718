import { scrapeLimit } from '../../../../tools/probe/running/serve/answer-probe';
import { debugPage, negotiate, probeGauges } from '../../../../tools/probe/running/serve/page';
import { resultOf, silentResult } from '../../helpers/results';

test.each<[string | undefined, string]>([
  [undefined, 'prometheus'],
  ['*/*', 'prometheus'],
  ['text/plain;version=0.0.4', 'prometheus'],
  [
    'application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.2,*/*;q=0.1',
    'openmetrics',
  ],
  ['text/plain;q=0.9,application/openmetrics-text;q=0.3', 'prometheus'],
])('a reader that accepts %s gets %s', (accept, form) => {
  expect(negotiate(accept)).toBe(form);
});

test.each<[string | undefined, number]>([
  [undefined, Number.POSITIVE_INFINITY],
  ['10', 9500],
  ['0.6', 300],
  ['soon', Number.NaN],
  ['-1', Number.NaN],
  ['', Number.NaN],
])('a scraper that waits %s s leaves %s ms', (header, ms) => {
  expect(scrapeLimit(header)).toBe(ms);
});

const valuesOf = (results: Parameters<typeof probeGauges>[0]['results'], name: string) =>
  probeGauges({ results }).find((gauge) => gauge.name === name)?.samples;

test('a name is as bad as its worst address, and each address is told apart', () => {
  const results = [resultOf(), { ...silentResult, address: '10.20.2.7' }];
  expect(valuesOf(results, 'probe_success')).toEqual([{ labels: {}, value: 0 }]);
  expect(valuesOf(results, 'probe_http_status_code')).toEqual([{ labels: {}, value: 0 }]);
  expect(valuesOf(results, 'probe_address_success')).toEqual([
    { labels: { address: '10.20.1.7', hop: 'integration', code: 'FUNCTION_ANSWERED' }, value: 1 },
    { labels: { address: '10.20.2.7', hop: 'network', code: 'CONNECT_TIMED_OUT' }, value: 0 },
  ]);
});

test('what fails comes before what is unknown before what is slow', () => {
  const unknown = resultOf({ outcome: 'unknown', code: 'PROBE_LOCAL_FAULT', asExpected: false });
  const slow = resultOf({ phases: { ...resultOf().phases, total: 9000 } });
  const success = (...results: (typeof unknown)[]) => [
    valuesOf(results, 'probe_success')?.[0]?.value,
    valuesOf(results, 'probe_unknown')?.[0]?.value,
  ];
  expect(success(slow, unknown)).toEqual([0, 1]);
  expect(success(slow, unknown, silentResult)).toEqual([0, 0]);
  expect(valuesOf([resultOf(), slow], 'probe_duration_seconds')?.[0]?.value).toBe(9);
});

test('the page for people names headers without their values', async () => {
  const target = {
    url: 'https://pvt-api.corp.example/',
    headers: { Authorization: 'Bearer very-secret' },
    ca: '-----BEGIN CERTIFICATE-----…',
  };
  const { text } = await debugPage(target, { schemaVersion: 1, results: [resultOf()] });
  expect(text).toContain('"Authorization"');
  expect(text).not.toMatch(/very-secret|BEGIN/);
  expect(text).toContain('1 of 1 as expected');
  expect(text).toContain('\nprobe_success 1\n');
});
