import { type Assembly, type BuildOptions, buildModel } from '../../tools/assembly';
import type { Model } from '../../tools/assembly/model';
import { assemblyOf, type TestResource, type TestTemplate } from './assembly';

/**
 * The reference chain, handwritten in the size of a test: an on-premises VPC and an application VPC, peered;
 * private DNS; a TLS load balancer in front of an execute-api endpoint; two private APIs, three functions.
 */

const region = 'eu-west-1';
const certificateArn = 'arn:aws:acm:eu-west-1:111122223333:certificate/6f1d1c1e-4f5b-4c3a-9b1a-0a1b2c3d4e5f';
const ref = (Ref: string) => ({ Ref });
const att = (id: string, attribute: string) => ({ 'Fn::GetAtt': [id, attribute] });
const imported = (name: string) => ({ 'Fn::ImportValue': `corp-network:${name}` });
const resource = (Type: string, Properties: Record<string, unknown>): TestResource => ({ Type, Properties });
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

const network: TestTemplate = {
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

const answer = (name: string) =>
  `exports.handler = async (event) => ({ statusCode: 200, headers: { 'content-type': 'application/json' }, ` +
  `body: JSON.stringify({ function: '${name}', path: event.path }) });`;

function functionResource(name: string): TestResource {
  return resource('AWS::Lambda::Function', {
    FunctionName: `corp-${name}`,
    Runtime: 'nodejs22.x',
    Handler: 'index.handler',
    Timeout: 10,
    MemorySize: 256,
    Role: 'arn:aws:iam::111122223333:role/function',
    Code: { ZipFile: answer(name) },
    VpcConfig: {
      SubnetIds: [imported('SubnetA'), imported('SubnetB')],
      SecurityGroupIds: [imported('HostGroup')],
    },
  });
}

const privatePolicy = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' },
    {
      Effect: 'Deny',
      Principal: '*',
      Action: 'execute-api:Invoke',
      Resource: 'execute-api:/*',
      Condition: { StringNotEquals: { 'aws:SourceVpce': imported('EndpointId') } },
    },
  ],
};

const arn = (...parts: unknown[]) => ({ 'Fn::Join': ['', ['arn:', ref('AWS::Partition'), ...parts]] });
const invocationUri = (functionId: string) =>
  arn(
    ':apigateway:',
    ref('AWS::Region'),
    ':lambda:path/2015-03-31/functions/',
    att(functionId, 'Arn'),
    '/invocations',
  );
const allow = (functionId: string, api: string, path: string) =>
  resource('AWS::Lambda::Permission', {
    Action: 'lambda:InvokeFunction',
    FunctionName: att(functionId, 'Arn'),
    Principal: 'apigateway.amazonaws.com',
    SourceArn: arn(
      ':execute-api:',
      ref('AWS::Region'),
      ':',
      ref('AWS::AccountId'),
      ':',
      ref(api),
      `/*/GET${path}`,
    ),
  });

const method = (api: string, resourceId: unknown, functionId: string) =>
  resource('AWS::ApiGateway::Method', {
    RestApiId: ref(api),
    ResourceId: resourceId,
    HttpMethod: 'GET',
    AuthorizationType: 'NONE',
    Integration: { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST', Uri: invocationUri(functionId) },
  });

function apiResources(prefix: string, name: string, host: string): Record<string, TestResource> {
  const api = `${prefix}Api`;
  return {
    [api]: resource('AWS::ApiGateway::RestApi', {
      Name: name,
      EndpointConfiguration: { Types: ['PRIVATE'], VpcEndpointIds: [imported('EndpointId')] },
      Policy: privatePolicy,
    }),
    [`${prefix}Deployment`]: resource('AWS::ApiGateway::Deployment', { RestApiId: ref(api) }),
    [`${prefix}Stage`]: resource('AWS::ApiGateway::Stage', {
      RestApiId: ref(api),
      StageName: 'demo',
      DeploymentId: ref(`${prefix}Deployment`),
      MethodSettings: [
        { ResourcePath: '/*', HttpMethod: '*', ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 },
      ],
    }),
    [`${prefix}Domain`]: resource('AWS::ApiGateway::DomainName', {
      DomainName: host,
      EndpointConfiguration: { Types: ['REGIONAL'] },
      RegionalCertificateArn: certificateArn,
      SecurityPolicy: 'TLS_1_2',
    }),
    [`${prefix}Mapping`]: resource('AWS::ApiGateway::BasePathMapping', {
      DomainName: ref(`${prefix}Domain`),
      RestApiId: ref(api),
      Stage: ref(`${prefix}Stage`),
    }),
  };
}

const apis: TestTemplate = {
  Resources: {
    Hello1: functionResource('hello-1'),
    Hello2: functionResource('hello-2'),
    Hello3: functionResource('hello-3'),
    ...apiResources('First', 'pvt-lambda-test-api', 'pvt-api.corp.example'),
    FirstTestResource: resource('AWS::ApiGateway::Resource', {
      RestApiId: ref('FirstApi'),
      ParentId: att('FirstApi', 'RootResourceId'),
      PathPart: 'test-resource',
    }),
    FirstRootGet: method('FirstApi', att('FirstApi', 'RootResourceId'), 'Hello1'),
    FirstTestGet: method('FirstApi', ref('FirstTestResource'), 'Hello2'),
    FirstRootPermission: allow('Hello1', 'FirstApi', '/'),
    FirstTestPermission: allow('Hello2', 'FirstApi', '/test-resource'),
    ...apiResources('Second', 'pvt-lambda-test-api2', 'pvt-api2.corp.example'),
    SecondRootGet: method('SecondApi', att('SecondApi', 'RootResourceId'), 'Hello3'),
    SecondRootPermission: allow('Hello3', 'SecondApi', '/'),
  },
};

/** Fresh copies, so that a test may change its own: `corp-network` and `corp-apis`. */
export function referenceTemplates(): Record<string, TestTemplate> {
  return structuredClone({ 'corp-network': network, 'corp-apis': apis });
}

/** The reference chain as an assembly, after a test's change to its templates. */
export function referenceAssembly(change?: (templates: Record<string, TestTemplate>) => void): Assembly {
  const templates = referenceTemplates();
  change?.(templates);
  return assemblyOf(templates);
}

/** The reference chain's model, after a test's change to its templates. */
export function referenceModel(
  change?: (templates: Record<string, TestTemplate>) => void,
  options?: BuildOptions,
): Model {
  return buildModel(referenceAssembly(change), options);
}
