import type { HopName } from '../../path/hop';

/** Which hops read resources of a type: the longest beginning counts. */
const byType: Readonly<Record<string, readonly HopName[]>> = {
  'AWS::Route53': ['dns'],
  'AWS::EC2::': ['network'],
  'AWS::EC2::VPCEndpoint': ['dns', 'network', 'endpoint', 'policy'],
  'AWS::EC2::VPC': ['dns', 'network'],
  'AWS::ElasticLoadBalancingV2::': ['load-balancer'],
  'AWS::ElasticLoadBalancingV2::LoadBalancer': ['dns', 'network', 'load-balancer'],
  'AWS::WAFv2::': ['load-balancer'],
  'AWS::CertificateManager::': ['load-balancer'],
  'Custom::EndpointTargets': ['load-balancer'],
  'AWS::ApiGateway': ['gateway'],
  'AWS::ApiGateway::RestApi': ['gateway', 'policy', 'authorizer', 'integration'],
  'AWS::ApiGateway::Method': ['gateway', 'authorizer', 'integration'],
  'AWS::ApiGateway::DomainNameV2': ['gateway', 'policy'],
  'AWS::ApiGateway::Authorizer': ['authorizer'],
  'AWS::ApiGateway::ApiKey': ['authorizer'],
  'AWS::ApiGateway::UsagePlan': ['authorizer'],
  'AWS::ApiGateway::VpcLink': ['integration'],
  'AWS::ApiGatewayV2::Authorizer': ['authorizer'],
  'AWS::ApiGatewayV2::Integration': ['integration'],
  'AWS::ApiGatewayV2::VpcLink': ['integration'],
  'AWS::RAM::': ['gateway'],
  'AWS::Cognito::': ['authorizer'],
  'AWS::Lambda::': ['integration'],
};

/** Hops whose verdict may rest on a resource of this type; none: it decides nothing about a call. */
export function hopsOf(type: string): readonly HopName[] {
  const best = Object.keys(byType)
    .filter((prefix) => type.startsWith(prefix))
    .sort((a, b) => b.length - a.length)[0];
  return best === undefined ? [] : (byType[best] ?? []);
}
