import { only, propertiesOf, synth } from '../helpers/synth';

const key = 'arn:aws:kms:eu-west-1:111122223333:key/6f1d1c1e-4f5b-4c3a-9b1a-0a1b2c3d4e5f';
const token = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:corp/token-Ab1cD2';
const onPremises = {
  cidrs: ['10.10.0.0/16'],
  simulate: true,
  connect: 'peering',
  secrets: ['partners/acme', { secret: token, key }],
};
const stack = synth({ onPremises }).templates['on-premises'];
const endpoint = only(stack, 'AWS::EC2::VPCEndpoint');
const read = 'secretsmanager:GetSecretValue';
const secrets = [
  token,
  {
    'Fn::Join': [
      '',
      [
        'arn:',
        { Ref: 'AWS::Partition' },
        ':secretsmanager:',
        { Ref: 'AWS::Region' },
        ':',
        { Ref: 'AWS::AccountId' },
        ':secret:partners/acme-??????',
      ],
    ],
  },
];

const groupNamed = (name: string) => {
  const groups = Object.entries(stack!.findResources('AWS::EC2::SecurityGroup'));
  const [id, group] = groups.find(([, { Properties }]) =>
    Properties.Tags.some(({ Value }: { Value: string }) => Value === name),
  )!;
  return { ...group.Properties, id: { 'Fn::GetAtt': [id, 'GroupId'] } };
};
const hosts = groupNamed('corp-on-prem-hosts');
const door = groupNamed('corp-on-prem-secrets');

const statements = propertiesOf(stack, 'AWS::IAM::Policy').flatMap(
  ({ PolicyDocument }) => PolicyDocument.Statement,
);

test('without secrets there is no endpoint beside the probe, and no right to any secret', () => {
  const plain = synth().templates['on-premises'];
  plain!.resourceCountIs('AWS::EC2::VPCEndpoint', 0);
  expect(JSON.stringify(plain)).not.toContain('secretsmanager');
});

test('the endpoint stands in every zone of the data centre, and the SDK finds it by the usual name', () => {
  expect(endpoint).toMatchObject({
    ServiceName: 'com.amazonaws.eu-west-1.secretsmanager',
    VpcEndpointType: 'Interface',
    PrivateDnsEnabled: true,
    SecurityGroupIds: [door.id],
  });
  expect(endpoint.SubnetIds).toEqual(only(stack, 'AWS::Lambda::Function').VpcConfig.SubnetIds);
});

test('it lets the role of the probe read these secrets, and nothing else', () => {
  const role = only(stack, 'AWS::Lambda::Function').Role;
  expect(endpoint.PolicyDocument.Statement).toEqual([
    {
      Sid: 'TheseSecretsByTheProbe',
      Effect: 'Allow',
      Principal: '*',
      Action: read,
      Resource: secrets,
      Condition: { ArnEquals: { 'aws:PrincipalArn': role } },
    },
  ]);
});

test('the role may read exactly these, and decrypt by Secrets Manager with the stated key', () => {
  const own = statements.filter(({ Action }) => /secretsmanager|kms/.test(String(Action)));
  expect(own).toEqual([
    { Effect: 'Allow', Action: read, Resource: secrets },
    {
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: key,
      Condition: { StringEquals: { 'kms:ViaService': 'secretsmanager.eu-west-1.amazonaws.com' } },
    },
  ]);
});

test('the hosts reach it on 443, and nobody else does', () => {
  expect(hosts.SecurityGroupEgress).toContainEqual(
    expect.objectContaining({ DestinationSecurityGroupId: door.id, FromPort: 443, ToPort: 443 }),
  );
  expect(door.SecurityGroupIngress).toBeUndefined();
  expect(only(stack, 'AWS::EC2::SecurityGroupIngress')).toMatchObject({
    GroupId: door.id,
    SourceSecurityGroupId: hosts.id,
    IpProtocol: 'tcp',
    FromPort: 443,
    ToPort: 443,
  });
  expect(door.SecurityGroupEgress).toMatchObject([{ CidrIp: '127.0.0.1/32' }]);
});

test('HTTPS and its answers cross the borders of the zones, as the address may be in another one', () => {
  const entries = propertiesOf(stack, 'AWS::EC2::NetworkAclEntry').map(
    ({ Egress, CidrBlock, PortRange }) =>
      `${Egress ? 'out' : 'in'} ${CidrBlock} ${PortRange.From}-${PortRange.To}`,
  );
  expect(entries.sort()).toEqual([
    'in 10.10.0.0/16 1024-65535',
    'in 10.10.0.0/16 443-443',
    'in 10.20.0.0/16 1024-65535',
    'out 10.10.0.0/16 1024-65535',
    'out 10.10.0.0/16 443-443',
    'out 10.20.0.0/16 443-443',
  ]);
});
