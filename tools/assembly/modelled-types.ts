import type { Model } from './model';
import type { World } from './world';

/** Types that a builder reads. */
const modelled = new Set([
  ...[
    'VPC VPCCidrBlock VPCGatewayAttachment Subnet SubnetRouteTableAssociation SubnetNetworkAclAssociation',
    'RouteTable Route VPNGatewayRoutePropagation VPCPeeringConnection NetworkAcl NetworkAclEntry',
    'SecurityGroup SecurityGroupIngress SecurityGroupEgress VPCEndpoint TransitGateway',
    'TransitGatewayAttachment TransitGatewayVpcAttachment TransitGatewayRouteTable TransitGatewayRoute',
    'TransitGatewayRouteTableAssociation TransitGatewayRouteTablePropagation',
    'InternetGateway NatGateway VPNGateway',
  ].flatMap((line) => line.split(' ').map((name) => `AWS::EC2::${name}`)),
  ...['LoadBalancer', 'Listener', 'ListenerCertificate', 'ListenerRule', 'TargetGroup', 'TrustStore'].map(
    (name) => `AWS::ElasticLoadBalancingV2::${name}`,
  ),
  ...[
    'ApiKey UsagePlan UsagePlanKey RestApi Resource Method Authorizer GatewayResponse Deployment Stage DomainName BasePathMapping VpcLink',
  ].flatMap((line) => line.split(' ').map((name) => `AWS::ApiGateway::${name}`)),
  ...'Api ApiMapping Deployment DomainName Integration Route RouteResponse Stage VpcLink'
    .split(' ')
    .map((name) => `AWS::ApiGatewayV2::${name}`),
  'AWS::ApiGatewayV2::RoutingRule',
  'AWS::RAM::ResourceShare',
  'AWS::ApiGateway::DomainNameV2',
  'AWS::ApiGateway::BasePathMappingV2',
  'AWS::ApiGateway::DomainNameAccessAssociation',
  'AWS::CertificateManager::Certificate',
  'AWS::CloudFormation::Stack',
  'AWS::Lambda::Function',
  'AWS::Lambda::Permission',
  'AWS::Lambda::Version',
  'AWS::Lambda::Alias',
  'AWS::Route53::HostedZone',
  'AWS::Route53::RecordSet',
  'AWS::Route53::RecordSetGroup',
  'AWS::Route53Resolver::ResolverEndpoint',
  'AWS::Route53Resolver::ResolverRule',
  'AWS::Route53Resolver::ResolverRuleAssociation',
  'AWS::WAFv2::WebACLAssociation',
  'AWS::WAFv2::WebACL',
  'Custom::EndpointTargets',
]);

/** Types (or whole services, by prefix) that decide nothing about a call. */
const harmless = [
  'AWS::CDK::Metadata',
  'AWS::IAM::',
  'AWS::Logs::',
  'AWS::CloudWatch::',
  'AWS::Events::',
  'AWS::Scheduler::',
  'AWS::KMS::',
  'AWS::S3::',
  'AWS::SNS::',
  'AWS::SQS::',
  'AWS::SSM::',
  'AWS::EC2::FlowLog',
  'AWS::EC2::EIP',
  'AWS::ApiGateway::Account',
  'AWS::ApiGateway::Model',
  'AWS::Lambda::LayerVersion',
  'AWS::Lambda::EventInvokeConfig',
  'Custom::VpcRestrictDefaultSG',
];

/** Whether resources of a type decide nothing about a call. */
export function isHarmless(type: string): boolean {
  return harmless.some((prefix) => type.startsWith(prefix));
}

/** One example of each resource type that the model has no place for. */
export function ignoredTypes(world: World): Model['ignored'] {
  const byType = new Map<string, Model['ignored'][number]>();
  for (const { type, where } of world.all()) {
    if (modelled.has(type) || byType.has(type) || isHarmless(type)) continue;
    byType.set(type, { type, where });
  }
  return [...byType.values()];
}
