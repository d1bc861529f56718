import { asReport } from '../../../tools/doctor/drift/findings';
import { driftJson } from '../../../tools/doctor/drift/json';
import { nextAfterDrift } from '../../../tools/doctor/drift/next';
import { renderDrift } from '../../../tools/doctor/drift/report';
import { doctorReport } from '../../../tools/doctor/report/report';
import { config, editedReference, groupOf } from './edited';
import { about, mismatches } from './published';

const driftOf = editedReference();

test('the report says where they part, with codes, places, fix and runbook, once for each cause', async () => {
  const drift = await driftOf((facts) => {
    groupOf(facts, 'EndpointAccess').IpPermissions = [];
  }, config.expect);
  const text = renderDrift(drift, { title: 'corp', assembly: 'cdk.out' });
  expect(text).toContain('DIFFERENT  on-prem  GET https://pvt-api.corp.example/');
  expect(text).toMatch(/they part at 2 network\n +cdk\.out +pass NETWORK_OPEN/);
  expect(text).toMatch(/deployed +STOP SG_HAS_NO_RULES: .*\n +at corp-front-door\/EndpointAccess/);
  expect(text).toContain('Runbook: docs/runbooks/');
  expect(text).toContain('they part at 2 network, as above');
  expect(text).toMatch(/\*2 network: security group sg-\w+ at corp-front-door\/EndpointAccess\w+, ingress/);
  expect(text).toContain('Functions ran from the bundles of this machine');
  expect(text).not.toMatch(/undefined|\[object/);
  const json = driftJson(drift, about);
  expect(mismatches(json)).toEqual([]);
  expect(mismatches({ ...json, more: true })).not.toEqual([]);
  expect(json).toMatchObject({ schemaVersion: 1, outcome: 'stop', notRead: [] });
  expect(json.expectations[0]).toMatchObject({
    result: 'different',
    partsAt: 'network',
    deployed: { met: 'no' },
    next: [expect.stringMatching(/^sudo traceroute /), expect.stringMatching(/^npx hybrid-api probe /)],
  });
  // What comes behind the stop of a call is no difference of that call.
  const fromInternet = json.expectations.filter(({ from }) => from === 'internet');
  expect(new Set(fromInternet.map(({ result }) => result))).toEqual(new Set(['same']));
  expect(text.match(/^ +Next: sudo traceroute .*\n +npx hybrid-api probe /gm)).toHaveLength(1);
});

test('what to run next is about what was not read, where that is all that is not known', async () => {
  const { compared } = await driftOf((facts) => {
    facts.restApis = { notRead: 'IAM denies it' };
  });
  expect(nextAfterDrift(compared[0]!)).toEqual({
    about: 'gateway',
    commands: [expect.stringMatching(/^npx hybrid-api probe https:/), 'npx hybrid-api doctor --only gateway'],
  });
});

test('there is nothing to run next where it is the same and met', async () => {
  const { compared } = await driftOf(() => {});
  expect(compared.map((one) => nextAfterDrift(one).commands)).toEqual([[]]);
});

test('for build servers an expectation is a case: a difference fails, what was not read is an error', async () => {
  const different = await driftOf((facts) => {
    groupOf(facts, 'EndpointAccess').IpPermissions = [];
  });
  const [finding] = doctorReport.parse(asReport(different, about)).findings;
  expect(finding).toMatchObject({ check: 'drift', hop: 'network', outcome: 'stop', code: 'SG_HAS_NO_RULES' });
  const denied = await driftOf((facts) => {
    facts.domains = { notRead: 'IAM denies it' };
  });
  expect(asReport(denied, about)).toMatchObject({ outcome: 'unknown', summary: { unknown: 1 } });
});
