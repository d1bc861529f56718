import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020';
import { attribute, explainAll, type Observation, type ProbeResult, probe } from '../../../tools/probe';
import { compareReports } from '../../../tools/probe/compare';
import { summaryOf } from '../../../tools/probe/output/summary';
import { packageRoot } from '../../../tools/root';
import cases from '../../cases/attribution.json';
import proxyCases from '../../cases/attribution-proxy.json';
import { mintAuthority } from '../../helpers/certificates';
import { resultOf } from '../helpers/results';
import { gatewayHeaders, Opened } from '../helpers/servers';

const published = JSON.parse(readFileSync(join(packageRoot, 'docs', 'probe-report.schema.json'), 'utf8'));
const ajv = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true });
const isReport = ajv.compile(published);
const { $schema, $defs } = published;
const isLine = ajv.compile({ $schema, $defs, $ref: '#/$defs/line' });

/** What the schema has against it. */
const against = (report: unknown): unknown =>
  isReport(JSON.parse(JSON.stringify(report))) ? [] : isReport.errors;

const observations = [...cases, ...proxyCases].map(
  ({ observation }) => observation as unknown as Observation,
);

test('every attribution fits the published schema, with its runbook', () => {
  const results = observations.map(
    (seen): ProbeResult =>
      resultOf({ ...attribute(seen), tls: seen.certificate ?? null, status: seen.response?.status ?? null }),
  );
  expect(against(explainAll({ schemaVersion: 1, results }))).toEqual([]);
});

describe('a real report', () => {
  const opened = new Opened();
  afterEach(() => opened.close());

  test('fits, whatever came of its calls', async () => {
    const authority = await mintAuthority();
    const leaf = await authority.mint(['pvt-api.corp.example']);
    const port = await opened.https(leaf, (_request, response) => {
      response.writeHead(403, gatewayHeaders).end('{"message":"Forbidden"}');
    });
    const call = { url: `https://pvt-api.corp.example:${port}/`, address: '127.0.0.1', ca: authority.cert };
    const report = await probe([
      { ...call, name: 'as expected', vantage: 'on-prem', expect: { status: 403, body: 'Forbidden' } },
      { ...call, expect: { status: 200, body: { json: { a: [1, null] } } } },
      { ...call, expect: 'unreachable' },
      { ...call, ca: undefined },
      { ...call, url: 'https://other.corp.example:1/', resolver: '127.0.0.1:1', address: undefined },
      { ...call, url: 'https://pvt-api.corp.example:1/' },
    ]);
    const skipped = [{ url: call.url, method: 'GET', vantage: 'app', reason: 'to be called from app' }];
    const now = { ...report, skipped };
    const comparison = compareReports({ ...report, results: report.results.slice(2) }, now, 'old.json');
    const whole = explainAll({ ...now, comparison });
    expect(report.results).toHaveLength(6);
    expect(against(whole)).toEqual([]);
    for (const line of [
      { type: 'result', schemaVersion: 1, ...whole.results[0] },
      { type: 'summary', schemaVersion: 1, ...summaryOf(whole) },
    ])
      expect(isLine(JSON.parse(JSON.stringify(line))) ? [] : isLine.errors).toEqual([]);
  });
});

test('an unknown member, another version and a missing member are refused', () => {
  const report = { schemaVersion: 1, results: [resultOf()] };
  expect(against(report)).toEqual([]);
  expect(against({ ...report, extra: 1 })).not.toEqual([]);
  expect(against({ ...report, schemaVersion: 2 })).not.toEqual([]);
  expect(against({ ...report, results: [{ ...resultOf(), extra: 1 }] })).not.toEqual([]);
  expect(against({ ...report, results: [{ ...resultOf(), phases: undefined }] })).not.toEqual([]);
});

test('the schema says the unit of every time', () => {
  const { phases } = published.$defs.result.properties;
  const texts = Object.values<{ description: string }>(phases.properties).map(
    ({ description }) => description,
  );
  for (const text of texts) expect(text).toMatch(/^ms /);
  expect(published.$defs.result.properties.ttl.description).toMatch(/^Seconds/);
});
