import type { Fault } from '../fault';
import { mentions, refuseDataCentre, type Templates } from '../templates';

const example = 'private-domain';
const call = { url: 'https://stock.corp.example/' };
/** The server name is of the host in the URL, the domain is chosen by Host. */
const byHost = { url: 'https://api.corp.example/', headers: [['Host', 'stock.corp.example']] } as const;

const domain = (templates: Templates) =>
  templates.one('AWS::ApiGateway::DomainNameV2', (p) => p.DomainName === 'stock.corp.example');

const ofStock = (templates: Templates, type: string) =>
  templates.all(type).find(({ stack }) => stack === 'native-api-stock') ?? templates.one('none');

const removeAssociation = (templates: Templates) =>
  templates.remove(ofStock(templates, 'AWS::ApiGateway::DomainNameAccessAssociation'));

/** A certificate that is in the templates, for a name of its own. */
const otherCertificate = (templates: Templates, stack: string) =>
  templates.add(stack, 'OtherCertificate', 'AWS::CertificateManager::Certificate', {
    DomainName: 'other.corp.example',
  });

/** A second endpoint in the same subnets, which admits the callers as the first does. */
const secondEndpoint = (templates: Templates) => {
  const { stack, properties } = templates.one('AWS::EC2::VPCEndpoint');
  templates.add(stack, 'SecondEndpoint', 'AWS::EC2::VPCEndpoint', {
    ...properties,
    PrivateDnsEnabled: false,
  });
};

export const privateDomainFaults: readonly Fault[] = [
  {
    name: 'the private domain has no access association with the endpoint',
    hop: 'endpoint',
    code: 'CERTIFICATE_IS_ENDPOINTS',
    outcome: 'stop',
    seen: 'tls',
    example,
    call,
    change: removeAssociation,
  },
  {
    name: 'the same, met by a client whose server name is of another domain',
    hop: 'gateway',
    code: 'DOMAIN_NOT_ASSOCIATED',
    outcome: 'stop',
    seen: 403,
    says: 'UNKNOWN_HOST',
    example,
    call: byHost,
    change: removeAssociation,
  },
  {
    name: 'the association is with another endpoint',
    hop: 'gateway',
    code: 'DOMAIN_NOT_ASSOCIATED',
    outcome: 'stop',
    seen: 403,
    says: 'UNKNOWN_HOST',
    example,
    call: byHost,
    change: (templates) => {
      secondEndpoint(templates);
      const { properties } = ofStock(templates, 'AWS::ApiGateway::DomainNameAccessAssociation');
      properties.AccessAssociationSource = 'vpce-0aaaaaaaaaaaaaaaa';
    },
  },
  {
    name: 'the policy of the private domain names another endpoint',
    hop: 'policy',
    code: 'DOMAIN_POLICY_DENIES',
    outcome: 'stop',
    seen: 403,
    says: 'DOMAIN_POLICY_DOES_NOT_ALLOW',
    example,
    call,
    change: (templates) => {
      domain(templates).properties.Policy.Statement[1].Condition.StringNotEquals['aws:SourceVpce'] = [
        'vpce-0aaaaaaaaaaaaaaaa',
      ];
    },
  },
  {
    name: 'the policy of the private domain allows nobody, as the console makes it',
    hop: 'policy',
    code: 'DOMAIN_POLICY_DOES_NOT_ALLOW',
    outcome: 'stop',
    seen: 403,
    example,
    call,
    change: (templates) => {
      domain(templates).properties.Policy.Statement = [];
    },
  },
  {
    name: 'the private domain has no policy',
    hop: 'policy',
    code: 'DOMAIN_POLICY_MISSING',
    outcome: 'unknown',
    seen: 501,
    says: 'RESPONSE_NOT_FROM_GATEWAY',
    example,
    call,
    change: (templates) => {
      delete domain(templates).properties.Policy;
    },
  },
  {
    name: 'the endpoint policy allows the API and not the private domain',
    hop: 'policy',
    code: 'ENDPOINT_POLICY_DOES_NOT_ALLOW',
    outcome: 'stop',
    seen: 403,
    says: 'DOMAIN_POLICY_DOES_NOT_ALLOW',
    example,
    call,
    change: (templates) => {
      templates.one('AWS::EC2::VPCEndpoint').properties.PolicyDocument.Statement[0].Resource = [
        'arn:aws:execute-api:eu-west-1:*:*/*/GET/*',
      ];
    },
  },
  {
    name: 'the private domain has no mapping',
    hop: 'gateway',
    code: 'NO_MAPPING_MATCHES',
    outcome: 'stop',
    seen: 403,
    says: 'UNKNOWN_HOST',
    example,
    call,
    change: (templates) => templates.remove(ofStock(templates, 'AWS::ApiGateway::BasePathMappingV2')),
  },
  {
    name: 'the certificate of the private domain is for another name',
    hop: 'endpoint',
    code: 'DOMAIN_CERTIFICATE_MISMATCH',
    outcome: 'stop',
    seen: 'tls',
    says: 'CERTIFICATE_NAME_MISMATCH',
    example,
    call,
    change: (templates) => {
      otherCertificate(templates, 'native-api-stock');
      domain(templates).properties.CertificateArn = { Ref: 'OtherCertificate' };
    },
  },
  {
    name: 'the endpoint’s security group does not admit the data centre',
    hop: 'network',
    code: 'ENI_SG_RULES_MISMATCH',
    outcome: 'stop',
    seen: 'timeout',
    says: 'CONNECT_TIMED_OUT',
    example,
    call,
    change: (templates) => {
      refuseDataCentre(
        templates.one('AWS::EC2::SecurityGroup', (p) =>
          mentions(p.GroupDescription, 'private custom domains'),
        ),
      );
    },
  },
  {
    name: 'the record still names the load balancer that is gone',
    hop: 'dns',
    code: 'DNS_TARGET_UNKNOWN',
    outcome: 'unknown',
    seen: 'servfail',
    says: 'DNS_RESOLVER_UNREACHABLE',
    example,
    call,
    change: (templates) => {
      ofStock(templates, 'AWS::Route53::RecordSet').properties.AliasTarget = {
        DNSName: 'native-0123456789abcdef.elb.eu-west-1.amazonaws.com',
        HostedZoneId: 'Z2IFOLAFXWLO4F',
      };
    },
  },
  {
    name: 'the domain is STRICT, and the server name is another one than the Host',
    hop: 'gateway',
    code: 'ACCESS_MODE_STRICT',
    outcome: 'stop',
    seen: 403,
    says: 'UNKNOWN_HOST',
    example,
    call: byHost,
    change: (templates) => {
      Object.assign(domain(templates).properties, {
        SecurityPolicy: 'SecurityPolicy_TLS13_1_2_PQ_2025_09',
        EndpointAccessMode: 'STRICT',
      });
    },
  },
  {
    name: 'a second private domain of the same name on the same endpoint',
    hop: 'gateway',
    code: 'DOMAIN_NAME_AMBIGUOUS',
    outcome: 'unknown',
    seen: 501,
    says: 'RESPONSE_NOT_FROM_GATEWAY',
    example,
    call,
    change: (templates) => {
      const { stack, properties } = domain(templates);
      const association = ofStock(templates, 'AWS::ApiGateway::DomainNameAccessAssociation').properties;
      templates.add(stack, 'Twin', 'AWS::ApiGateway::DomainNameV2', properties);
      templates.add(stack, 'TwinAssociation', 'AWS::ApiGateway::DomainNameAccessAssociation', {
        ...association,
        DomainNameArn: { Ref: 'Twin' },
      });
    },
  },
  {
    name: 'the domain chooses by routing rules only, and has none',
    hop: 'gateway',
    code: 'NO_MAPPING_MATCHES',
    outcome: 'stop',
    seen: 403,
    says: 'UNKNOWN_HOST',
    example,
    call,
    change: (templates) => {
      domain(templates).properties.RoutingMode = 'ROUTING_RULE_ONLY';
    },
  },
  {
    name: 'a routing rule before the mappings takes calls to a stage that is not there',
    hop: 'gateway',
    code: 'STAGE_NOT_FOUND',
    outcome: 'stop',
    seen: 403,
    says: 'UNKNOWN_HOST',
    example,
    call,
    change: (templates) => {
      const { stack, logicalId, properties } = domain(templates);
      properties.RoutingMode = 'ROUTING_RULE_THEN_BASE_PATH_MAPPING';
      const mapping = ofStock(templates, 'AWS::ApiGateway::BasePathMappingV2').properties;
      templates.add(stack, 'Rule', 'AWS::ApiGatewayV2::RoutingRule', {
        DomainNameArn: { Ref: logicalId },
        Priority: 10,
        Conditions: [],
        Actions: [{ InvokeApi: { ApiId: mapping.RestApiId, Stage: 'beta' } }],
      });
    },
  },
];
