import { readSnapshot } from '../../../tools/doctor/drift/read';
import { snapshotReads } from '../../../tools/doctor/drift/read/snapshot-reads';
import { isRead, type Snapshot } from '../../../tools/doctor/drift/snapshot';
import type { ReadName } from '../../../tools/doctor/reads';
import { type Reference, synthesizeReference } from '../../faults/matrix';
import { factsOf } from './fake';
import { answering } from './fake/answers';

let reference: Reference;
let facts: Snapshot;

beforeAll(() => {
  reference = synthesizeReference();
  facts = factsOf(reference.assembly);
});
afterAll(() => reference.remove());

const names = ['pvt-api.corp.example', 'pvt-api2.corp.example'];
const readWith = (denied: readonly ReadName[] = []) =>
  readSnapshot(reference.assembly, answering(facts, denied), { region: 'eu-west-1', names });

test('what is read is what is there: gateway endpoints, zones of services and of other names are left out', async () => {
  const read = await readWith();
  expect(read.endpoints).toEqual(facts.endpoints);
  expect(read.zones).toEqual(facts.zones);
  expect(read.routeTables).toEqual(facts.routeTables);
  expect(read.restApis).toEqual(facts.restApis);
  expect(read.stacks).toEqual(facts.stacks);
});

/** Without an answer there is nothing to say that a thing is there: all the others go on. */
test.each(snapshotReads)(
  '%s, when it is denied, is a part that was not read and keeps nobody else',
  async (name) => {
    const facts = await readWith([name]);
    const parts = JSON.stringify(facts).split('"notRead"').length - 1;
    const asked = answeringOf(name);
    if (asked) expect(parts).toBeGreaterThan(0);
    const whole = Object.values(facts).filter((part) => Array.isArray(part) || !isRead(part as never));
    expect(whole.filter((part) => !isRead(part as never)).length).toBeLessThan(4);
  },
);

/** Calls that the reference environment needs, but for who asks. */
function answeringOf(name: ReadName): boolean {
  const needless: readonly ReadName[] = [
    'sts:GetCallerIdentity',
    'elbv2:DescribeRules',
    'ec2:DescribeTransitGatewayAttachments',
    'ec2:SearchTransitGatewayRoutes',
    'apigateway:GetUsagePlanKeys',
    'apigateway:GetApiKey',
    'apigateway:GetVpcLink',
    'apigatewayv2:GetApi',
    'apigatewayv2:GetRoutes',
    'apigatewayv2:GetIntegrations',
    'apigatewayv2:GetAuthorizers',
    'apigatewayv2:GetStages',
    'apigatewayv2:ListRoutingRules',
    'apigatewayv2:GetVpcLink',
  ];
  return !needless.includes(name);
}

test('every call that is made is one of those that the policy allows', async () => {
  const own = answering(facts);
  await readSnapshot(reference.assembly, own, { region: 'eu-west-1', names });
  expect([...own.asked].filter((name) => !(snapshotReads as readonly ReadName[]).includes(name))).toEqual([]);
});
