import { buildModel } from '../../tools/assembly';
import { isUnknown } from '../../tools/assembly/model';
import { assemblyOf, type TestResource } from '../helpers/assembly';

const resource = (Type: string, Properties: Record<string, unknown>): TestResource => ({ Type, Properties });

const allow = { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' };

const resources = {
  Domain: {
    ...resource('AWS::ApiGateway::DomainNameV2', {
      DomainName: 'Pay.corp.example',
      CertificateArn: 'arn:cert',
      Policy: { Statement: [allow] },
      RoutingMode: 'ROUTING_RULE_THEN_BASE_PATH_MAPPING',
    }),
    Metadata: { 'hybrid-api:id': 'abcde12345' },
  },
  Association: resource('AWS::ApiGateway::DomainNameAccessAssociation', {
    DomainNameArn: { 'Fn::GetAtt': ['Domain', 'DomainNameArn'] },
    AccessAssociationSource: 'vpce-1',
    AccessAssociationSourceType: 'VPCE',
  }),
  Mapping: resource('AWS::ApiGateway::BasePathMappingV2', {
    DomainNameArn: { Ref: 'Domain' },
    BasePath: 'v1',
    RestApiId: 'api1',
    Stage: 'prod',
  }),
  Rule: resource('AWS::ApiGatewayV2::RoutingRule', {
    DomainNameArn: { Ref: 'Domain' },
    Priority: 5,
    Conditions: [
      { MatchHeaders: { AnyOf: [{ Header: 'x-a', ValueGlob: '*1' }] } },
      { MatchBasePaths: { AnyOf: ['shop'] } },
    ],
    Actions: [{ InvokeApi: { ApiId: 'api2', Stage: 'beta', StripBasePath: true } }],
  }),
  Share: resource('AWS::RAM::ResourceShare', {
    Name: 'pay',
    ResourceArns: [{ Ref: 'Domain' }],
    Principals: ['222233334444'],
  }),
};

const only = (more: Record<string, TestResource> = {}) =>
  buildModel(assemblyOf({ pay: { Resources: { ...resources, ...more } } })).domains[0]!;

test('a private domain has its associations, mappings, rules and shares', () => {
  expect(only()).toMatchObject({
    name: 'pay.corp.example',
    endpointType: 'PRIVATE',
    mappings: [{ basePath: 'v1', apiId: 'api1', stage: 'prod' }],
    rules: [
      {
        priority: 5,
        headers: [[{ name: 'x-a', glob: '*1' }]],
        basePaths: [['shop']],
        apiId: 'api2',
        stage: 'beta',
        stripBasePath: true,
      },
    ],
    native: { associations: [{ endpointId: 'vpce-1' }], sharedWith: ['222233334444'] },
  });
});

test('the id that is written down for it is in its ARNs, and its policy’s shorthand means itself', () => {
  const { native } = only();
  const arn = 'arn:aws:execute-api:eu-west-1:111122223333:/domainnames/pay.corp.example+abcde12345';
  expect(native?.invokeArn).toBe(arn);
  expect(native?.policy).toMatchObject({ statements: [{ resource: [arn] }] });
});

test('without such an id one stands in, the same each time', () => {
  const { Metadata: _, ...Domain } = resources.Domain;
  const [one, other] = [only({ Domain }), only({ Domain })].map(({ native }) => native?.invokeArn);
  expect(one).toMatch(/\+[a-z0-9]{10}$/);
  expect(one).toBe(other);
});

test('an association of a domain that is not known may be this one’s', () => {
  const Association = resource('AWS::ApiGateway::DomainNameAccessAssociation', {
    DomainNameArn: { 'Fn::ImportValue': 'of-another-team' },
    AccessAssociationSource: 'vpce-1',
  });
  const domain = only({ Association });
  expect(domain.native?.associations).toEqual([]);
  expect(domain.unresolved?.every(isUnknown)).toBe(true);
  expect(domain.unresolved).toHaveLength(1);
});

test('a public domain has rules by an ARN without account', () => {
  const DomainName = resource('AWS::ApiGateway::DomainName', {
    DomainName: 'open.corp.example',
    RegionalCertificateArn: 'arn:cert',
    EndpointConfiguration: { Types: ['REGIONAL'] },
    RoutingMode: 'ROUTING_RULE_ONLY',
  });
  const Rule = resource('AWS::ApiGatewayV2::RoutingRule', {
    ...resources.Rule.Properties,
    DomainNameArn: { 'Fn::GetAtt': ['DomainName', 'DomainNameArn'] },
  });
  expect(only({ DomainName, Rule })).toMatchObject({ name: 'open.corp.example', rules: [{ priority: 5 }] });
});

test('a domain of another account, whose templates are not here, is known by its association alone', () => {
  const arn = 'arn:aws:apigateway:eu-west-1:222233334444:/domainnames/far.corp.example+zzzzz12345';
  const { domains } = buildModel(
    assemblyOf({
      hub: {
        Resources: {
          Association: resource('AWS::ApiGateway::DomainNameAccessAssociation', {
            DomainNameArn: arn,
            AccessAssociationSource: 'vpce-1',
          }),
        },
      },
    }),
  );
  expect(domains).toHaveLength(1);
  expect(domains[0]).toMatchObject({
    name: 'far.corp.example',
    mappings: [],
    native: { account: '222233334444', associations: [{ endpointId: 'vpce-1' }] },
  });
  expect(domains[0]?.unresolved?.[0]?.reason).toContain('is in no template here');
});
