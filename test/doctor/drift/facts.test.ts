import { editedReference, groupOf, type Json } from './edited';

const driftOf = editedReference();

/** Changes by hand, each in the shape in which AWS tells of it. */
const changes: readonly (readonly [string, string, string, (facts: Json) => void])[] = [
  [
    'the rule of the endpoint’s group is taken away',
    'network',
    'SG_HAS_NO_RULES',
    (facts) => {
      groupOf(facts, 'EndpointAccess').IpPermissions = [];
    },
  ],
  [
    'the record leads to another load balancer',
    'dns',
    'DNS_TARGET_UNKNOWN',
    ({ zones: [{ records }] }) => {
      const record = records.find(({ AliasTarget }: Json) => AliasTarget);
      record.AliasTarget.DNSName = 'another-0123456789abcdef.elb.eu-west-1.amazonaws.com.';
    },
  ],
  [
    'somebody associated a narrower zone with the data centre',
    'dns',
    'DNS_NO_DATA',
    ({ zones, vpcs }) => {
      zones.push({
        zone: { Id: '/hostedzone/ZNARROW', Name: 'pvt-api.corp.example.' },
        vpcs: vpcs.map(({ vpc }: Json) => ({ VPCId: vpc.VpcId, VPCRegion: 'eu-west-1' })),
        records: [],
      });
    },
  ],
  [
    'the policy names another endpoint, and was deployed',
    'policy',
    'POLICY_DENIES_ENDPOINT',
    ({ restApis }) => {
      for (const { api, stages } of restApis) {
        api.policy = api.policy.replaceAll(/vpce-[0-9a-f]+/g, 'vpce-0123456789abcdef0');
        for (const stage of stages)
          stage.export.document = JSON.parse(
            JSON.stringify(stage.export.document).replaceAll(/vpce-[0-9a-f]+/g, 'vpce-0123456789abcdef0'),
          );
      }
    },
  ],
  [
    'the policy names another endpoint, and was not deployed',
    'policy',
    'POLICY_CHANGE_PENDING',
    ({ restApis }) => {
      for (const { api } of restApis)
        api.policy = api.policy.replaceAll(/vpce-[0-9a-f]+/g, 'vpce-0123456789abcdef0');
    },
  ],
  [
    'all targets are deregistered',
    'load-balancer',
    'TARGET_GROUP_HAS_NO_TARGETS',
    ({ targetGroups: [group] }) => {
      group.health = [];
    },
  ],
  [
    'the targets of one zone are unhealthy',
    'dns',
    'DNS_FEWER_ADDRESSES_THAN_ZONES',
    ({ targetGroups: [group] }) => {
      group.health[0].TargetHealth = { State: 'unhealthy', Reason: 'Target.FailedHealthChecks' };
    },
  ],
  [
    'the network ACL no longer lets the answers out',
    'network',
    'SUBNET_ACL_RESTRICTION',
    ({ networkAcls }) => {
      for (const acl of networkAcls)
        acl.Entries = acl.Entries.filter(({ Egress, RuleNumber }: Json) => !(Egress && RuleNumber === 120));
    },
  ],
  [
    'the mapping leads to another stage',
    'gateway',
    'STAGE_NOT_FOUND',
    ({ domains }) => {
      for (const { mappings } of domains) mappings[0].stage = 'other';
    },
  ],
  [
    'the listener has another certificate',
    'load-balancer',
    'CERTIFICATE_NAME_MISMATCH',
    ({ loadBalancers: [{ listeners }], certificates }) => {
      const CertificateArn = 'arn:aws:acm:eu-west-1:111122223333:certificate/0';
      for (const { listener } of listeners) listener.Certificates = [{ CertificateArn }];
      certificates.push({
        CertificateArn,
        Status: 'ISSUED',
        DomainName: 'other.example',
        SubjectAlternativeNames: ['other.example'],
      });
    },
  ],
  [
    'the peering is deleted',
    'network',
    'NETWORK_NOT_KNOWN',
    ({ peerings: [peering] }) => {
      peering.Status.Code = 'deleted';
    },
  ],
  [
    'the function’s permission is taken away',
    'integration',
    'FUNCTION_PERMISSION_MISSING',
    ({ functions }) => {
      for (const one of functions) one.policy = '';
    },
  ],
];

test('nothing was changed: the same, and no setting differs', async () => {
  const { outcome, compared, differences, unread } = await driftOf(() => {});
  expect({ outcome, results: compared.map(({ result }) => result), differences, unread }).toEqual({
    outcome: 'pass',
    results: ['same'],
    differences: [],
    unread: [],
  });
});

test.each(changes)('%s: %s %s', async (_name, hop, code, change) => {
  const { outcome, compared, differences } = await driftOf(change);
  const codes = compared[0]?.live?.trace.hops.filter((one) => one.hop === hop).map((one) => one.code);
  expect({ outcome, codes }).toEqual({ outcome: 'stop', codes: expect.arrayContaining([code]) });
  expect(compared[0]).toMatchObject({ result: 'different', parting: { hop: expect.any(String) } });
  if (code !== 'DNS_FEWER_ADDRESSES_THAN_ZONES') expect(differences.length).toBeGreaterThan(0);
});

test('what changes no expectation is a difference all the same, and no failure', async () => {
  const drift = await driftOf((facts) => {
    groupOf(facts, 'EndpointAccess').IpPermissions.push({
      IpProtocol: 'tcp',
      FromPort: 443,
      ToPort: 443,
      IpRanges: [{ CidrIp: '0.0.0.0/0' }],
    });
  });
  expect(drift.outcome).toBe('pass');
  expect(drift.differences).toMatchObject([
    { hop: 'network', kind: 'security group', setting: 'ingress', deployed: { peer: { cidr: '0.0.0.0/0' } } },
  ]);
});

test.each([
  'vpcs',
  'subnets',
  'routeTables',
  'networkAcls',
  'securityGroups',
  'peerings',
  'endpoints',
  'interfaces',
  'loadBalancers',
  'targetGroups',
  'zones',
  'restApis',
  'domains',
  'functions',
])('%s that IAM denies are taken as declared, and never called the same', async (part) => {
  const { outcome, compared, unread } = await driftOf((facts) => {
    facts[part] = { notRead: 'IAM denies it' };
  });
  expect(unread.length).toBeGreaterThan(0);
  expect(compared.map(({ result }) => result)).not.toContain('same');
  expect(outcome).not.toBe('pass');
});

test('a stack that was not read stays as declared, and is named', async () => {
  const { compared, unread } = await driftOf((facts) => {
    facts.stacks[0].resources = { notRead: 'it is in account 222233334444' };
  });
  expect(compared.map(({ result }) => result)).not.toContain('same');
  expect(unread.map(({ reason }) => reason)).toContain('it is in account 222233334444');
});

test('a function that was changed after its stack deployed it is named', async () => {
  const { compared, unread } = await driftOf((facts) => {
    for (const { resources } of facts.stacks)
      for (const one of resources) one.LastUpdatedTimestamp = '2026-11-01T00:00:00Z';
    for (const { configuration } of facts.functions) configuration.LastModified = '2026-11-02T00:00:00Z';
  });
  expect(compared[0]?.result).toBe('unknown');
  expect(unread.map(({ reason }) => reason).join()).toContain('were changed at 2026-11-02');
});

test('a zone of another account that covers the name makes the answer unknown', async () => {
  const { compared } = await driftOf(({ zones, vpcs }) => {
    zones.push({
      zone: { Id: 'ZFOREIGN', Name: 'pvt-api.corp.example.' },
      vpcs: vpcs.map(({ vpc }: Json) => ({ VPCId: vpc.VpcId })),
      records: { notRead: 'zone pvt-api.corp.example. is of account 222233334444' },
    });
  });
  expect(compared[0]?.live?.trace.outcome).toBe('unknown');
  expect(compared[0]?.result).not.toBe('same');
});

test('what AWS answers where a template leaves it out is no difference', async () => {
  const { differences } = await driftOf(({ restApis, loadBalancers, domains }) => {
    for (const { resources } of restApis)
      for (const { resourceMethods } of resources)
        for (const method of Object.values<Json>(resourceMethods))
          Object.assign(method.methodIntegration, {
            passthroughBehavior: 'WHEN_NO_MATCH',
            responseTransferMode: 'BUFFERED',
            requestParameters: {},
            cacheNamespace: 'abc123',
            cacheKeyParameters: [],
          });
    for (const { balancer } of loadBalancers)
      balancer.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic = 'on';
    for (const { domain } of domains) domain.routingMode = 'BASE_PATH_MAPPING_ONLY';
  });
  expect(differences).toEqual([]);
});
