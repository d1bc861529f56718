import type { TestResource, TestTemplate } from '../assembly';
import { att, certificateArn, ref, region, resource } from './parts';

const vantageTag = (Value: string) => [{ Key: 'hybrid-api:vantage', Value }];
const zones = ['a', 'b'] as const;

function vpcResources(
  id: string,
  vantage: string,
  cidr: string,
  peerCidr: string,
): Record<string, TestResource> {
  const octets = cidr.split('.').slice(0, 2).join('.');
  const resources: Record<string, TestResource> = {
    [id]: resource('AWS::EC2::VPC', {
      CidrBlock: cidr,
      EnableDnsSupport: true,
      EnableDnsHostnames: true,
      Tags: vantageTag(vantage),
    }),
    [`${id}Acl`]: resource('AWS::EC2::NetworkAcl', { VpcId: ref(id) }),
  };
  const entry = (number: number, egress: boolean, cidrBlock: string, from: number, to: number) =>
    resource('AWS::EC2::NetworkAclEntry', {
      NetworkAclId: ref(`${id}Acl`),
      RuleNumber: number,
      Protocol: 6,
      RuleAction: 'allow',
      Egress: egress,
      CidrBlock: cidrBlock,
      PortRange: { From: from, To: to },
    });
  for (const [index, other] of [cidr, peerCidr].entries()) {
    const number = 100 + index * 10;
    resources[`${id}AclInHttps${index}`] = entry(number, false, other, 443, 443);
    resources[`${id}AclInReply${index}`] = entry(number + 1, false, other, 1024, 65535);
    resources[`${id}AclOutHttps${index}`] = entry(number, true, other, 443, 443);
    resources[`${id}AclOutReply${index}`] = entry(number + 1, true, other, 1024, 65535);
  }
  for (const [index, zone] of zones.entries()) {
    const subnet = `${id}Subnet${zone.toUpperCase()}`;
    const table = `${id}Routes${zone.toUpperCase()}`;
    resources[subnet] = resource('AWS::EC2::Subnet', {
      VpcId: ref(id),
      CidrBlock: `${octets}.${index}.0/24`,
      AvailabilityZone: `${region}${zone}`,
    });
    resources[table] = resource('AWS::EC2::RouteTable', { VpcId: ref(id) });
    resources[`${table}Association`] = resource('AWS::EC2::SubnetRouteTableAssociation', {
      SubnetId: ref(subnet),
      RouteTableId: ref(table),
    });
    resources[`${subnet}AclAssociation`] = resource('AWS::EC2::SubnetNetworkAclAssociation', {
      SubnetId: ref(subnet),
      NetworkAclId: ref(`${id}Acl`),
    });
    resources[`${table}ToPeer`] = resource('AWS::EC2::Route', {
      RouteTableId: ref(table),
      DestinationCidrBlock: peerCidr,
      VpcPeeringConnectionId: ref('Peering'),
    });
  }
  return resources;
}

const https = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };
const groupRule = (type: 'Ingress' | 'Egress', group: string, rule: Record<string, unknown>) =>
  resource(`AWS::EC2::SecurityGroup${type}`, { GroupId: att(group, 'GroupId'), ...https, ...rule });
const group = (vpc: string, description: string, more: Record<string, unknown> = {}) =>
  resource('AWS::EC2::SecurityGroup', { GroupDescription: description, VpcId: ref(vpc), ...more });
const noEgress = [{ CidrIp: '255.255.255.255/32', IpProtocol: 'icmp', FromPort: 252, ToPort: 86 }];
const appSubnets = [ref('AppVpcSubnetA'), ref('AppVpcSubnetB')];

function host(vantage: string, vpc: string): TestResource {
  return resource('AWS::Lambda::Function', {
    Runtime: 'nodejs22.x',
    Handler: 'index.handler',
    Role: 'arn:aws:iam::111122223333:role/probe',
    Code: { ZipFile: 'exports.handler = async () => ({})' },
    VpcConfig: {
      SubnetIds: zones.map((zone) => ref(`${vpc}Subnet${zone.toUpperCase()}`)),
      SecurityGroupIds: [att(`${vpc}HostGroup`, 'GroupId')],
    },
    Tags: vantageTag(vantage),
  });
}

function alias(host: string, dnsName: unknown): TestResource {
  return resource('AWS::Route53::RecordSet', {
    HostedZoneId: ref('Zone'),
    Name: `${host}.corp.example.`,
    Type: 'A',
    AliasTarget: {
      DNSName: dnsName,
      HostedZoneId: att('Balancer', 'CanonicalHostedZoneID'),
      EvaluateTargetHealth: true,
    },
  });
}

/** Both VPCs, peered; DNS, load balancer and endpoint. */
export const network: TestTemplate = {
  Resources: {
    ...vpcResources('AppVpc', 'app', '10.20.0.0/16', '10.10.0.0/16'),
    ...vpcResources('OnPremVpc', 'on-prem', '10.10.0.0/16', '10.20.0.0/16'),
    Peering: resource('AWS::EC2::VPCPeeringConnection', {
      VpcId: ref('OnPremVpc'),
      PeerVpcId: ref('AppVpc'),
    }),

    AppVpcHostGroup: group('AppVpc', 'A host in the application VPC'),
    OnPremVpcHostGroup: group('OnPremVpc', 'A data-centre host'),
    AppHost: host('app', 'AppVpc'),
    OnPremHost: host('on-prem', 'OnPremVpc'),

    BalancerGroup: group('AppVpc', 'Load balancer', {
      SecurityGroupIngress: [
        { ...https, CidrIp: '10.10.0.0/16', Description: 'on-premises' },
        { ...https, CidrIp: { 'Fn::GetAtt': ['AppVpc', 'CidrBlock'] } },
      ],
      SecurityGroupEgress: noEgress,
    }),
    EndpointGroup: group('AppVpc', 'execute-api endpoint', { SecurityGroupEgress: noEgress }),
    BalancerToEndpoint: groupRule('Egress', 'BalancerGroup', {
      DestinationSecurityGroupId: att('EndpointGroup', 'GroupId'),
    }),
    EndpointFromBalancer: groupRule('Ingress', 'EndpointGroup', {
      SourceSecurityGroupId: att('BalancerGroup', 'GroupId'),
    }),

    Endpoint: resource('AWS::EC2::VPCEndpoint', {
      VpcEndpointType: 'Interface',
      VpcId: ref('AppVpc'),
      ServiceName: { 'Fn::Sub': 'com.amazonaws.${AWS::Region}.execute-api' },
      PrivateDnsEnabled: true,
      SubnetIds: appSubnets,
      SecurityGroupIds: [att('EndpointGroup', 'GroupId')],
    }),

    Balancer: resource('AWS::ElasticLoadBalancingV2::LoadBalancer', {
      Name: 'corp-private-api',
      Type: 'network',
      Scheme: 'internal',
      Subnets: appSubnets,
      SecurityGroups: [att('BalancerGroup', 'GroupId')],
      LoadBalancerAttributes: [{ Key: 'load_balancing.cross_zone.enabled', Value: 'false' }],
    }),
    Targets: resource('AWS::ElasticLoadBalancingV2::TargetGroup', {
      Name: 'corp-endpoint',
      Protocol: 'TLS',
      Port: 443,
      TargetType: 'ip',
      VpcId: ref('AppVpc'),
      HealthCheckProtocol: 'TCP',
      TargetGroupAttributes: [{ Key: 'preserve_client_ip.enabled', Value: 'false' }],
    }),
    Listener: resource('AWS::ElasticLoadBalancingV2::Listener', {
      LoadBalancerArn: ref('Balancer'),
      Port: 443,
      Protocol: 'TLS',
      SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09',
      Certificates: [{ CertificateArn: certificateArn }],
      DefaultActions: [{ Type: 'forward', TargetGroupArn: ref('Targets') }],
    }),
    EndpointTargets: resource('Custom::EndpointTargets', {
      ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:endpoint-targets',
      TargetGroupArn: ref('Targets'),
      VpcEndpointId: ref('Endpoint'),
      SubnetIds: appSubnets,
      Port: 443,
    }),

    Zone: resource('AWS::Route53::HostedZone', {
      Name: 'corp.example.',
      VPCs: [
        { VPCId: ref('AppVpc'), VPCRegion: region },
        { VPCId: ref('OnPremVpc'), VPCRegion: region },
      ],
    }),
    FirstRecord: alias('pvt-api', { 'Fn::Join': ['', ['dualstack.', att('Balancer', 'DNSName')]] }),
    SecondRecord: alias('pvt-api2', att('Balancer', 'DNSName')),
  },
  Outputs: {
    EndpointId: { Value: ref('Endpoint'), Export: { Name: 'corp-network:EndpointId' } },
    SubnetA: { Value: ref('AppVpcSubnetA'), Export: { Name: 'corp-network:SubnetA' } },
    SubnetB: { Value: ref('AppVpcSubnetB'), Export: { Name: 'corp-network:SubnetB' } },
    HostGroup: { Value: att('AppVpcHostGroup', 'GroupId'), Export: { Name: 'corp-network:HostGroup' } },
  },
  Metadata: {
    HybridApi: {
      schemaVersion: 1,
      onPremises: { cidrs: ['10.10.0.0/16'], connection: 'peering', simulated: true },
      existing: {
        vpcs: [],
        endpoints: [],
        zones: [],
        certificates: [{ arn: certificateArn, names: ['*.corp.example'] }],
      },
    },
  },
};
