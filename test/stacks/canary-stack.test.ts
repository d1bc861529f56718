import { canaryCalls } from '../../stacks/canary-calls';
import { canaryMetrics } from '../../stacks/operations/canary-metrics';
import { only, propertiesOf, type Settings, synth } from '../helpers/synth';

const canaryOf = (canary: Settings = {}, operations: Settings = {}) =>
  synth({ operations: { ...operations, canary } });
const { templates, needs } = canaryOf();
const stack = templates.canary;
const alarms = propertiesOf(stack, 'AWS::CloudWatch::Alarm');
const named = (name: string) => alarms.find(({ AlarmName }) => AlarmName === `corp-canary-${name}`);

test('without the setting there is no such stack', () => {
  expect(synth().templates).not.toHaveProperty('canary');
});

test('it comes after everything that it calls, so that no alarm goes off while that is built', () => {
  expect(needs.canary?.slice().sort()).toEqual(
    Object.keys(templates)
      .filter((name) => name !== 'canary')
      .sort(),
  );
});

test('runs with the clock, so that every period of an alarm has one run', () => {
  expect(only(stack, 'AWS::Scheduler::Schedule')).toMatchObject({
    ScheduleExpression: 'cron(0/5 * * * ? *)',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: {
      Input: '{"canary":true}',
      RetryPolicy: { MaximumRetryAttempts: 1, MaximumEventAgeInSeconds: 60 },
    },
  });
  const hourly = only(canaryOf({ every: 60 }).templates.canary, 'AWS::Scheduler::Schedule');
  expect(hourly.ScheduleExpression).toBe('cron(0 * * * ? *)');
  expect(named('name-pvt-api.corp.example')).toMatchObject({ Period: 300 });
});

test('a run is made once: a call that is repeated is no measurement', () => {
  expect(only(stack, 'AWS::Lambda::EventInvokeConfig')).toMatchObject({ MaximumRetryAttempts: 0 });
});

test('the schedule may invoke the probe function, and nothing else; nobody but the scheduler has its role', () => {
  const [statement, ...others] = propertiesOf(stack, 'AWS::IAM::Policy').flatMap(
    ({ PolicyDocument }) => PolicyDocument.Statement,
  );
  expect(others).toEqual([]);
  expect(statement).toMatchObject({ Action: 'lambda:InvokeFunction', Effect: 'Allow' });
  expect(JSON.stringify(statement.Resource)).toMatch(/ImportValue.*on-premises.*Probe/);
  expect(only(stack, 'AWS::IAM::Role').AssumeRolePolicyDocument.Statement).toEqual([
    {
      Action: 'sts:AssumeRole',
      Effect: 'Allow',
      Principal: { Service: 'scheduler.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    },
  ]);
});

test('there is an alarm for every custom name that is called, and for every zone', () => {
  expect(alarms.map(({ AlarmName }) => AlarmName).sort()).toEqual(
    [
      'certificate-pvt-api.corp.example',
      'certificate-pvt-api2.corp.example',
      'name-pvt-api.corp.example',
      'name-pvt-api2.corp.example',
      'zone-eu-west-1a',
      'zone-eu-west-1b',
    ].map((name) => `corp-canary-${name}`),
  );
});

test('silence is bad, except of a certificate that nobody shows', () => {
  expect(named('name-pvt-api.corp.example')).toMatchObject({
    TreatMissingData: 'breaching',
    Statistic: 'Minimum',
    EvaluationPeriods: 2,
    Dimensions: [{ Name: 'CustomName', Value: 'pvt-api.corp.example' }],
  });
  expect(named('zone-eu-west-1a')).toMatchObject({ TreatMissingData: 'breaching', Statistic: 'Maximum' });
  expect(named('certificate-pvt-api.corp.example')).toMatchObject({
    TreatMissingData: 'ignore',
    Threshold: 21,
  });
});

test('settings reach the alarms', () => {
  const other = canaryOf({ alarmAfter: 5, certificateDays: 60 }).templates.canary;
  const all = propertiesOf(other, 'AWS::CloudWatch::Alarm');
  expect(new Set(all.map(({ DatapointsToAlarm }) => DatapointsToAlarm))).toEqual(new Set([5]));
  expect(all.map(({ Threshold }) => Threshold)).toContain(60);
  expect(propertiesOf(canaryOf({}, { alarms: false }).templates.canary, 'AWS::CloudWatch::Alarm')).toEqual(
    [],
  );
});

test('alarms and dashboard look at metrics that the function writes, where it writes them', () => {
  const body = JSON.stringify(only(stack, 'AWS::CloudWatch::Dashboard').DashboardBody);
  const shown = [...body.matchAll(/hybrid-api\/corp\/canary\\",\\"(\w+)/g)].map(([, name]) => name!);
  expect(shown.length).toBeGreaterThan(10);
  expect(shown.filter((name) => !(name in canaryMetrics))).toEqual([]);
  for (const { Namespace, MetricName } of alarms) {
    expect(Namespace).toBe('hybrid-api/corp/canary');
    expect(canaryMetrics).toHaveProperty(MetricName);
  }
  expect(propertiesOf(canaryOf({ dashboard: false }).templates.canary, 'AWS::CloudWatch::Dashboard')).toEqual(
    [],
  );
});

test('alarms tell the topic of the environment', () => {
  const topic = 'arn:aws:sns:eu-west-1:111122223333:on-call';
  const told = propertiesOf(canaryOf({}, { topic }).templates.canary, 'AWS::CloudWatch::Alarm');
  expect(told.every(({ AlarmActions }) => AlarmActions?.[0] === topic)).toBe(true);
});

describe('the calls of a canary', () => {
  const from = 'on-prem';
  const get = { from, call: 'GET https://a.corp.example/', name: 'get' };
  const post = { from, call: 'POST https://a.corp.example/', name: 'post' };
  const signed = { ...get, name: 'signed', identity: 'billing' };
  const keyed = { ...get, name: 'keyed', apiKey: 'acme' };
  const elsewhere = { ...get, name: 'elsewhere', from: 'app' };
  const all = [get, post, signed, keyed, elsewhere];

  test('are those from the data centre that need no secret and change nothing', () => {
    expect(canaryCalls(all, undefined)).toEqual([get]);
  });

  test('and those with an API key whose secret the function may read', () => {
    expect(canaryCalls(all, undefined, { acme: 'partners/acme' })).toEqual([get, keyed]);
    expect(canaryCalls(all, ['keyed'], { globex: 'partners/globex' })).toEqual([]);
  });

  test('or those that are named, whatever they do', () => {
    expect(canaryCalls(all, ['post', 'signed', 'elsewhere'])).toEqual([post]);
  });
});
