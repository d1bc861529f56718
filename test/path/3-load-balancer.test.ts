import { type Model, Unknown } from '../../tools/assembly/model';
import { checkTarget, chooseTargets, handshake, listen, settle } from '../../tools/path/3-load-balancer';
import { noFailures } from '../../tools/path/state';
import type { TlsVersion } from '../../tools/path/tls-policies';
import { at, buildModel, type Draft } from '../helpers/model';

type Change = (draft: Draft<Model>) => void;

const host = 'pvt-api.corp.example';

function shake(
  change: Change = () => {},
  hello: { sni?: string | null; maxTls?: TlsVersion; verify?: boolean } = {},
) {
  const model = buildModel(change);
  const { sni = host, maxTls = '1.3', verify = true } = hello;
  return handshake(model, model.loadBalancers[0]!.listeners[0]!, { sni, maxTls, host, verify });
}

function choose(change: Change = () => {}, node = 0, failures = noFailures) {
  const model = buildModel(change);
  const balancer = model.loadBalancers[0]!;
  return chooseTargets(
    model,
    settle(model, failures),
    balancer,
    balancer.nodes[node]!,
    balancer.listeners[0]!,
  );
}

function check(change: Change = () => {}, failures = noFailures) {
  const model = buildModel(change);
  const group = model.targetGroups[0]!;
  const state = settle(model, failures);
  const target = group.targets[0]!;
  if (target instanceof Unknown) throw target;
  return checkTarget(model, state, model.loadBalancers[0]!, group, target);
}

describe('listen', () => {
  test('a port without a listener is refused, and the listeners there are named', () => {
    const model = buildModel();
    const { verdict, listener } = listen(model, model.loadBalancers[0]!, 8443);
    expect(verdict).toMatchObject({ code: 'LISTENER_NOT_FOUND', symptom: { kind: 'refused' } });
    expect(verdict.because).toContain('443');
    expect(listener).toBeUndefined();
  });

  test('a listener whose port is not resolved leaves it open whether the port is served', () => {
    const model = buildModel((draft) => {
      const where = { ...at('Listener'), property: 'Properties.Port' };
      draft.loadBalancers[0]!.listeners[0]!.unresolved = [new Unknown('no such parameter', where)];
    });
    expect(listen(model, model.loadBalancers[0]!, 8443).verdict.outcome).toBe('unknown');
  });
});

describe('handshake', () => {
  const twoCertificates: Change = (draft) => {
    draft.certificates = [
      { where: at('Other'), arn: 'arn:other', names: ['other.example'] },
      { where: at('Wild'), arn: 'arn:wild', names: ['*.corp.example'] },
      { where: at('Exact'), arn: 'arn:exact', names: [host] },
    ];
    draft.loadBalancers[0]!.listeners[0]!.certificateArns = ['arn:other', 'arn:wild', 'arn:exact'];
  };
  const policy =
    (name: string): Change =>
    (draft) => {
      draft.loadBalancers[0]!.listeners[0]!.sslPolicy = name;
    };

  test('the certificate of the exact name is chosen before a wildcard', () => {
    expect(shake(twoCertificates).certificate?.arn).toBe('arn:exact');
  });

  test('a wildcard is chosen before the default', () => {
    expect(shake(twoCertificates, { sni: 'x.corp.example' }).certificate?.arn).toBe('arn:wild');
  });

  test('without SNI the default certificate is presented and the client rejects it', () => {
    const { verdict, certificate } = shake(twoCertificates, { sni: null });
    expect(certificate?.arn).toBe('arn:other');
    expect(verdict).toMatchObject({
      code: 'CERTIFICATE_NAME_MISMATCH',
      symptom: { kind: 'tls', alert: 'certificate_name' },
    });
  });

  test('a client that checks nothing takes any certificate', () => {
    expect(shake(twoCertificates, { sni: null, verify: false }).verdict.outcome).toBe('pass');
  });

  test('a wildcard does not cover two labels', () => {
    const change: Change = (draft) => {
      draft.certificates[0]!.names = ['*.example'];
    };
    expect(shake(change).verdict.code).toBe('CERTIFICATE_NAME_MISMATCH');
  });

  test('a certificate whose names are not known makes the handshake unknown', () => {
    const change: Change = (draft) => {
      draft.certificates[0]!.names = new Unknown('names are in no template', at('Certificate'));
    };
    expect(shake(change).verdict).toMatchObject({ outcome: 'unknown', code: 'CERTIFICATE_NOT_KNOWN' });
  });

  test('an unknown certificate does not matter where a known one has the name', () => {
    const change: Change = (draft) => {
      draft.loadBalancers[0]!.listeners[0]!.certificateArns.push(new Unknown('imported', at('Listener')));
    };
    expect(shake(change).verdict.outcome).toBe('pass');
  });

  test('a client below the floor of the policy gets a protocol_version alert', () => {
    expect(shake(undefined, { maxTls: '1.1' }).verdict).toMatchObject({
      code: 'TLS_VERSION_NOT_ACCEPTED',
      symptom: { kind: 'tls', alert: 'protocol_version' },
    });
  });

  test('client and listener agree on the highest version of both', () => {
    expect(shake().version).toBe('1.3');
    expect(shake(undefined, { maxTls: '1.2' }).version).toBe('1.2');
    expect(shake(policy('ELBSecurityPolicy-TLS-1-2-2017-01')).version).toBe('1.2');
  });

  test('a TLS 1.3-only policy refuses a client of 1.2', () => {
    expect(shake(policy('ELBSecurityPolicy-TLS13-1-3-2021-06'), { maxTls: '1.2' }).verdict.outcome).toBe(
      'stop',
    );
  });

  test('the default policy of the API is an old one, which is a remark', () => {
    const { verdict } = shake(policy('ELBSecurityPolicy-2016-08'));
    expect(verdict).toMatchObject({ outcome: 'pass', code: 'TLS_POLICY_OLD' });
    expect(verdict.fix).toBeTruthy();
  });

  test('a policy of unknown versions matters only to a client that does not speak 1.3', () => {
    expect(shake(policy('ELBSecurityPolicy-Made-Up')).verdict.outcome).toBe('pass');
    expect(shake(policy('ELBSecurityPolicy-Made-Up'), { maxTls: '1.2' }).verdict.outcome).toBe('unknown');
  });

  test('a TCP listener passes TLS through', () => {
    const change: Change = (draft) => {
      draft.loadBalancers[0]!.listeners[0]!.protocol = 'TCP';
    };
    expect(shake(change).verdict.code).toBe('LISTENER_PASSES_TLS_THROUGH');
  });
});

describe('chooseTargets', () => {
  const ids = (choice: ReturnType<typeof choose>) => choice.targets.map((target) => target.id);
  const onlyZoneA: Change = (draft) => {
    draft.targetGroups[0]!.targets.pop();
  };

  test('a node sends to the target of its own zone', () => {
    expect(ids(choose())).toEqual(['10.20.0.20']);
    expect(ids(choose(undefined, 1))).toEqual(['10.20.1.20']);
  });

  test('with cross-zone on a node sends to every healthy target', () => {
    const choice = choose((draft) => {
      draft.loadBalancers[0]!.crossZone = true;
    });
    expect(ids(choice)).toEqual(['10.20.0.20', '10.20.1.20']);
  });

  test('the group’s cross-zone setting wins over the load balancer’s', () => {
    const choice = choose((draft) => {
      draft.loadBalancers[0]!.crossZone = true;
      draft.targetGroups[0]!.crossZone = false;
    });
    expect(ids(choice)).toEqual(['10.20.0.20']);
  });

  test('a node whose zone has no target resets the connection', () => {
    expect(choose(onlyZoneA, 1).verdict).toMatchObject({
      code: 'ELB_NOT_CROSSZONE',
      symptom: { kind: 'reset' },
    });
  });

  test('with cross-zone on a lost target is left out', () => {
    const failures = { zones: [], targets: ['10.20.0.20'] };
    const choice = choose(
      (draft) => {
        draft.targetGroups[0]!.crossZone = true;
      },
      0,
      failures,
    );
    expect(ids(choice)).toEqual(['10.20.1.20']);
  });

  test('with no healthy target the node sends to all, and says so', () => {
    const choice = choose(undefined, 0, { zones: [], targets: ['10.20.0.20'] });
    expect(choice.verdict).toMatchObject({ outcome: 'pass', code: 'TARGETS_UNHEALTHY_FAIL_OPEN' });
    expect(ids(choice)).toEqual(['10.20.0.20']);
  });

  test('a listener without a target group says so', () => {
    const choice = choose((draft) => {
      draft.loadBalancers[0]!.listeners[0]!.targetGroupArns = [];
    });
    expect(choice.verdict.code).toBe('ELBV2_LISTENER_HAS_NO_TG');
  });

  test('a group without targets says so', () => {
    const choice = choose((draft) => {
      draft.targetGroups[0]!.targets = [];
    });
    expect(choice.verdict.code).toBe('TARGET_GROUP_HAS_NO_TARGETS');
  });

  test('a group whose targets are not resolved is unknown', () => {
    const choice = choose((draft) => {
      draft.targetGroups[0]!.targets = [new Unknown('a custom resource', at('Targets'))];
    });
    expect(choice.verdict).toMatchObject({ outcome: 'unknown', code: 'TARGETS_NOT_KNOWN' });
  });

  test.each<[string, Change, string]>([
    [
      'client addresses are preserved',
      (draft) => (draft.targetGroups[0]!.preserveClientIp = true),
      'CLIENT_IP_PRESERVED',
    ],
    ['proxy protocol is on', (draft) => (draft.targetGroups[0]!.proxyProtocolV2 = true), 'PROXY_PROTOCOL_ON'],
    [
      'the group speaks TCP behind a TLS listener',
      (draft) => (draft.targetGroups[0]!.protocol = 'TCP'),
      'TARGET_GROUP_NOT_TLS',
    ],
    [
      'a target is registered on another port',
      (draft) => {
        for (const target of draft.targetGroups[0]!.targets)
          if (!(target instanceof Unknown)) target.port = 8443;
      },
      'TARGET_PORT_RESTRICTION',
    ],
  ])('endpoint targets get nowhere when %s', (_, change, code) => {
    const { verdict } = choose(change);
    expect(verdict).toMatchObject({ outcome: 'stop', code, symptom: { kind: 'reset' } });
  });

  test('a group attribute that is not resolved makes the choice unknown', () => {
    const choice = choose((draft) => {
      const where = { ...at('Targets'), property: 'Properties.TargetGroupAttributes[0].Value' };
      draft.targetGroups[0]!.unresolved = [new Unknown('no such parameter', where)];
    });
    expect(choice.verdict).toMatchObject({ outcome: 'unknown', code: 'TARGETS_NOT_KNOWN' });
  });
});

describe('checkTarget', () => {
  const checkBy = (protocol: 'TCP' | 'HTTP' | 'HTTPS', matcher = '200-399') =>
    check((draft) => {
      Object.assign(draft.targetGroups[0]!.healthCheck, { protocol, matcher });
    });

  test('a TCP check passes where the network is open', () => {
    expect(check().code).toBe('TARGET_HEALTHY');
  });

  test('an HTTPS check fails because the endpoint answers 403', () => {
    expect(checkBy('HTTPS').code).toBe('TARGET_HEALTH_CHECK_FAILS');
  });

  test('an HTTPS check passes with 403 in the matcher', () => {
    expect(checkBy('HTTPS', '200,403').outcome).toBe('pass');
    expect(checkBy('HTTPS', '200-499').outcome).toBe('pass');
  });

  test('a plain HTTP check fails', () => {
    expect(checkBy('HTTP', '200-499').outcome).toBe('stop');
  });

  test('an endpoint group that does not name the load balancer’s fails the check', () => {
    const verdict = check((draft) => {
      draft.securityGroups[1]!.ingress = [];
    });
    expect(verdict.code).toBe('TARGET_HEALTH_CHECK_UNREACHABLE');
    expect(verdict.where.map((place) => place.logicalId)).toContain('EndpointGroup');
  });

  test('inbound rules of the load balancer do not matter to health checks', () => {
    const verdict = check((draft) => {
      draft.securityGroups[0]!.ingress = [];
    });
    expect(verdict.outcome).toBe('pass');
  });

  test('another port of the check is a port that the endpoint does not serve', () => {
    const verdict = check((draft) => {
      draft.targetGroups[0]!.healthCheck.port = 80;
      draft.securityGroups[1]!.ingress[0]!.fromPort = 0;
      draft.securityGroups[0]!.egress[0]!.fromPort = 0;
    });
    expect(verdict.code).toBe('TARGET_PORT_RESTRICTION');
  });
});

describe('settle', () => {
  test('gives the same state for the same failures, and another for others', () => {
    const model = buildModel();
    const lost = { zones: ['eu-west-1a'], targets: [] };
    expect(settle(model, { ...lost })).toBe(settle(model, lost));
    expect(settle(model, noFailures).revision).not.toBe(settle(model, lost).revision);
  });

  test('a failed zone takes its targets out', () => {
    const model = buildModel();
    const { isHealthy } = settle(model, { zones: ['eu-west-1a'], targets: [] });
    const group = model.targetGroups[0]!;
    expect(group.targets.map((target) => !(target instanceof Unknown) && isHealthy(group, target))).toEqual([
      false,
      true,
    ]);
  });
});
