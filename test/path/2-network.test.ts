import {
  type Model,
  type NetworkInterface,
  type Route,
  type SecurityGroupRule,
  Unknown,
} from '../../tools/assembly/model';
import { locate, walkLeg } from '../../tools/path/2-network';
import { type Failures, noFailures, type State } from '../../tools/path/state';
import cases from '../cases/network.json';
import { at, buildModel, type Draft, zones } from '../helpers/model';

type Peer = Exclude<SecurityGroupRule['peer'], Unknown>;

interface Given {
  readonly ingress?: Readonly<Record<string, readonly Peer[]>>;
  readonly egress?: Readonly<Record<string, readonly Peer[]>>;
  readonly balancerWithoutGroups?: boolean;
  readonly routes?: Readonly<Record<string, readonly { destination: string; kind: string; id: string }[]>>;
  readonly peering?: readonly [id: string, requester: string, accepter: string];
  readonly acl?: Readonly<
    Record<
      string,
      readonly { number: number; egress: boolean; allow: boolean; cidr: string; ports: [number, number] }[]
    >
  >;
  readonly failedZones?: readonly string[];
  readonly failedTargets?: readonly string[];
}

interface NetworkCase {
  readonly name: string;
  /** A vantage, or `node` for the load balancer's first node. */
  readonly from?: string;
  readonly to?: string;
  readonly port?: number;
  readonly given?: Given;
  readonly expect: {
    readonly code: string;
    readonly outcome?: string;
    readonly blame?: readonly string[];
    readonly says?: string;
  };
}

function apply(draft: Draft<Model>, given: Given): void {
  for (const side of ['ingress', 'egress'] as const) {
    for (const [id, peers] of Object.entries(given[side] ?? {})) {
      const group = draft.securityGroups.find((own) => own.id === id)!;
      const ports = { protocol: 6, fromPort: 443, toPort: 443 };
      group[side] = peers.map((peer) => ({ where: group.where, ...ports, peer }));
    }
  }
  for (const [id, routes] of Object.entries(given.routes ?? {})) {
    const table = draft.routeTables.find((own) => own.id === id)!;
    table.routes = routes.map(({ destination, kind, id: target }) => {
      return { where: at('Route'), destination, target: { kind, id: target } } as Draft<Route>;
    });
  }
  for (const [id, entries] of Object.entries(given.acl ?? {})) {
    const acl = draft.networkAcls.find((own) => own.id === id)!;
    const more = entries.map(({ ports: [fromPort, toPort], ...entry }) => {
      return { where: acl.where, protocol: 6, fromPort, toPort, ...entry };
    });
    acl.entries = [...more, ...acl.entries];
  }
  if (given.peering) {
    const [id, requesterVpcId, accepterVpcId] = given.peering;
    draft.peerings.push({ where: at('Peering2'), id, requesterVpcId, accepterVpcId });
  }
  if (given.balancerWithoutGroups)
    for (const node of draft.loadBalancers[0]!.nodes) node.securityGroupIds = 'none';
}

function stateWith(failures: Failures = noFailures): State {
  return { failures, isHealthy: () => true, revision: JSON.stringify(failures) };
}

function sourceOf(model: Model, from: string): NetworkInterface | 'internet' {
  if (from === 'internet') return 'internet';
  if (from === 'node') return model.loadBalancers[0]!.nodes[0]!;
  return model.vantages.find((own) => own.name === from)!.source!;
}

describe('walkLeg', () => {
  test.each(cases as unknown as NetworkCase[])('$name', (one) => {
    const { from = 'on-prem', to = '10.20.0.10', port = 443, given = {}, expect: expected } = one;
    const model = buildModel((draft) => apply(draft, given));
    const state = stateWith({ zones: given.failedZones ?? [], targets: given.failedTargets ?? [] });
    const verdict = walkLeg(model, state, sourceOf(model, from), { address: to, port });

    expect(verdict.code).toBe(expected.code);
    expect(verdict.outcome).toBe(expected.outcome ?? (expected.code === 'NETWORK_OPEN' ? 'pass' : 'stop'));
    expect(verdict.symptom).toEqual(verdict.outcome === 'stop' ? { kind: 'timeout' } : undefined);
    if (verdict.outcome === 'stop') expect(verdict.fix).toBeTruthy();
    if (expected.blame) {
      const blamed = new Set(verdict.where.map((place) => place.logicalId));
      expect([...blamed].sort()).toEqual(expected.blame);
    }
    if (expected.says) expect(verdict.because).toContain(expected.says);
  });

  const leg = (change: (draft: Draft<Model>) => void, from = 'on-prem', to = '10.20.0.10') => {
    const model = buildModel(change);
    return walkLeg(model, stateWith(), sourceOf(model, from), { address: to, port: 443 });
  };

  test('the fix names the network or the group to admit', () => {
    const closed: (draft: Draft<Model>) => void = (draft) => {
      for (const group of draft.securityGroups.slice(0, 2)) group.ingress = [];
    };
    expect(leg(closed).fix).toBe('Add an inbound rule for TCP 443 from 10.10.0.0/16 to BalancerGroup');
    const behind = leg(closed, 'node', '10.20.0.20').fix;
    expect(behind).toBe('Add an inbound rule for TCP 443 from group BalancerGroup to EndpointGroup');
  });

  test('a route table that is not known makes the leg unknown, and names the cause', () => {
    const verdict = leg((draft) => {
      for (const subnet of draft.subnets)
        if (subnet.vpcId === 'vpc-app') subnet.routeTableId = new Unknown('an existing subnet', at('Subnet'));
    });
    expect(verdict).toMatchObject({ outcome: 'unknown', code: 'NETWORK_NOT_KNOWN' });
    expect(verdict.because).toContain('an existing subnet');
  });

  test('a route table that is not known does not matter inside the VPC', () => {
    const verdict = leg((draft) => {
      for (const subnet of draft.subnets)
        subnet.routeTableId = new Unknown('an existing subnet', at('Subnet'));
    }, 'app');
    expect(verdict.outcome).toBe('pass');
  });

  test('an unknown setting does not hide a known one that blocks', () => {
    const verdict = leg((draft) => {
      draft.subnets[0]!.networkAclId = new Unknown('an existing subnet', at('Subnet'));
      draft.securityGroups[0]!.ingress = [];
    });
    expect(verdict).toMatchObject({ outcome: 'stop', code: 'SG_HAS_NO_RULES' });
  });

  test('a network ACL entry of unknown CIDR matters only if it would decide otherwise', () => {
    const entry = (allow: boolean) => ({
      where: at('Entry'),
      number: 50,
      egress: false,
      allow,
      protocol: -1,
      cidr: new Unknown('parameter without default', at('Entry')),
      fromPort: 0,
      toPort: 65535,
    });
    expect(leg((draft) => draft.networkAcls[0]!.entries.unshift(entry(true))).outcome).toBe('pass');
    expect(leg((draft) => draft.networkAcls[0]!.entries.unshift(entry(false))).outcome).toBe('unknown');
  });

  test('a security group of which a part is in no template is unknown where no known rule admits', () => {
    const verdict = leg((draft) => {
      draft.securityGroups[0]!.ingress = [];
      draft.securityGroups[0]!.unresolved = [new Unknown('an existing group', at('BalancerGroup'))];
    });
    expect(verdict.outcome).toBe('unknown');
  });

  describe('from the internet to an internet-facing load balancer', () => {
    const facing = (draft: Draft<Model>) => {
      draft.loadBalancers[0]!.scheme = 'internet-facing';
      draft.vpcs[0]!.hasInternetGateway = true;
      draft.securityGroups[0]!.ingress[0]!.peer = { cidr: '0.0.0.0/0' };
      const target = { kind: 'internet-gateway' as const, id: 'igw-1' };
      draft.routeTables[0]!.routes.push({ where: at('Default'), destination: '0.0.0.0/0', target });
    };

    test('an internet gateway with a default route lets it through', () => {
      expect(leg(facing, 'internet').code).toBe('NETWORK_OPEN');
    });

    test('without the default route only the response is blocked', () => {
      const verdict = leg((draft) => {
        facing(draft);
        draft.routeTables[0]!.routes.pop();
      }, 'internet');
      expect(verdict.because).toContain('only the response is blocked');
    });
  });

  describe('over a transit gateway', () => {
    const connect = (draft: Draft<Model>) => {
      const attach = (id: string, vpcId: string, name: string, onward: [string, string][]) => ({
        where: at(id),
        id,
        transitGatewayId: 'tgw-1',
        vpcId,
        subnetIds: zones.map((_, i) => `subnet-${name}-${i}`),
        routes: onward.map(([destination, attachmentId]) => ({ destination, attachmentId, where: at(id) })),
      });
      draft.transitGatewayAttachments = [
        attach('attach-app', 'vpc-app', 'app', [['10.10.0.0/16', 'attach-onprem']]),
        attach('attach-onprem', 'vpc-onprem', 'on-prem', [['10.20.0.0/16', 'attach-app']]),
      ];
      for (const route of draft.routeTables.flatMap((table) => table.routes))
        route.target = { kind: 'transit-gateway', id: 'tgw-1' };
    };

    test('attached VPCs with routes reach each other', () => {
      expect(leg(connect).code).toBe('NETWORK_OPEN');
    });

    test('a VPC that is not attached is cut off', () => {
      const verdict = leg((draft) => {
        connect(draft);
        draft.transitGatewayAttachments.pop();
      });
      expect(verdict.code).toBe('TGW_ATTACHMENT_MISSING');
    });

    test('a subnet in a zone without an attachment subnet is cut off', () => {
      const verdict = leg((draft) => {
        connect(draft);
        draft.transitGatewayAttachments[1]!.subnetIds = ['subnet-on-prem-1'];
      });
      expect(verdict.code).toBe('TGW_ATTACHMENT_MISSING');
      expect(verdict.because).toContain('eu-west-1a');
    });

    test('the gateway’s own route table must lead to the other attachment', () => {
      const verdict = leg((draft) => {
        connect(draft);
        draft.transitGatewayAttachments[1]!.routes[0]!.destination = '10.99.0.0/16';
      });
      expect(verdict.code).toBe('TGW_NO_ROUTE');
    });

    test('the way back through the gateway is walked too', () => {
      const verdict = leg((draft) => {
        connect(draft);
        draft.transitGatewayAttachments[0]!.routes[0]!.destination = '10.99.0.0/16';
      });
      expect(verdict.code).toBe('TGW_NO_ROUTE');
      expect(verdict.because).toContain('only the response is blocked');
    });

    test('whether a reference to a group counts across it is unknown', () => {
      const verdict = leg((draft) => {
        connect(draft);
        const rule = draft.securityGroups[0]!.ingress[0]!;
        draft.securityGroups[0]!.ingress = [{ ...rule, peer: { securityGroupId: 'sg-host-on-prem' } }];
      });
      expect(verdict.outcome).toBe('unknown');
    });
  });

  describe('from a data centre outside AWS', () => {
    const outside = (draft: Draft<Model>) => {
      const source = { address: '10.10.9.9', securityGroupIds: 'none' as const, where: at('DataCentre') };
      draft.vantages.push({
        name: 'dc',
        kind: 'external',
        where: at('DataCentre'),
        cidrs: ['10.10.0.0/16'],
        source,
      });
      draft.vpcs = draft.vpcs.filter((vpc) => vpc.name !== 'on-prem');
    };

    test('a route back to a virtual private gateway lets the response home', () => {
      const verdict = leg((draft) => {
        outside(draft);
        draft.routeTables[0]!.routes[0]!.target = { kind: 'vpn-gateway', id: 'vgw-1' };
      }, 'dc');
      expect(verdict.code).toBe('NETWORK_OPEN');
    });

    test('without a route back only the response is blocked', () => {
      const verdict = leg((draft) => {
        outside(draft);
        draft.routeTables[0]!.routes = [];
      }, 'dc');
      expect(verdict.code).toBe('NO_ROUTE_TO_DESTINATION');
      expect(verdict.because).toContain('only the response is blocked');
    });

    test('a peering is no way home', () => {
      expect(leg(outside, 'dc').code).toBe('PCX_REQUIRES_ADDRESS_IN_VPC_CIDR');
    });
  });
});

describe('locate', () => {
  test.each([
    ['10.20.0.10', 'load-balancer'],
    ['10.20.0.20', 'endpoint'],
    ['10.10.0.50', 'other'],
    ['198.51.100.1', 'public-front'],
    ['10.20.0.200', 'nobody'],
  ])('%s is %s', (address, kind) => {
    expect(locate(buildModel(), address).kind).toBe(kind);
  });
});
