import { type Model, type ResolverRule, Unknown } from '../../../tools/assembly/model';
import { resolve } from '../../../tools/path/1-dns';
import { settle } from '../../../tools/path/3-load-balancer';
import { noFailures } from '../../../tools/path/state';
import { at, buildModel, type Draft } from '../../helpers/model';

const host = 'pvt-api.corp.example';

/** A rule of the VPC "other", which does not see the zone. */
const rule = (change: Partial<ResolverRule> = {}): Draft<ResolverRule> =>
  ({
    where: at('Rule'),
    id: 'rslvr-rr-1',
    domain: 'corp.example',
    type: 'FORWARD',
    targets: ['10.20.0.53'],
    vpcIds: ['vpc-other'],
    ...change,
  }) as Draft<ResolverRule>;

const inbound = (draft: Draft<Model>): void => {
  const [subnet] = draft.subnets;
  draft.inboundEndpoints.push({
    where: at('Inbound'),
    id: 'rslvr-in-1',
    interfaces: [
      {
        where: at('Inbound'),
        address: '10.20.0.53',
        subnetId: subnet!.id,
        vpcId: 'vpc-app',
        securityGroupIds: 'none',
      },
    ],
  });
};

function ask(from: string, change: (draft: Draft<Model>) => void, name = host) {
  const model = buildModel(change);
  const vantage = model.vantages.find((own) => own.name === from)!;
  const { verdict, rcode, addresses } = resolve(model, settle(model, noFailures), vantage, name);
  return {
    code: verdict.code,
    outcome: verdict.outcome,
    because: verdict.because,
    rcode,
    found: addresses.length > 0,
  };
}

test('a rule that forwards the zone to an inbound endpoint resolves as the endpoint’s VPC does', () => {
  const answer = ask('other', (draft) => {
    inbound(draft);
    draft.resolverRules.push(rule());
  });
  expect(answer).toMatchObject({ code: 'DNS_RESOLVED', outcome: 'pass', found: true });
  expect(answer.because).toContain('rule corp.example of VPC other forwards');
});

test('a rule of another VPC changes nothing', () => {
  const answer = ask('app', (draft) => {
    inbound(draft);
    draft.resolverRules.push(rule());
  });
  expect(answer).toMatchObject({ code: 'DNS_RESOLVED', found: true });
});

test('a rule beats a private zone of the same name, and comes round to itself', () => {
  const answer = ask('app', (draft) => {
    inbound(draft);
    draft.resolverRules.push(rule({ vpcIds: ['vpc-app'] }));
  });
  expect(answer).toMatchObject({ code: 'DNS_FORWARD_LOOP', outcome: 'stop', rcode: 'SERVFAIL' });
});

test('a private zone beats a rule for a shorter name', () => {
  const answer = ask('app', (draft) => {
    draft.resolverRules.push(rule({ vpcIds: ['vpc-app'], domain: 'example', targets: ['10.99.0.53'] }));
  });
  expect(answer).toMatchObject({ code: 'DNS_RESOLVED', found: true });
});

test('a SYSTEM rule for the host keeps it in the VPC', () => {
  const answer = ask('app', (draft) => {
    draft.resolverRules.push(rule({ vpcIds: ['vpc-app'], targets: ['10.99.0.53'] }));
    draft.resolverRules.push(
      rule({ id: 'rslvr-rr-2', vpcIds: ['vpc-app'], domain: host, type: 'SYSTEM', targets: [] }),
    );
  });
  expect(answer).toMatchObject({ code: 'DNS_RESOLVED', found: true });
});

test('what servers elsewhere answer is not known, with the zone that they hide', () => {
  const answer = ask('app', (draft) => {
    draft.resolverRules.push(rule({ vpcIds: ['vpc-app'], targets: ['192.0.2.53'] }));
  });
  expect(answer).toMatchObject({ code: 'DNS_ZONE_SHADOWED', outcome: 'unknown', found: false });
  expect(answer.because).toContain('before private zone corp.example is looked at');
});

test('names that no zone here holds go to servers of which nothing is known', () => {
  const answer = ask(
    'app',
    (draft) => {
      draft.resolverRules.push(rule({ vpcIds: ['vpc-app'], domain: '', targets: ['192.0.2.53'] }));
    },
    'mainframe.branch.example',
  );
  expect(answer).toMatchObject({ code: 'DNS_FORWARDED_ELSEWHERE', outcome: 'unknown' });
});

test('a data centre sends names of private zones back to its inbound endpoint, and answers others itself', () => {
  const change = (draft: Draft<Model>): void => {
    inbound(draft);
    draft.vantages.push({
      name: 'data-centre',
      kind: 'external',
      where: at('Host'),
      cidrs: ['172.16.0.0/16'],
      resolverVpcId: 'vpc-app',
      source: { where: at('Host'), address: '172.16.0.9', securityGroupIds: 'none' as const },
    });
    draft.resolverRules.push(rule({ domain: 'example', targets: ['172.16.0.53'] }));
  };
  expect(ask('other', change)).toMatchObject({ code: 'DNS_RESOLVED', found: true });
  expect(ask('other', change, 'mainframe.branch.example')).toMatchObject({
    code: 'DNS_FORWARDED_ELSEWHERE',
    outcome: 'unknown',
  });
});

test('a rule whose domain is not known may take any name', () => {
  const cause = new Unknown('rule rslvr-rr-9 is in no template', at('Association'));
  const answer = ask('app', (draft) => {
    draft.resolverRules.push(rule({ vpcIds: ['vpc-app'], domain: cause, type: cause }));
  });
  expect(answer).toMatchObject({ code: 'DNS_FORWARDED_ELSEWHERE', outcome: 'unknown' });
  expect(answer.because).toContain('rslvr-rr-9');
});

test('nobody at the address that a rule names is a failure', () => {
  const answer = ask('other', (draft) => {
    draft.resolverRules.push(rule({ targets: ['10.20.0.99'] }));
  });
  expect(answer).toMatchObject({ code: 'DNS_FORWARD_TARGET_UNREACHABLE', rcode: 'SERVFAIL' });
});

test('an outbound endpoint without a way to the servers is a failure', () => {
  const answer = ask('other', (draft) => {
    inbound(draft);
    const subnet = draft.subnets.find(({ vpcId }) => vpcId === 'vpc-other')!;
    draft.outboundEndpoints.push({
      where: at('Outbound'),
      id: 'rslvr-out-1',
      interfaces: [
        {
          where: at('Outbound'),
          address: '10.30.0.53',
          subnetId: subnet.id,
          vpcId: 'vpc-other',
          securityGroupIds: 'none',
        },
      ],
    });
    draft.resolverRules.push(rule({ outboundEndpointId: 'rslvr-out-1' }));
  });
  expect(answer).toMatchObject({ code: 'DNS_FORWARD_TARGET_UNREACHABLE', outcome: 'stop' });
  expect(answer.because).toContain('no route');
});

test('a data centre whose way to the inbound endpoint is not known gets no answer on paper', () => {
  const answer = ask('data-centre', (draft) => {
    inbound(draft);
    draft.inboundEndpoints[0]!.interfaces[0]!.securityGroupIds = [
      new Unknown('the security group of rslvr-in-1 is not stated', at('Inbound')),
    ];
    const source = { where: at('Host'), address: '172.16.0.9', securityGroupIds: 'none' as const };
    draft.vantages.push({
      name: 'data-centre',
      kind: 'external',
      where: at('Host'),
      cidrs: ['172.16.0.0/16'],
      resolverVpcId: 'vpc-app',
      source,
    });
    for (const table of draft.routeTables)
      table.routes.push({
        where: at('Route'),
        destination: '172.16.0.0/16',
        target: { kind: 'vpn-gateway', id: 'vgw-1' },
      });
    for (const acl of draft.networkAcls)
      acl.entries.unshift(
        ...[false, true].map((egress) => ({
          where: at('Entry'),
          number: 1,
          egress,
          allow: true,
          protocol: -1,
          cidr: '0.0.0.0/0',
          fromPort: 0,
          toPort: 65535,
        })),
      );
  });
  expect(answer).toMatchObject({ code: 'DNS_RESOLVER_NOT_KNOWN', outcome: 'unknown' });
});
