import {
  type DnsRecord,
  type Endpoint,
  type HostedZone,
  Unknown,
  type Vpc,
} from '../../tools/assembly/model';
import { resolve } from '../../tools/path/1-dns';
import { locate } from '../../tools/path/2-network';
import { settle } from '../../tools/path/3-load-balancer';
import cases from '../cases/dns.json';
import { at, buildModel, type Draft } from '../helpers/model';

interface DnsCase {
  readonly name: string;
  readonly from: string;
  readonly ask: string;
  readonly type?: string;
  readonly given?: {
    readonly zones?: readonly Omit<HostedZone, 'id' | 'where'>[];
    /** Added to the private zone corp.example. */
    readonly records?: readonly Omit<DnsRecord, 'where'>[];
    readonly vpc?: Partial<Vpc>;
    readonly endpoint?: Partial<Endpoint>;
    readonly regionalApi?: string;
    readonly crossZone?: boolean;
    readonly failedTargets?: readonly string[];
    readonly failedZones?: readonly string[];
  };
  readonly expect: {
    readonly rcode?: string;
    readonly code: string;
    readonly outcome?: string;
    readonly addresses?: readonly string[];
    /** One address of the public front. */
    readonly front?: boolean;
    readonly types?: readonly string[];
  };
}

function modelOf(given: NonNullable<DnsCase['given']>) {
  return buildModel((draft) => {
    const withPlace = (record: Omit<DnsRecord, 'where'>) =>
      ({ ...record, where: at('Given') }) as Draft<DnsRecord>;
    draft.hostedZones[0]!.records.push(...(given.records ?? []).map(withPlace));
    for (const zone of given.zones ?? []) {
      const records = zone.records.map(withPlace);
      draft.hostedZones.push({ ...zone, records, id: 'ZGIVEN', where: at('GivenZone') } as Draft<HostedZone>);
    }
    Object.assign(draft.vpcs[0]!, given.vpc);
    Object.assign(draft.endpoints[0]!, given.endpoint);
    if (given.crossZone) draft.loadBalancers[0]!.crossZone = true;
    if (given.regionalApi)
      draft.restApis.push({ ...draft.restApis[0]!, id: given.regionalApi, endpointType: 'REGIONAL' });
  });
}

describe('resolve', () => {
  test.each(cases as unknown as DnsCase[])('$name', ({ from, ask, type, given = {}, expect: expected }) => {
    const model = modelOf(given);
    const state = settle(model, { zones: given.failedZones ?? [], targets: given.failedTargets ?? [] });
    const vantage = model.vantages.find((own) => own.name === from)!;
    const { verdict, rcode, answers, addresses } = resolve(model, state, vantage, ask, type);

    expect(verdict.code).toBe(expected.code);
    expect(rcode).toBe(expected.rcode ?? 'NOERROR');
    expect(verdict.outcome).toBe(
      expected.outcome ?? (addresses.length + (expected.types?.length ?? 0) ? 'pass' : 'stop'),
    );
    if (expected.front)
      expect(addresses.map((address) => locate(model, address).kind)).toEqual(['public-front']);
    else expect(addresses).toEqual(expected.addresses ?? []);
    if (expected.types) expect(answers.map((answer) => answer.type)).toEqual(expected.types);
  });

  const ask = (model: ReturnType<typeof buildModel>, from: string, name = 'pvt-api.corp.example') =>
    resolve(
      model,
      settle(model, { zones: [], targets: [] }),
      model.vantages.find((own) => own.name === from)!,
      name,
    );

  test('an alias whose target is not resolved is unknown and names the cause', () => {
    const model = buildModel((draft) => {
      draft.hostedZones[0]!.records[0]!.alias!.dnsName = new Unknown('no export corp:Name', at('Record'));
    });
    const { verdict } = ask(model, 'app');
    expect(verdict).toMatchObject({ outcome: 'unknown', code: 'DNS_TARGET_UNKNOWN' });
    expect(verdict.because).toContain('no export corp:Name');
  });

  test('an association that is not resolved matters only to a VPC that has no other', () => {
    const model = buildModel((draft) => {
      draft.hostedZones[0]!.vpcIds.push(new Unknown('parameter without default', at('Zone')));
    });
    expect(ask(model, 'app').verdict.outcome).toBe('pass');
    expect(ask(model, 'other').verdict.outcome).toBe('unknown');
  });

  test('in a VPC that no template shows, a private answer is unknown and keeps its addresses', () => {
    const model = buildModel((draft) => {
      draft.vpcs[0]!.unresolved = [new Unknown('an existing VPC', at('Vpc-app'))];
    });
    const { verdict, addresses } = ask(model, 'app');
    expect(verdict).toMatchObject({ outcome: 'unknown', code: 'DNS_VPC_SETTINGS_NOT_KNOWN' });
    expect(addresses).toEqual(['10.20.0.10', '10.20.1.10']);
  });

  test('a zone whose records are only partly known is unknown about the others', () => {
    const model = buildModel((draft) => {
      draft.hostedZones[0]!.unresolved = [new Unknown('an existing zone', at('Zone'))];
    });
    expect(ask(model, 'app').verdict.outcome).toBe('pass');
    expect(ask(model, 'app', 'www.corp.example').verdict).toMatchObject({ outcome: 'unknown' });
  });

  describe('from a data centre outside AWS', () => {
    const outside = (resolverVpcId?: string, port53 = true) =>
      buildModel((draft) => {
        const source = { address: '192.168.0.9', securityGroupIds: 'none' as const, where: at('DataCentre') };
        const cidrs = ['192.168.0.0/16'];
        draft.vantages.push({
          name: 'dc',
          kind: 'external',
          where: at('DataCentre'),
          cidrs,
          source,
          resolverVpcId,
        });
        const route = {
          destination: '192.168.0.0/16',
          target: { kind: 'vpn-gateway' as const, id: 'vgw-1' },
        };
        draft.routeTables[0]!.routes.push({ ...route, where: at('VpnRoute') });
        const group = { where: at('ResolverGroup'), id: 'sg-resolver', vpcId: 'vpc-app', egress: [] };
        const rule = {
          where: at('Dns'),
          protocol: 6,
          fromPort: 53,
          toPort: 53,
          peer: { cidr: '192.168.0.0/16' },
        };
        draft.securityGroups.push({ ...group, ingress: port53 ? [rule] : [] });
        const own = {
          address: '10.20.0.53',
          vpcId: 'vpc-app',
          subnetId: 'subnet-app-0',
          securityGroupIds: ['sg-resolver'],
        };
        draft.inboundEndpoints.push({
          where: at('Inbound'),
          id: 'rslvr-1',
          interfaces: [{ ...own, where: at('Inbound') }],
        });
      });

    test('an inbound endpoint shows the private zones of its VPC', () => {
      expect(ask(outside('vpc-app'), 'dc').addresses).toEqual(['10.20.0.10', '10.20.1.10']);
    });

    test('an inbound endpoint shows the private DNS of the endpoint too', () => {
      const { addresses } = ask(outside('vpc-app'), 'dc', 'api1234567.execute-api.eu-west-1.amazonaws.com');
      expect(addresses).toEqual(['10.20.0.20', '10.20.1.20']);
    });

    test('an inbound endpoint that is not reached on port 53 does not answer', () => {
      const { verdict, rcode } = ask(outside('vpc-app', false), 'dc');
      expect(rcode).toBe('SERVFAIL');
      expect(verdict).toMatchObject({ outcome: 'stop', code: 'DNS_RESOLVER_UNREACHABLE' });
      expect(verdict.where.map((place) => place.logicalId)).toContain('ResolverGroup');
    });

    test('without forwarding it sees public DNS only', () => {
      expect(ask(outside(), 'dc').verdict.code).toBe('DNS_ZONE_IS_PRIVATE');
    });
  });
});
