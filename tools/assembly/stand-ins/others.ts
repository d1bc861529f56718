import { ec2Id, hex, lowerId, upperId, uuid } from './identifiers';
import { arnPrefix, fromId, fromProperty, nameOf, ownId, type StandIn, type StandIns } from './stand-in';

/** A type whose Ref is its name and whose ARN is prefix, separator, name. */
function named(property: string, service: string, before: string, arnAttribute = 'Arn', max = 64): StandIn {
  return {
    ref: (resource) => nameOf(resource, property, max),
    attributes: {
      [arnAttribute]: fromId((name, resource) => `${arnPrefix(resource, service)}${before}${name}`),
    },
  };
}

/** IAM is global: its ARNs have no region. */
function iam(property: string, kind: string): StandIn {
  return {
    ref: (resource) => nameOf(resource, property),
    attributes: {
      Arn: fromId((name, { scope }) => `arn:${scope.partition}:iam::${scope.account}:${kind}/${name}`),
      RoleId: ({ seed }) => `AROA${upperId(seed, 17)}`,
    },
  };
}

const logGroup = named('LogGroupName', 'logs', 'log-group:', 'Arn', 512);

export const otherStandIns: StandIns = {
  'AWS::Lambda::Function': {
    ref: (resource) => nameOf(resource, 'FunctionName'),
    attributes: {
      Arn: fromId((name, resource) =>
        name.startsWith('arn:') ? name : `${arnPrefix(resource, 'lambda')}function:${name}`,
      ),
    },
  },
  'AWS::Lambda::Version': {
    ref: (resource) => {
      const name = resource.property('FunctionName');
      if (typeof name !== 'string') return name ?? resource.seed;
      return `${name.startsWith('arn:') ? name : `${arnPrefix(resource, 'lambda')}function:${name}`}:1`;
    },
    attributes: { Version: () => '1', FunctionArn: ownId },
  },
  'AWS::Lambda::Alias': {
    ref: (resource) => {
      const name = resource.property('FunctionName');
      const alias = resource.property('Name');
      if (typeof name !== 'string') return name ?? resource.seed;
      if (typeof alias !== 'string') return alias ?? resource.seed;
      return `${name.startsWith('arn:') ? name : `${arnPrefix(resource, 'lambda')}function:${name}`}:${alias}`;
    },
    attributes: { AliasArn: ownId },
  },
  'AWS::Route53::HostedZone': {
    ref: ({ seed }) => `Z${upperId(`zone:${seed}`, 20)}`,
    attributes: {
      Id: ownId,
      NameServers: ({ seed }) => [0, 1, 2, 3].map((n) => `ns-${n}${hex(seed, 2)}.awsdns.example`),
    },
  },
  'AWS::Route53::RecordSet': { ref: fromProperty('Name') as StandIn['ref'] },
  'AWS::Route53Resolver::ResolverEndpoint': {
    ref: (resource) =>
      ec2Id(resource.property('Direction') === 'OUTBOUND' ? 'rslvr-out' : 'rslvr-in', resource.seed),
    attributes: {
      ResolverEndpointId: ownId,
      Arn: fromId((id, resource) => `${arnPrefix(resource, 'route53resolver')}resolver-endpoint/${id}`),
      Name: fromProperty('Name'),
      Direction: fromProperty('Direction'),
    },
  },
  'AWS::Route53Resolver::ResolverRule': {
    ref: ({ seed }) => ec2Id('rslvr-rr', seed),
    attributes: {
      ResolverRuleId: ownId,
      Arn: fromId((id, resource) => `${arnPrefix(resource, 'route53resolver')}resolver-rule/${id}`),
      DomainName: fromProperty('DomainName'),
      Name: fromProperty('Name'),
    },
  },
  'AWS::CertificateManager::Certificate': {
    ref: (resource) => `${arnPrefix(resource, 'acm')}certificate/${uuid(`certificate:${resource.seed}`)}`,
  },
  'AWS::CloudFormation::Stack': {
    ref: (resource) =>
      `${arnPrefix(resource, 'cloudformation')}stack/${resource.seed}/${uuid(resource.seed)}`,
  },
  'AWS::IAM::Role': iam('RoleName', 'role'),
  'AWS::IAM::User': iam('UserName', 'user'),
  'AWS::IAM::ManagedPolicy': {
    ref: (resource) => {
      const name = nameOf(resource, 'ManagedPolicyName');
      const { partition, account } = resource.scope;
      return typeof name === 'string' ? `arn:${partition}:iam::${account}:policy/${name}` : name;
    },
  },
  'AWS::Logs::LogGroup': {
    ref: logGroup.ref,
    attributes: {
      Arn: fromId((name, resource) => `${arnPrefix(resource, 'logs')}log-group:${name}:*`),
    },
  },
  'AWS::S3::Bucket': {
    ref: (resource) =>
      resource.property('BucketName') ??
      `${resource.scope.name}-${resource.logicalId}-${lowerId(resource.seed, 12)}`.toLowerCase().slice(-63),
    attributes: { Arn: fromId((name, { scope }) => `arn:${scope.partition}:s3:::${name}`) },
  },
  'AWS::SSM::Parameter': {
    ref: (resource) => nameOf(resource, 'Name', 255),
    attributes: { Value: fromProperty('Value'), Type: fromProperty('Type') },
  },
  'AWS::WAFv2::WebACL': {
    ref: (resource) => {
      const name = nameOf(resource, 'Name', 128);
      return typeof name === 'string' ? `${name}|${uuid(`acl:${resource.seed}`)}|REGIONAL` : name;
    },
    attributes: {
      Arn: fromId((id, resource) => {
        const [name, key] = id.split('|');
        return `${arnPrefix(resource, 'wafv2')}regional/webacl/${name}/${key}`;
      }),
    },
  },
  'AWS::Events::Rule': named('Name', 'events', 'rule/'),
  'AWS::SNS::Topic': {
    ref: (resource) => {
      const name = nameOf(resource, 'TopicName');
      return typeof name === 'string' ? `${arnPrefix(resource, 'sns')}${name}` : name;
    },
    attributes: { TopicArn: ownId },
  },
  'AWS::KMS::Key': {
    ref: ({ seed }) => uuid(`key:${seed}`),
    attributes: {
      KeyId: ownId,
      Arn: fromId((id, resource) => `${arnPrefix(resource, 'kms')}key/${id}`),
    },
  },
  'AWS::Cognito::UserPool': {
    ref: ({ scope, seed }) => `${scope.region}_${upperId(`pool:${seed}`, 9)}`,
    attributes: {
      Arn: fromId((id, resource) => `${arnPrefix(resource, 'cognito-idp')}userpool/${id}`),
    },
  },
};
