import { Match } from 'aws-cdk-lib/assertions';
import { only, propertiesOf, synth } from '../helpers/synth';

const { 'front-door': door } = synth().templates;
const frontDoor = door!;

/** Logical id of the group that another resource's reference names. */
function groupNamed(name: string): string {
  const groups = frontDoor.findResources('AWS::EC2::SecurityGroup', {
    Properties: { Tags: [{ Key: 'Name', Value: name }] },
  });
  return Object.keys(groups)[0]!;
}

const idOf = (group: string) => ({ 'Fn::GetAtt': [groupNamed(group), 'GroupId'] });

test('the endpoint admits only the load balancer', () => {
  const endpoint = frontDoor.findResources('AWS::EC2::SecurityGroup')[groupNamed('corp-endpoint')]!;
  expect(endpoint.Properties.SecurityGroupIngress).toBeUndefined();
  expect(propertiesOf(frontDoor, 'AWS::EC2::SecurityGroupIngress')).toEqual([
    expect.objectContaining({
      GroupId: idOf('corp-endpoint'),
      SourceSecurityGroupId: idOf('corp-load-balancer'),
      FromPort: 443,
      ToPort: 443,
      IpProtocol: 'tcp',
    }),
  ]);
});

test('the load balancer admits the data centre and the application VPC, and reaches only the endpoint', () => {
  const group =
    frontDoor.findResources('AWS::EC2::SecurityGroup')[groupNamed('corp-load-balancer')]!.Properties;
  expect(group.SecurityGroupIngress.map(({ CidrIp, FromPort }: never) => [CidrIp, FromPort])).toEqual([
    ['10.10.0.0/16', 443],
    ['10.20.0.0/16', 443],
  ]);
  expect(group.SecurityGroupEgress).toEqual([
    expect.objectContaining({
      DestinationSecurityGroupId: idOf('corp-endpoint'),
      FromPort: 443,
      ToPort: 443,
    }),
  ]);
});

test('the load balancer is internal and has its security group from the start', () => {
  frontDoor.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', {
    Scheme: 'internal',
    Type: 'network',
    SecurityGroups: [idOf('corp-load-balancer')],
  });
});

test('the endpoint and the load balancer stand in the same subnets, one in every zone', () => {
  const { SubnetIds } = only(frontDoor, 'AWS::EC2::VPCEndpoint');
  expect(SubnetIds).toHaveLength(2);
  expect(only(frontDoor, 'AWS::ElasticLoadBalancingV2::LoadBalancer').Subnets).toEqual(SubnetIds);
});

test('the endpoint lets calls of this account and region through, and nothing else', () => {
  const { PolicyDocument } = only(frontDoor, 'AWS::EC2::VPCEndpoint');
  expect(PolicyDocument.Statement).toEqual([
    {
      Sid: 'ApisOfThisAccount',
      Effect: 'Allow',
      Principal: '*',
      Action: 'execute-api:Invoke',
      Resource: {
        'Fn::Join': [
          '',
          [
            'arn:',
            { Ref: 'AWS::Partition' },
            ':execute-api:',
            { Ref: 'AWS::Region' },
            ':',
            { Ref: 'AWS::AccountId' },
            ':*',
          ],
        ],
      },
    },
  ]);
});

test('the listener ends TLS with the configured policy and certificate', () => {
  const loadBalancer = { tlsPolicy: 'ELBSecurityPolicy-TLS13-1-3-2021-06' };
  frontDoor.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
    Port: 443,
    Protocol: 'TLS',
    SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09',
    Certificates: [{ CertificateArn: Match.stringLikeRegexp('^arn:aws:acm:eu-west-1:') }],
  });
  const strict = synth({ loadBalancer }).templates['front-door'];
  expect(only(strict, 'AWS::ElasticLoadBalancingV2::Listener').SslPolicy).toBe(loadBalancer.tlsPolicy);
});

test('the targets are addresses on 443 over TLS, checked by TCP, without the client address', () => {
  frontDoor.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
    TargetType: 'ip',
    Protocol: 'TLS',
    Port: 443,
    HealthCheckProtocol: 'TCP',
    TargetGroupAttributes: Match.arrayWith([
      { Key: 'preserve_client_ip.enabled', Value: 'false' },
      { Key: 'proxy_protocol_v2.enabled', Value: 'false' },
    ]),
  });
});

test.each([
  ['crossZone', 'load_balancing.cross_zone.enabled'],
  ['deletionProtection', 'deletion_protection.enabled'],
])('%s is a setting of the load balancer', (setting, Key) => {
  for (const value of [true, false]) {
    const template = synth({ loadBalancer: { [setting]: value } }).templates['front-door'];
    const { LoadBalancerAttributes } = only(template, 'AWS::ElasticLoadBalancingV2::LoadBalancer');
    expect(LoadBalancerAttributes).toContainEqual({ Key, Value: String(value) });
  }
});

test('one function compares the targets with the endpoint: on deploy and on a schedule, with the same properties', () => {
  const registered = only(frontDoor, 'Custom::EndpointTargets');
  const endpoint = { Ref: Object.keys(frontDoor.findResources('AWS::EC2::VPCEndpoint'))[0] };
  const group = { Ref: Object.keys(frontDoor.findResources('AWS::ElasticLoadBalancingV2::TargetGroup'))[0] };
  expect(registered).toMatchObject({ VpcEndpointId: endpoint, TargetGroupArn: group, Port: 443 });
  const rule = only(frontDoor, 'AWS::Events::Rule');
  expect(rule.ScheduleExpression).toBe('rate(5 minutes)');
  expect(rule.Targets[0].Arn).toEqual(registered.ServiceToken);
  expect(rule.Targets[0].Input['Fn::Join'][1]).toEqual(expect.arrayContaining([endpoint, group]));
});

test('a change of the zones makes the deployment look at the endpoint again', () => {
  const subnets = (zones: string[]) =>
    only(synth({ zones }).templates['front-door'], 'Custom::EndpointTargets').SubnetIds;
  expect(subnets(['eu-west-1a', 'eu-west-1b', 'eu-west-1c'])).toHaveLength(3);
});

test('a schedule of one minute is spelt as EventBridge wants it', () => {
  const template = synth({ loadBalancer: { reconcileMinutes: 1 } }).templates['front-door'];
  expect(only(template, 'AWS::Events::Rule').ScheduleExpression).toBe('rate(1 minute)');
});

test('the function that registers targets may change this target group only', () => {
  const statements = propertiesOf(frontDoor, 'AWS::IAM::Policy').flatMap(
    (policy) => policy.PolicyDocument.Statement,
  );
  const changing = statements.filter(({ Action }) => String(Action).includes('Targets'));
  expect(changing).toHaveLength(1);
  expect(changing[0].Resource).toEqual({ Ref: expect.stringContaining('Targets') });
});

test('somebody is told when a target or its function fails', () => {
  const metrics = propertiesOf(frontDoor, 'AWS::CloudWatch::Alarm').map(({ MetricName }) => MetricName);
  expect(metrics.sort()).toEqual(['Errors', 'UnHealthyHostCount']);
});

test('refused handshakes are on record: the access logs are kept when the stack goes', () => {
  frontDoor.hasResource('AWS::S3::Bucket', { DeletionPolicy: 'Retain' });
  expect(only(frontDoor, 'AWS::ElasticLoadBalancingV2::LoadBalancer').LoadBalancerAttributes).toContainEqual({
    Key: 'access_logs.s3.enabled',
    Value: 'true',
  });
});

test('an existing endpoint gets one rule for the load balancer and is otherwise left alone', () => {
  const endpoint = { id: 'vpce-0123456789abcdef0', securityGroup: 'sg-0123456789abcdef0' };
  const existing = {
    vpc: 'vpc-0123456789abcdef0',
    cidrs: ['10.20.0.0/16'],
    subnets: [
      { id: 'subnet-0aaaaaaaaaaaaaaa0', zone: 'eu-west-1a', cidr: '10.20.0.0/24' },
      { id: 'subnet-0bbbbbbbbbbbbbbb0', zone: 'eu-west-1b', cidr: '10.20.1.0/24' },
    ],
    endpoint,
  };
  const template = synth({ network: { existing } }).templates['front-door'];
  template!.resourceCountIs('AWS::EC2::VPCEndpoint', 0);
  expect(only(template, 'AWS::EC2::SecurityGroupIngress').GroupId).toBe(endpoint.securityGroup);
  expect(only(template, 'Custom::EndpointTargets').VpcEndpointId).toBe(endpoint.id);
});

describe('the certificate', () => {
  const names = ['*.corp.example', 'corp.example'];

  test('is requested and validated by records where a public zone is named', () => {
    const zone = 'Z0123456789ABCDEFGHIJ';
    const template = synth({ certificate: { validate: { names, zone } } }).templates['front-door'];
    expect(only(template, 'AWS::CertificateManager::Certificate')).toMatchObject({
      DomainName: names[0],
      SubjectAlternativeNames: [names[1]],
      ValidationMethod: 'DNS',
      DomainValidationOptions: names.map((DomainName) => ({ DomainName, HostedZoneId: zone })),
    });
  });

  test('waits for records made by hand where none is named', () => {
    const template = synth({ certificate: { validate: { names } } }).templates['front-door'];
    const certificate = only(template, 'AWS::CertificateManager::Certificate');
    expect(certificate.ValidationMethod).toBe('DNS');
    expect(certificate.DomainValidationOptions).toBeUndefined();
  });
});
