import type { Resource } from '../resource';
import { lowerId, upperId } from './identifiers';
import { fromProperty, ownId, type StandIn, type StandIns } from './stand-in';

function short(length: number, ...idAttributes: string[]): StandIn {
  return {
    ref: ({ seed, type }) => lowerId(`${type}:${seed}`, length),
    attributes: Object.fromEntries(idAttributes.map((name) => [name, ownId])),
  };
}

/** Hosted zone of regional API Gateway names: one per region. */
export function gatewayHostedZoneId(region: string): string {
  return `Z${upperId(`execute-api/${region}`, 13)}`;
}

/** Resource id of an API's root `/`. */
export const rootResourceId = (apiId: string) => lowerId(`${apiId}/root`, 10);

/** `d-….execute-api.{region}.amazonaws.com` */
export function regionalDomainName({ seed, scope, physical }: Resource): string {
  const read = physical.attributes?.RegionalDomainName;
  if (typeof read === 'string') return read;
  return `d-${lowerId(`domain:${seed}`, 10)}.execute-api.${scope.region}.${scope.urlSuffix}`;
}

/** Id of a private custom domain, which its ARNs carry after `+`: aws-facts §3.4 (doc). */
const privateDomainId = ({ seed, statedId, physical }: Resource) =>
  physical.id?.split('+')[1] ?? statedId ?? lowerId(`private-domain:${seed}`, 10);

/** @param service `apigateway` for who manages it, `execute-api` for who invokes: aws-facts §3.4 (doc) */
export function privateDomainArn(resource: Resource, service: 'apigateway' | 'execute-api') {
  const name = resource.property('DomainName');
  if (typeof name !== 'string') return name ?? resource.seed;
  const { partition, region, account } = resource.scope;
  const id = `${name.toLowerCase()}+${privateDomainId(resource)}`;
  return `arn:${partition}:${service}:${region}:${account}:/domainnames/${id}`;
}

const managedArn = (resource: Resource) => privateDomainArn(resource, 'apigateway');

/** Of a public custom domain: without an account, as its name is unique among all of them. */
export function publicDomainArn({ scope }: Resource, name: string): string {
  return `arn:${scope.partition}:apigateway:${scope.region}::/domainnames/${name}`;
}

const publicDomain: StandIn = {
  ref: (resource) => resource.property('DomainName') ?? resource.seed,
  attributes: {
    RegionalDomainName: regionalDomainName,
    RegionalHostedZoneId: ({ scope }) => gatewayHostedZoneId(scope.region),
    DistributionDomainName: ({ seed }) => `d${lowerId(`distribution:${seed}`, 13)}.cloudfront.net`,
    DistributionHostedZoneId: () => 'Z2FDTNDATAQYW2',
    DomainNameArn: (resource) => {
      const name = resource.property('DomainName');
      return typeof name === 'string' ? publicDomainArn(resource, name) : name;
    },
  },
};

export const apiGatewayStandIns: StandIns = {
  'AWS::ApiGateway::RestApi': {
    ref: ({ seed, type }) => lowerId(`${type}:${seed}`, 10),
    attributes: {
      RestApiId: ownId,
      RootResourceId: (resource) => rootResourceId(resource.id() as string),
    },
  },
  'AWS::ApiGateway::Resource': short(6, 'ResourceId'),
  'AWS::ApiGateway::Authorizer': short(6, 'AuthorizerId'),
  'AWS::ApiGateway::Deployment': short(6, 'DeploymentId'),
  'AWS::ApiGateway::RequestValidator': short(6, 'RequestValidatorId'),
  'AWS::ApiGateway::VpcLink': short(6, 'VpcLinkId'),
  'AWS::ApiGatewayV2::VpcLink': short(6, 'VpcLinkId'),
  'AWS::ApiGateway::UsagePlan': short(6, 'Id'),
  'AWS::ApiGateway::ApiKey': short(10, 'APIKeyId'),
  'AWS::ApiGateway::Method': short(20),
  'AWS::ApiGateway::Stage': { ref: (resource) => resource.property('StageName') ?? resource.seed },
  'AWS::ApiGateway::Model': { ref: fromProperty('Name') as StandIn['ref'] },
  'AWS::ApiGateway::DomainName': publicDomain,
  'AWS::ApiGatewayV2::DomainName': publicDomain,
  'AWS::ApiGatewayV2::Api': {
    ref: ({ seed, type }) => lowerId(`${type}:${seed}`, 10),
    attributes: {
      ApiId: ownId,
      ApiEndpoint: (resource) => {
        const scheme = resource.property('ProtocolType') === 'WEBSOCKET' ? 'wss' : 'https';
        const { region, urlSuffix } = resource.scope;
        return `${scheme}://${resource.id() as string}.execute-api.${region}.${urlSuffix}`;
      },
    },
  },
  'AWS::ApiGatewayV2::Route': short(7, 'RouteId'),
  'AWS::ApiGatewayV2::Integration': short(7, 'IntegrationId'),
  'AWS::ApiGatewayV2::Deployment': short(6, 'DeploymentId'),
  'AWS::ApiGatewayV2::Authorizer': short(6, 'AuthorizerId'),
  'AWS::ApiGatewayV2::RouteResponse': short(7, 'RouteResponseId'),
  'AWS::ApiGatewayV2::Stage': { ref: (resource) => resource.property('StageName') ?? resource.seed },
  'AWS::ApiGateway::DomainNameV2': {
    ref: managedArn,
    attributes: { DomainNameArn: managedArn, DomainNameId: privateDomainId },
  },
  'AWS::ApiGateway::DomainNameAccessAssociation': {
    // The guide and CloudFormation spell it differently; CloudFormation's: aws-facts §3.4 (conflict).
    ref: (resource) => {
      const domain = resource.property('DomainNameArn');
      const source = resource.property('AccessAssociationSource');
      if (typeof domain !== 'string' || typeof source !== 'string') return resource.seed;
      return `${domain.replace(':/domainnames/', ':/accessassociations/domainname/')}/vpcesource/${source}`;
    },
    attributes: { DomainNameAccessAssociationArn: ownId },
  },
};
