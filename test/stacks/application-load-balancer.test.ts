import { Match } from 'aws-cdk-lib/assertions';
import { rulePriorities } from '../../stacks/path/3-rule-priorities';
import { only, propertiesOf, type Settings, synth } from '../helpers/synth';

const elb = 'AWS::ElasticLoadBalancingV2';
const frontDoorOf = (changes: Settings = {}) =>
  synth({ ingress: 'alb', ...changes }).templates['front-door']!;
const frontDoor = frontDoorOf();

test('every host of an API is a rule, and the default action lets nothing through', () => {
  const conditions = propertiesOf(frontDoor, `${elb}::ListenerRule`).map(({ Conditions }) => Conditions);
  expect(
    conditions
      .flat()
      .flatMap(({ HostHeaderConfig }) => HostHeaderConfig.Values)
      .sort(),
  ).toEqual(['pvt-api.corp.example', 'pvt-api2.corp.example']);
  expect(only(frontDoor, `${elb}::Listener`).DefaultActions).toEqual([
    expect.objectContaining({ Type: 'fixed-response' }),
  ]);
});

test('a host keeps its priority when others come', () => {
  const few = rulePriorities(['b.example']);
  const many = rulePriorities(['a.example', 'b.example', 'c.example', 'b.example']);
  expect(many.get('b.example')).toBe(few.get('b.example'));
  expect(new Set(many.values()).size).toBe(3);
});

test('priorities of a thousand hosts are all different and in range', () => {
  const hosts = Array.from({ length: 1000 }, (_, index) => `host-${index}.example`);
  const priorities = [...rulePriorities(hosts).values()];
  expect(new Set(priorities).size).toBe(1000);
  expect(priorities.every((one) => one >= 1 && one <= 50_000)).toBe(true);
});

test('requests that could be read in two ways, and invalid headers, are not passed on', () => {
  frontDoor.hasResourceProperties(`${elb}::LoadBalancer`, {
    Type: 'application',
    Scheme: 'internal',
    LoadBalancerAttributes: Match.arrayWith([
      { Key: 'deletion_protection.enabled', Value: 'true' },
      { Key: 'routing.http.drop_invalid_header_fields.enabled', Value: 'true' },
      { Key: 'routing.http.desync_mitigation_mode', Value: 'strictest' },
    ]),
  });
});

test('the endpoint is asked over TLS, and its 403 to a health check is the sign of life', () => {
  expect(only(frontDoor, `${elb}::TargetGroup`)).toMatchObject({
    Protocol: 'HTTPS',
    HealthCheckProtocol: 'HTTPS',
    Matcher: { HttpCode: '403' },
  });
});

test('only the load balancers of this account write to the log bucket', () => {
  const [{ PolicyDocument }] = propertiesOf(frontDoor, 'AWS::S3::BucketPolicy');
  const allowed = PolicyDocument.Statement.filter(({ Effect }: { Effect: string }) => Effect === 'Allow');
  expect(allowed).toEqual([
    expect.objectContaining({
      Action: 's3:PutObject',
      Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    }),
  ]);
});

describe('the web ACL', () => {
  test('has AWS managed rules, of which the limit on bodies only counts', () => {
    const { Rules } = only(frontDoor, 'AWS::WAFv2::WebACL');
    const groups = Rules.map(
      ({ Statement }: { Statement: { ManagedRuleGroupStatement: { Name: string } } }) =>
        Statement.ManagedRuleGroupStatement.Name,
    );
    expect(groups).toEqual(['AWSManagedRulesCommonRuleSet', 'AWSManagedRulesKnownBadInputsRuleSet']);
    expect(Rules[0].Statement.ManagedRuleGroupStatement.RuleActionOverrides).toEqual([
      { Name: 'SizeRestrictions_BODY', ActionToUse: { Count: {} } },
    ]);
  });

  test('may be one that is there', () => {
    const arn = 'arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/corp/1';
    const template = frontDoorOf({ loadBalancer: { waf: { arn } } });
    expect(propertiesOf(template, 'AWS::WAFv2::WebACL')).toEqual([]);
    expect(only(template, 'AWS::WAFv2::WebACLAssociation').WebACLArn).toBe(arn);
  });

  test('may be left out', () => {
    const template = frontDoorOf({ loadBalancer: { waf: 'none' } });
    expect(propertiesOf(template, 'AWS::WAFv2::WebACLAssociation')).toEqual([]);
  });
});

describe('client certificates', () => {
  test('are not asked for', () => {
    expect(only(frontDoor, `${elb}::Listener`).MutualAuthentication).toBeUndefined();
  });

  test('are held against a trust store made of a file', () => {
    const template = frontDoorOf({
      ingress: 'alb-mtls',
      trustStore: { file: 'test/cases/config/files/clients-ca.pem' },
    });
    expect(only(template, `${elb}::TrustStore`).CaCertificatesBundleS3Key).toMatch(/\.pem$/);
    expect(only(template, `${elb}::Listener`).MutualAuthentication).toMatchObject({
      Mode: 'verify',
      TrustStoreArn: { Ref: expect.any(String) },
      IgnoreClientCertificateExpiry: false,
    });
    expect(propertiesOf(template, 'AWS::CloudWatch::Alarm').map(({ MetricName }) => MetricName)).toContain(
      'ClientTLSNegotiationErrorCount',
    );
  });

  test('are held against an object in S3', () => {
    const trustStore = { bucket: 'corp-trust', key: 'clients.pem', version: '3' };
    const template = frontDoorOf({ ingress: 'alb-mtls', trustStore });
    expect(only(template, `${elb}::TrustStore`)).toEqual({
      CaCertificatesBundleS3Bucket: 'corp-trust',
      CaCertificatesBundleS3Key: 'clients.pem',
      CaCertificatesBundleS3ObjectVersion: '3',
    });
  });

  test('are passed through without a trust store', () => {
    const template = frontDoorOf({
      ingress: 'alb-mtls',
      loadBalancer: { clientCertificates: 'passthrough' },
    });
    expect(only(template, `${elb}::Listener`).MutualAuthentication).toEqual({ Mode: 'passthrough' });
  });
});
