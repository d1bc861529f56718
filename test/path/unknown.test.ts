import { type Model, Unknown } from '../../tools/assembly/model';
import { settle } from '../../tools/path/3-load-balancer';
import type { Call } from '../../tools/path/hop';
import { noFailures } from '../../tools/path/state';
import { trace } from '../../tools/path/trace';
import { at, buildModel, type Draft } from '../helpers/model';

type Change = (draft: Draft<Model>) => void;

const cause = 'parameter Secret has no default';
const open = new Unknown(cause, at('Secret'));

/** Every value of the first four hops that the model may hold as unknown, and whether this call depends on it. */
const values: [string, 'pass' | 'unknown', Change][] = [
  ['the CIDR of the VPC', 'pass', (draft) => (draft.vpcs[0]!.cidrs = [open])],
  ['the CIDR of a subnet', 'pass', (draft) => (draft.subnets[0]!.cidr = open)],
  ['the zone of a subnet', 'pass', (draft) => (draft.subnets[0]!.zone = open)],
  ['a route table', 'unknown', (draft) => (draft.subnets[0]!.routeTableId = open)],
  ['a network ACL', 'unknown', (draft) => (draft.subnets[1]!.networkAclId = open)],
  [
    'the network ACL of a subnet that no packet meets',
    'pass',
    (draft) => (draft.subnets[3]!.networkAclId = open),
  ],
  [
    'the destination of the route',
    'unknown',
    (draft) => (draft.routeTables[0]!.routes[0]!.destination = open),
  ],
  ['the target of the route', 'unknown', (draft) => (draft.routeTables[1]!.routes[0]!.target = open)],
  ['the far side of the peering', 'unknown', (draft) => (draft.peerings[0]!.accepterVpcId = open)],
  [
    'the rule that admits the data centre',
    'unknown',
    (draft) => (draft.securityGroups[0]!.ingress[0]!.peer = open),
  ],
  ['the rule that admits others', 'pass', (draft) => (draft.securityGroups[0]!.ingress[1]!.peer = open)],
  [
    'the group of a node',
    'unknown',
    (draft) => (draft.loadBalancers[0]!.nodes[0]!.securityGroupIds = [open]),
  ],
  [
    'the security policy, for a client of TLS 1.3',
    'pass',
    (draft) => (draft.loadBalancers[0]!.listeners[0]!.sslPolicy = open),
  ],
  [
    'the only certificate',
    'unknown',
    (draft) => (draft.loadBalancers[0]!.listeners[0]!.certificateArns = [open]),
  ],
  [
    'a second certificate',
    'pass',
    (draft) => draft.loadBalancers[0]!.listeners[0]!.certificateArns.push(open),
  ],
  [
    'the target group',
    'unknown',
    (draft) => (draft.loadBalancers[0]!.listeners[0]!.targetGroupArns = [open]),
  ],
  ['all targets', 'unknown', (draft) => (draft.targetGroups[0]!.targets = [open])],
  ['a further target', 'pass', (draft) => draft.targetGroups[0]!.targets.push(open)],
  ['the names of the certificate', 'unknown', (draft) => (draft.certificates[0]!.names = open)],
  ['the service of the endpoint', 'unknown', (draft) => (draft.endpoints[0]!.service = open)],
  ['whether the endpoint has private DNS', 'pass', (draft) => (draft.endpoints[0]!.privateDns = open)],
  ['a further association of the zone', 'pass', (draft) => draft.hostedZones[0]!.vpcIds.push(open)],
  ['every association of the zone', 'unknown', (draft) => (draft.hostedZones[0]!.vpcIds = [open])],
  [
    'the target of the record',
    'unknown',
    (draft) => (draft.hostedZones[0]!.records[0]!.alias!.dnsName = open),
  ],
  [
    'the zone id of the record',
    'pass',
    (draft) => (draft.hostedZones[0]!.records[0]!.alias!.hostedZoneId = open),
  ],
];

const call: Call = { from: 'on-prem', method: 'GET', url: 'https://pvt-api.corp.example/' };

function outcomeOf(change: Change) {
  const model = buildModel(change);
  const answer = () => ({ kind: 'returned', payload: '{"statusCode":200}' }) as const;
  return trace(model, settle(model, noFailures), call, answer);
}

test.each(values)('%s unknown: the call is %s', (_, expected, change) => {
  const result = outcomeOf(change);
  expect(result.outcome).toBe(expected);
});

test.each(values.filter(([, expected]) => expected === 'unknown'))(
  '%s unknown: a verdict names the cause',
  (_, __, change) => {
    const open = outcomeOf(change).hops.filter((verdict) => verdict.outcome === 'unknown');
    expect(open.some((verdict) => verdict.because.includes(cause))).toBe(true);
  },
);

test('several unknown values together are never a pass', () => {
  const decisive = values.filter(([, expected]) => expected === 'unknown');
  for (const [, , first] of decisive) {
    for (const [, , second] of values) {
      const { outcome } = outcomeOf((draft) => {
        second(draft);
        first(draft);
      });
      expect(outcome).not.toBe('pass');
    }
  }
});
