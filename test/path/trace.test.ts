import { type Model, Unknown } from '../../tools/assembly/model';
import { KitError } from '../../tools/kit-error';
import { settle } from '../../tools/path/3-load-balancer';
import type { Invocation, InvocationResult } from '../../tools/path/exchange';
import { type Call, hopNames } from '../../tools/path/hop';
import { type Failures, noFailures } from '../../tools/path/state';
import { trace, traceWith } from '../../tools/path/trace';
import { at, buildModel, type Draft, front } from '../helpers/model';
import { referenceModel } from '../helpers/reference-template';

type Change = (draft: Draft<Model>) => void;

const returned: InvocationResult = { kind: 'returned', payload: '{"statusCode":200,"body":"hello"}' };

function run(call: Partial<Call> = {}, change: Change = () => {}, failures: Failures = noFailures) {
  const model = buildModel(change);
  const full: Call = { from: 'on-prem', method: 'GET', url: 'https://pvt-api.corp.example/', ...call };
  return trace(model, settle(model, failures), full, () => returned);
}

const stops = (result: ReturnType<typeof run>) =>
  result.hops.filter((verdict) => verdict.outcome === 'stop').map((verdict) => verdict.code);
const codes = (result: ReturnType<typeof run>) => result.hops.map((verdict) => verdict.code);

describe('a call that arrives', () => {
  test('passes every hop over every address', () => {
    const result = run();
    expect(result).toMatchObject({ schemaVersion: 1, outcome: 'pass', status: 200 });
    expect(new Set(result.hops.map((verdict) => verdict.hop))).toEqual(new Set(hopNames));
    const nodes = result.hops.filter((verdict) => verdict.code === 'LISTENER_FORWARDS');
    expect(nodes.map((verdict) => verdict.address)).toEqual(['10.20.0.10', '10.20.1.10']);
  });

  test('lists what is the same for all addresses once', () => {
    expect(codes(run()).filter((code) => code === 'METHOD_FOUND')).toHaveLength(1);
  });

  test('asks a function once, whatever the number of addresses', () => {
    const model = buildModel();
    const asked: Invocation[] = [];
    const call: Call = { from: 'on-prem', method: 'GET', url: 'https://pvt-api.corp.example/' };
    trace(model, settle(model, noFailures), call, (invocation) => {
      asked.push(invocation);
      return returned;
    });
    expect(asked).toHaveLength(1);
  });

  test('is unknown where no function is run', () => {
    const model = buildModel();
    const call: Call = { from: 'on-prem', method: 'GET', url: 'https://pvt-api.corp.example/' };
    const result = trace(model, settle(model, noFailures), call);
    expect(result).toMatchObject({ outcome: 'unknown', status: null });
    expect(codes(result)).toContain('FUNCTION_NOT_RUN');
  });

  test('is the same with functions that answer later', async () => {
    const model = buildModel();
    const state = settle(model, noFailures);
    const call: Call = { from: 'on-prem', method: 'GET', url: 'https://pvt-api.corp.example/' };
    const later = await traceWith(model, state, call, async () => returned);
    expect(later).toEqual(trace(model, state, call, () => returned));
  });

  test('of an error that the function itself makes is still a pass', () => {
    const model = buildModel();
    const call: Call = { from: 'app', method: 'GET', url: 'https://pvt-api.corp.example/' };
    const teapot = () => ({ kind: 'returned', payload: '{"statusCode":418}' }) as const;
    expect(trace(model, settle(model, noFailures), call, teapot)).toMatchObject({
      outcome: 'pass',
      status: 418,
    });
  });

  test('of the reference template passes from both networks', () => {
    const model = referenceModel();
    for (const from of ['on-prem', 'app']) {
      const call: Call = { from, method: 'GET', url: 'https://pvt-api.corp.example/' };
      expect(trace(model, settle(model, noFailures), call, () => returned).outcome).toBe('pass');
    }
  });
});

describe('a call that is stopped', () => {
  test('shows everything that has to change at once', () => {
    const result = run({ from: 'other', url: 'https://pvt-api.corp.example/nope' });
    expect(result).toMatchObject({ outcome: 'stop', status: null, symptom: { kind: 'nxdomain' } });
    expect(stops(result)).toEqual(
      expect.arrayContaining(['DNS_ZONE_NOT_ASSOCIATED', 'NO_ROUTE_TO_DESTINATION', 'PATH_NOT_FOUND']),
    );
  });

  test('has a fix for every stop', () => {
    for (const verdict of run({ from: 'other' }).hops)
      if (verdict.outcome === 'stop') expect(verdict.fix).toBeTruthy();
  });

  test('from the internet does not arrive', () => {
    expect(stops(run({ from: 'internet' }))).toEqual(
      expect.arrayContaining(['DNS_ZONE_IS_PRIVATE', 'NETWORK_PRIVATE_ADDRESS']),
    );
  });

  test('by the gateway carries the gateway’s response', () => {
    const result = run({ url: 'https://pvt-api.corp.example/nope' });
    expect(result).toMatchObject({ outcome: 'stop', status: 403 });
    expect(result.response?.body.toString()).toContain('Missing Authentication Token');
  });

  test('behind a TLS listener looks like a reset to the client', () => {
    const result = run({}, (draft) => {
      draft.securityGroups[1]!.ingress = [];
    });
    expect(result.symptom).toEqual({ kind: 'reset' });
    expect(codes(result)).toContain('TARGETS_UNHEALTHY_FAIL_OPEN');
    expect(stops(result)).toContain('SG_HAS_NO_RULES');
  });

  test('behind a TCP listener stays silent', () => {
    const result = run({}, (draft) => {
      draft.loadBalancers[0]!.listeners[0]!.protocol = 'TCP';
      draft.securityGroups[1]!.ingress = [];
    });
    expect(result.symptom).toEqual({ kind: 'timeout' });
  });

  test('with a company name on a TCP listener meets the endpoint’s certificate', () => {
    const result = run({}, (draft) => {
      draft.loadBalancers[0]!.listeners[0]!.protocol = 'TCP';
    });
    expect(result.symptom).toEqual({ kind: 'tls', alert: 'certificate_name' });
    expect(stops(result)).toContain('CERTIFICATE_IS_ENDPOINTS');
  });

  test('by plain HTTP to a TLS listener is reset', () => {
    const result = run({ url: 'http://pvt-api.corp.example:443/' });
    expect(result.symptom).toEqual({ kind: 'reset' });
    expect(stops(result)).toContain('LISTENER_PROTOCOL_MISMATCH');
  });

  test('by a wrong certificate still tells what the gateway would say', () => {
    const result = run({}, (draft) => {
      draft.certificates[0]!.names = ['other.example'];
    });
    expect(result.symptom).toEqual({ kind: 'tls', alert: 'certificate_name' });
    expect(codes(result)).toContain('METHOD_FOUND');
  });

  test('one address that stops stops the call', () => {
    const result = run({}, (draft) => {
      draft.networkAcls[0]!.entries.unshift({
        ...draft.networkAcls[0]!.entries[0]!,
        number: 10,
        egress: false,
        allow: false,
        cidr: '10.10.0.0/16',
      });
      draft.subnets[1]!.networkAclId = 'acl-other';
    });
    expect(result).toMatchObject({ outcome: 'stop', symptom: { kind: 'timeout' } });
    const open = result.hops.filter((verdict) => verdict.hop === 'network' && verdict.outcome === 'pass');
    expect(open.map((verdict) => verdict.address)).toContain('10.20.1.10');
  });

  test('by a name that no zone has is judged at the load balancer that would serve it', () => {
    const result = run({ url: 'https://typo.corp.example/' });
    expect(result.symptom).toEqual({ kind: 'nxdomain' });
    expect(codes(result)).toContain('LISTENER_FORWARDS');
    expect(codes(result)).toContain('UNKNOWN_HOST');
  });

  test('at a closed port of the load balancer is refused or dropped, and the rest is judged', () => {
    const result = run({ url: 'https://pvt-api.corp.example:8443/' });
    expect(stops(result)).toEqual(expect.arrayContaining(['ENI_SG_RULES_MISMATCH', 'LISTENER_NOT_FOUND']));
    expect(codes(result)).toContain('METHOD_FOUND');
  });
});

describe('a call past the load balancer', () => {
  test('by an address given skips DNS', () => {
    const result = run({ address: '10.20.1.10' });
    expect(codes(result)[0]).toBe('DNS_SKIPPED');
    expect(result.outcome).toBe('pass');
  });

  test('by the endpoint’s own name meets no load balancer and the endpoint’s group', () => {
    const result = run({ from: 'app', url: `https://api1234567.${front.executeApi}/demo/` });
    expect(codes(result)).toContain('LOAD_BALANCER_NOT_IN_PATH');
    expect(new Set(stops(result))).toEqual(new Set(['ENI_SG_RULES_MISMATCH']));
  });

  test('to the public front is answered by the gateway outside', () => {
    const result = run({ from: 'internet', url: `https://api1234567.${front.executeApi}/demo/` });
    expect(codes(result)).toContain('ENDPOINT_NOT_IN_PATH');
    expect(result).toMatchObject({ outcome: 'stop', status: 403 });
  });
});

describe('a call of which something is not known', () => {
  test('is unknown, never a pass', () => {
    const result = run({}, (draft) => {
      for (const subnet of draft.subnets)
        subnet.routeTableId = new Unknown('an existing subnet', at('Subnet'));
    });
    expect(result).toMatchObject({ outcome: 'unknown', status: null });
  });

  test('to a name that is nobody’s here says nothing of the gateway', () => {
    const result = run({ url: 'https://www.example.org/' });
    expect(result.outcome).toBe('unknown');
    expect(stops(result)).toEqual([]);
    expect(result.hops.map((verdict) => verdict.hop)).toEqual([...hopNames]);
  });
});

describe('failures', () => {
  const lost: Failures = { zones: ['eu-west-1b'], targets: [] };

  test('a lost zone leaves one address that works', () => {
    const result = run({}, undefined, lost);
    expect(result.outcome).toBe('pass');
    expect(codes(result)[0]).toBe('DNS_FEWER_ADDRESSES_THAN_ZONES');
  });

  test('dialling the lost zone is silence', () => {
    expect(run({ address: '10.20.1.10' }, undefined, lost).symptom).toEqual({ kind: 'timeout' });
  });
});

describe('every single fault that removes a setting', () => {
  const faults: [string, Change][] = [
    ['routes there', (draft) => (draft.routeTables[1]!.routes = [])],
    ['routes back', (draft) => (draft.routeTables[0]!.routes = [])],
    ['ingress of the load balancer', (draft) => (draft.securityGroups[0]!.ingress = [])],
    ['egress of the load balancer', (draft) => (draft.securityGroups[0]!.egress = [])],
    ['ingress of the endpoint', (draft) => (draft.securityGroups[1]!.ingress = [])],
    ['network ACL entries', (draft) => (draft.networkAcls[0]!.entries = [])],
    ['listeners', (draft) => (draft.loadBalancers[0]!.listeners = [])],
    ['targets', (draft) => (draft.targetGroups[0]!.targets = [])],
    ['certificates', (draft) => (draft.loadBalancers[0]!.listeners[0]!.certificateArns = [])],
    ['records', (draft) => (draft.hostedZones[0]!.records = [])],
    ['zone associations', (draft) => (draft.hostedZones[0]!.vpcIds = [])],
    ['endpoints', (draft) => (draft.endpoints = [])],
    ['mappings', (draft) => (draft.domains[0]!.mappings = [])],
  ];

  test.each(faults)('without %s the call does not pass', (_, change) => {
    const result = run({}, change);
    expect(result.outcome).not.toBe('pass');
    for (const hop of hopNames) expect(result.hops.some((verdict) => verdict.hop === hop)).toBe(true);
  });
});

describe('broken input', () => {
  test.each([
    ['ftp://pvt-api.corp.example/', 'CALL_URL_INVALID'],
    ['pvt-api.corp.example', 'CALL_URL_INVALID'],
  ])('%s is an error, not a verdict', (url, code) => {
    expect(() => run({ url })).toThrow(new RegExp(code));
  });

  test('a vantage that the model does not have is an error that names those it has', () => {
    expect(() => run({ from: 'moon' })).toThrow(KitError);
    expect(() => run({ from: 'moon' })).toThrow(/on-prem/);
  });
});
