import { metrics } from '../../../tools/probe/metrics';
import { renderOpenMetrics } from '../../../tools/probe/output/openmetrics';
import { resultOf, silentResult } from '../helpers/results';

const tls = {
  subject: 'CN=a',
  names: ['a'],
  issuer: 'CN=b',
  daysLeft: -2,
  protocol: 'TLSv1.3',
  cipher: 'TLS_AES_128_GCM_SHA256',
};
const label = /[a-zA-Z_]\w*="(?:[^"\\\n]|\\[\\"n])*"/;
const line = new RegExp(
  `^([a-zA-Z_]\\w*)(?:\\{(${label.source}(?:,${label.source})*)?\\})? (-?[0-9.]+(?:e-?\\d+)?)$`,
);

/** The samples of a text that is OpenMetrics 1.0 with gauges only. */
function samplesOf(text: string): { name: string; labels: string; value: number }[] {
  expect(text.endsWith('\n# EOF\n')).toBe(true);
  const samples = [];
  let family = '';
  const seen = new Set<string>();
  for (const one of text.split('\n').slice(0, -2)) {
    const [, keyword, name, rest] = /^# (HELP|TYPE|UNIT) (\S+) (.*)$/.exec(one) ?? [];
    if (keyword === 'HELP') {
      expect(seen.has(name as string)).toBe(false);
      seen.add(name as string);
      family = name as string;
    } else if (keyword === 'TYPE') expect([name, rest]).toEqual([family, 'gauge']);
    else if (keyword === 'UNIT') expect(family.endsWith(`_${rest}`) && name === family).toBe(true);
    else {
      const [, sample, labels = '', value] = line.exec(one) ?? [];
      expect({ one, sample }).toEqual({ one, sample: family });
      samples.push({ name: sample as string, labels, value: Number(value) });
    }
  }
  return samples;
}

const report = { schemaVersion: 1, results: [resultOf({ tls, vantage: 'on-prem' }), silentResult] } as const;

test('is OpenMetrics, with a sample of each metric for each result', async () => {
  const text = await renderOpenMetrics(report);
  const samples = samplesOf(text);
  const numberOf = (name: string, part = 'on-prem') =>
    samples.find((one) => one.name === name && one.labels.includes(part))?.value;
  expect(numberOf('probe_success')).toBe(1);
  expect(numberOf('probe_success', 'vantage=""')).toBe(0);
  expect(numberOf('probe_duration_seconds')).toBeCloseTo(0.1277);
  expect(numberOf('probe_http_duration_seconds', 'phase="processing"')).toBeCloseTo(0.1204);
  expect(numberOf('probe_http_status_code')).toBe(200);
  expect(numberOf('probe_http_status_code', 'vantage=""')).toBe(0);
  expect(numberOf('probe_certificate_days_left')).toBe(-2);
  expect(numberOf('probe_ip_protocol')).toBe(4);
  expect(numberOf('probe_verdict', 'code="CONNECT_TIMED_OUT"')).toBe(1);
  expect(numberOf('probe_results', 'came="failed"')).toBe(1);
});

test('what is not known is left out, and is never a success', async () => {
  const unknown = { ...silentResult, outcome: 'unknown', hop: null } as const;
  const samples = samplesOf(await renderOpenMetrics({ schemaVersion: 1, results: [unknown] }));
  const named = (name: string) => samples.filter((one) => one.name === name).map(({ value }) => value);
  expect(named('probe_success')).toEqual([0]);
  expect(named('probe_unknown')).toEqual([1]);
  expect(named('probe_certificate_days_left')).toEqual([]);
  expect(samples.filter(({ labels }) => /phase="(connect|tls|processing|transfer)"/.test(labels))).toEqual(
    [],
  );
});

test('a call that was due and not made is unknown', async () => {
  const call = { url: 'https://a.corp.example/', method: 'GET', reason: 'the run was ended before' };
  const skipped = [{ ...call, unknown: true as const }, call];
  const samples = samplesOf(await renderOpenMetrics({ schemaVersion: 1, results: [], skipped }));
  const came = samples
    .filter(({ name }) => name === 'probe_results')
    .map(({ labels, value }) => [labels, value]);
  expect(came).toContainEqual(['came="unknown"', 1]);
  expect(came).toContainEqual(['came="skipped"', 1]);
});

test('labels hold whatever a target is called', async () => {
  const name = 'a "quoted" \\ path\nand {more="x"} 1';
  const [first] = samplesOf(await renderOpenMetrics({ schemaVersion: 1, results: [resultOf({ name })] }));
  expect(first?.labels).toContain('name="a \\"quoted\\" \\\\ path\\nand {more=\\"x\\"} 1"');
});

test('a metric with a unit says it, and its name ends in it', () => {
  for (const { name, unit } of metrics)
    expect({ name, unit }).toEqual({ name, unit: /_(seconds|bytes)$/.exec(name)?.[1] });
});

test('two calls that nothing tells apart are two samples: the one that fails is not hidden', async () => {
  const results = [silentResult, { ...silentResult, asExpected: true }];
  const samples = samplesOf(await renderOpenMetrics({ schemaVersion: 1, results }));
  const success = samples.filter(({ name }) => name === 'probe_success');
  expect(success.map(({ value }) => value)).toEqual([0, 1]);
  expect(success[1]?.labels).toContain('name="#2"');
});
