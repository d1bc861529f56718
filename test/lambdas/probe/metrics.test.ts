import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { metricLines } from '../../../lambdas/probe/metrics';
import type { ProbeResult } from '../../../tools/probe';
import { packageRoot } from '../../../tools/root';
import { resultOf, silentResult } from '../../probe/helpers/results';

const settings = {
  namespace: 'hybrid-api/corp/canary',
  zones: [
    { zone: 'eu-west-1a', cidr: '10.20.0.0/19' },
    { zone: 'eu-west-1b', cidr: '10.20.32.0/19' },
  ],
};
const at = 1_790_000_000_000;
const tls = {
  subject: 'CN=*.corp.example',
  names: ['*.corp.example'],
  issuer: 'CN=Corp',
  daysLeft: 20,
  protocol: 'TLSv1.3',
  cipher: 'TLS_AES_128_GCM_SHA256',
};
const unresolved = resultOf({
  address: null,
  status: null,
  phases: { resolve: null, connect: null, tls: null, firstByte: null, total: 5000 },
  outcome: 'unknown',
  hop: null,
  asExpected: false,
});

const call = {
  url: 'https://pvt-api.corp.example/',
  method: 'GET',
  reason: 'the run was ended before its turn',
};
const skipped = [{ ...call, unknown: true as const }];

interface Line {
  readonly _aws: {
    readonly Timestamp: number;
    readonly CloudWatchMetrics: readonly { Dimensions: string[][]; Metrics: { Name: string }[] }[];
  };
  readonly [member: string]: unknown;
}
const linesOf = (...results: ProbeResult[]) =>
  metricLines({ results }, settings, at).map((line) => JSON.parse(line) as Line);
const metricsBy = (line: Line, dimension: string) =>
  line._aws.CloudWatchMetrics.filter(({ Dimensions }) => Dimensions[0]![0] === dimension).flatMap(
    ({ Metrics }) => Metrics.map(({ Name }) => Name),
  );

test('every line is the embedded metric format: one line, and each name leads to a value', () => {
  const schema = JSON.parse(readFileSync(join(packageRoot, 'test/cases/emf.schema.json'), 'utf8'));
  const valid = new Ajv({ strict: false }).compile(schema);
  const results = [resultOf({ tls }), silentResult, unresolved];
  for (const text of metricLines({ results, skipped }, settings, at)) {
    expect(text).not.toContain('\n');
    expect(Buffer.byteLength(text)).toBeLessThan(256 * 1024);
    const line = JSON.parse(text) as Line;
    expect([valid(line), valid.errors]).toEqual([true, null]);
    for (const { Dimensions, Metrics } of line._aws.CloudWatchMetrics) {
      for (const name of Dimensions.flat()) expect(line[name]).toEqual(expect.stringMatching(/./));
      for (const { Name } of Metrics) expect(line[Name]).toEqual(expect.any(Number));
    }
  }
});

test('a call that ends as expected has all its phases, by name and by the zone of its address', () => {
  const [line] = linesOf(resultOf({ tls, address: '10.20.40.7' }));
  expect(line).toMatchObject({
    CustomName: 'pvt-api.corp.example',
    Zone: 'eu-west-1b',
    Success: 1,
    Hop: 0,
    FirstByte: 120.4,
    DaysToExpiry: 20,
  });
  expect(metricsBy(line!, 'CustomName')).toEqual(
    'Success Hop Resolve Connect Tls FirstByte Total DaysToExpiry'.split(' '),
  );
  expect(metricsBy(line!, 'Zone')).toEqual(['Success', 'Connect', 'Tls']);
});

test('one that does not says which hop, and only what is known', () => {
  const [line] = linesOf(silentResult);
  expect(line).toMatchObject({ Success: 0, Hop: 11, Zone: 'eu-west-1a', code: 'CONNECT_TIMED_OUT' });
  expect(metricsBy(line!, 'CustomName')).toEqual(['Success', 'Hop', 'Resolve', 'Total']);
});

test('what is unknown is no success, and of no zone', () => {
  const [line] = linesOf(unresolved);
  expect(line).toMatchObject({ Success: 0, Hop: 3 });
  expect(line).not.toHaveProperty('Zone');
});

test('neither is a call that there was no time for; one that is for somebody else has no line', () => {
  const lines = metricLines({ results: [], skipped: [...skipped, call] }, settings, at);
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ CustomName: 'pvt-api.corp.example', Success: 0, Hop: 3, reason: call.reason }),
  ]);
});

test('that nobody answers, where nobody should, says nothing of a zone', () => {
  const [line] = linesOf(resultOf({ expected: 'unreachable' }));
  expect(metricsBy(line!, 'Zone')).toEqual([]);
});

test('neither sentences, which may quote a body, nor messages are in the log', () => {
  const [line] = linesOf(resultOf({ because: 'the body is "s3cret"', messages: ['s3cret'] }));
  expect(JSON.stringify(line)).not.toContain('s3cret');
});
