import { checkOperations } from '../../stacks/config-rules/operations';
import type { SoundConfig } from '../../stacks/config-rules/rule';
import { type ApiKind, accessLogFormat } from '../../stacks/operations';
import { accessLogFields } from '../../stacks/operations/access-log';
import { savedQueries } from '../../stacks/operations/saved-queries';
import { only, propertiesOf, synth } from '../helpers/synth';

/** Variables that the API Gateway guide lists for access logs of each kind; of those in use. */
const forAll = [
  'requestId requestTimeEpoch status error.responseType error.message domainName stage identity.sourceIp',
  'authorizer.status authorizer.error integration.integrationStatus integration.status integration.latency',
  'integration.requestId integrationErrorMessage',
].flatMap((line) => line.split(' '));
const ofHttp = 'httpMethod customDomain.basePathMatched responseLatency responseLength path'.split(' ');
const documented: Readonly<Record<ApiKind, readonly string[]>> = {
  rest: [
    ...forAll,
    ...ofHttp,
    ...'resourcePath identity.vpceId identity.apiKeyId authenticate.status authorize.status'.split(' '),
    ...'authorize.error authorizer.latency'.split(' '),
  ],
  http: [...forAll, ...ofHttp, 'routeKey'],
  websocket: [...forAll, 'routeKey', 'eventType', 'connectionId', 'messageId', 'connectedAt'],
};
const kinds: readonly ApiKind[] = ['rest', 'http', 'websocket'];

describe('the access log', () => {
  test.each(kinds)('of a %s API uses documented variables only, in one line below 3 KB', (kind) => {
    const format = accessLogFormat(kind);
    const used = [...format.matchAll(/\$context\.([A-Za-z.]+)/g)].map(([, name]) => name);
    expect(used.filter((name) => !documented[kind].includes(name!))).toEqual([]);
    expect(format).not.toContain('\n');
    expect(format.length).toBeLessThan(3 * 1024);
  });

  test('keeps what tells failures apart within the 1024 bytes of an event, whatever the path', () => {
    const sample = JSON.parse(accessLogFormat('rest')) as Record<string, string>;
    const id = '01234567-89ab-cdef-0123-456789abcdef';
    const widest: Record<string, string> = {
      requestId: id,
      time: '1790000000000',
      errorType: 'AUTHORIZER_CONFIGURATION_ERROR',
      host: `${'pay-and-settle.'.repeat(4)}corp.example`,
      stage: 'production',
      source: '255.255.255.255',
      method: 'OPTIONS',
      resource: '/accounts/{accountId}/payments/{paymentId}/{proxy+}',
      basePath: 'settlements',
      vpce: 'vpce-0123456789abcdef0',
      functionRequestId: id,
      apiKey: 'abcdefghij',
      error: 'x'.repeat(40),
    };
    const short = Object.keys(sample).filter((key) => !/Error$|^path$/.test(key));
    const line = JSON.stringify(Object.fromEntries(short.map((key) => [key, widest[key] ?? '29000'])));
    expect(line.length).toBeLessThan(1024);
    const long = Object.keys(sample).filter((key) => !short.includes(key));
    expect(Object.keys(sample).slice(-long.length)).toEqual(long);
  });

  test('of a stage is the one of its kind', () => {
    const { templates } = synth();
    const { Format } = only(templates['api-pvt-api2'], 'AWS::ApiGateway::Stage').AccessLogSetting;
    expect(Format).toBe(accessLogFormat('rest'));
  });
});

test('an HTTP API has its own log format, metrics by its id, and alarms', () => {
  const apis = [{ name: 'open', kind: 'http', host: 'open.corp.example', routes: { 'GET /': 'hello-1' } }];
  const functions = { 'hello-1': {} };
  const dns = { zone: 'corp.example', visibility: 'public' };
  const { 'api-open': template } = synth({ apis, functions, expect: [], dns }).templates;
  const { Format } = only(template, 'AWS::ApiGatewayV2::Stage').AccessLogSettings;
  expect(Format).toBe(accessLogFormat('http'));
  const alarms = propertiesOf(template, 'AWS::CloudWatch::Alarm');
  expect(alarms).toHaveLength(5);
  const text = JSON.stringify(alarms);
  expect(text).toContain('"MetricName":"5xx"');
  expect(text).toContain('"ApiId"');
});

describe('saved queries', () => {
  test('ask for fields that the access log has', () => {
    const known = new Set([...accessLogFields('rest'), 'gateway', 'calls', 'slowest', 'p50', 'p99']);
    for (const name of ['backend99', 'gateway99']) known.add(name);
    const words = new Set(
      'fields filter stats sort limit count max pct as by desc like in and or ispresent bin m'.split(' '),
    );
    for (const { query } of savedQueries) {
      const bare = query.replace(/"[^"]*"|\/[^/\n]*\/|@\w+/g, ' ');
      const names = [...bare.matchAll(/[A-Za-z]\w*/g)].map(([word]) => word);
      expect(names.filter((name) => !known.has(name) && !words.has(name))).toEqual([]);
    }
  });

  test('of a host run over the access logs of its APIs, under the names of environment and host', () => {
    const { 'api-pvt-api': template } = synth().templates;
    const definitions = propertiesOf(template, 'AWS::Logs::QueryDefinition');
    expect(definitions.map(({ Name }) => Name).sort()).toEqual(
      savedQueries.map(({ name }) => `corp/pvt-api/${name}`).sort(),
    );
    for (const { LogGroupNames } of definitions)
      expect(LogGroupNames).toEqual([{ Ref: expect.stringContaining('AccessLogs') }]);
  });

  test('of WebSocket APIs leave out what their log does not have', () => {
    const apis = [
      { name: 'feed', kind: 'websocket', host: 'feed.corp.example', routes: { $default: 'hello-1' } },
    ];
    const dns = { zone: 'corp.example', visibility: 'public' };
    const functions = { 'hello-1': {} };
    const { 'api-feed': template } = synth({ apis, functions, dns, expect: [] }).templates;
    const names = propertiesOf(template, 'AWS::Logs::QueryDefinition').map(({ Name }) => Name);
    expect(names).toContain('corp/feed/integration-errors');
    expect(names).not.toContain('corp/feed/latency-split');
    const alarms = JSON.stringify(propertiesOf(template, 'AWS::CloudWatch::Alarm'));
    expect(alarms).toContain('"MetricName":"ExecutionError"');
  });

  test('can be left out', () => {
    const { 'api-pvt-api': template } = synth({ operations: { queries: false } }).templates;
    expect(propertiesOf(template, 'AWS::Logs::QueryDefinition')).toEqual([]);
  });

  test('of very many hosts are more than CloudWatch keeps', () => {
    const apis = Array.from({ length: 126 }, (_, index) => ({ host: `a${index}.corp.example` }));
    const config = { apis, operations: { queries: true } } as SoundConfig;
    const context = { isSound: () => true, exists: () => true, read: () => undefined };
    expect(checkOperations(config, context).map(({ code }) => code)).toEqual(['CFG_QUOTA']);
    expect(checkOperations({ ...config, apis: apis.slice(1) } as SoundConfig, context)).toEqual([]);
  });
});

describe('alarms', () => {
  const { templates } = synth();
  const alarms = propertiesOf(templates['api-pvt-api'], 'AWS::CloudWatch::Alarm');
  const named = (end: string) => alarms.find(({ AlarmName }) => AlarmName.endsWith(end))!;

  test('watch every API: 5xx, time, throttling, the authorizer, unusual refusals', () => {
    expect(alarms.map(({ AlarmName }) => AlarmName).sort()).toEqual(
      ['authorizer-errors', 'refusals', 'server-errors', 'slow', 'throttled'].map(
        (name) => `corp-pvt-lambda-test-api-${name}`,
      ),
    );
  });

  test('make no noise: silence is healthy, one bad minute is none, a rate needs calls', () => {
    for (const { TreatMissingData, DatapointsToAlarm } of alarms) {
      expect(TreatMissingData).toBe('notBreaching');
      expect(DatapointsToAlarm).toBeGreaterThan(1);
    }
    expect(JSON.stringify(named('server-errors').Metrics)).toContain('IF(calls >= 20');
    expect(JSON.stringify(named('refusals').Metrics)).toContain('ANOMALY_DETECTION_BAND');
  });

  test('go off before API Gateway gives up, and at the error rate that is configured', () => {
    expect(named('slow')).toMatchObject({ Threshold: 23200, ExtendedStatistic: 'p99' });
    const operations = { errorRatePercent: 5, latencyMs: 900 };
    const { 'api-pvt-api': other } = synth({ operations }).templates;
    const thresholds = propertiesOf(other, 'AWS::CloudWatch::Alarm').map(({ Threshold }) => Threshold);
    expect(thresholds).toEqual(expect.arrayContaining([5, 900]));
  });

  test('count throttled calls and authorizer errors from the access log', () => {
    const filters = propertiesOf(templates['api-pvt-api'], 'AWS::Logs::MetricFilter');
    const fields = filters.flatMap(({ FilterPattern }) =>
      [...FilterPattern.matchAll(/\$\.(\w+)/g)].map(([, field]: string[]) => field!),
    );
    expect(new Set(fields)).toEqual(new Set(['status', 'errorType']));
    expect(accessLogFields('rest')).toEqual(expect.arrayContaining(fields));
  });

  test('tell nobody, or the one topic: the load balancer’s too', () => {
    const every = (all: typeof templates) =>
      Object.values(all).flatMap((template) => propertiesOf(template, 'AWS::CloudWatch::Alarm'));
    expect(every(templates).some(({ AlarmActions }) => AlarmActions)).toBe(false);
    const topic = 'arn:aws:sns:eu-west-1:111122223333:on-call';
    const told = every(synth({ operations: { topic } }).templates);
    expect(told.length).toBeGreaterThan(10);
    expect(told.every(({ AlarmActions }) => AlarmActions?.[0] === topic)).toBe(true);
  });

  test('can be left out', () => {
    const { 'api-pvt-api': template } = synth({ operations: { alarms: false } }).templates;
    expect(propertiesOf(template, 'AWS::CloudWatch::Alarm')).toEqual([]);
    expect(propertiesOf(template, 'AWS::Logs::MetricFilter')).toEqual([]);
  });
});
