import type { Fault } from '../fault';
import type { Templates } from '../templates';

const example = 'multi-account';
const call = { url: 'https://orders.corp.example/' };
/** The server name is of the hub's own host, the domain is chosen by Host. */
const byHost = { url: 'https://status.corp.example/', headers: [['Host', 'orders.corp.example']] } as const;

const inStack = (templates: Templates, stack: string, type: string) => {
  const found = templates.all(type).find((one) => one.stack === stack);
  if (!found) throw new Error(`no ${type} in ${stack}`);
  return found;
};

const association = (templates: Templates) =>
  inStack(templates, 'group-name-orders', 'AWS::ApiGateway::DomainNameAccessAssociation');

const domain = (templates: Templates) =>
  inStack(templates, 'group-api-orders', 'AWS::ApiGateway::DomainNameV2').properties;

/** Another id than the hub's endpoint has, as written down before the hub was deployed. */
const otherEndpoint = ['vpce-0aaaaaaaaaaaaaaaa'];

const denyUnless = (
  properties: { Policy: { Statement: { Condition?: object }[] } },
  ids: readonly string[],
) => {
  properties.Policy.Statement[1]!.Condition = { StringNotEquals: { 'aws:SourceVpce': ids } };
};

export const multiAccountFaults: readonly Fault[] = [
  {
    name: 'no template shares the private domain with the hub',
    hop: 'gateway',
    code: 'DOMAIN_NOT_SHARED',
    outcome: 'unknown',
    seen: 501,
    says: 'RESPONSE_NOT_FROM_GATEWAY',
    example,
    call: byHost,
    change: (templates) =>
      templates.remove(inStack(templates, 'group-api-orders', 'AWS::RAM::ResourceShare')),
  },
  {
    name: 'the private domain is shared with another account than the hub',
    hop: 'gateway',
    code: 'DOMAIN_NOT_SHARED',
    outcome: 'unknown',
    seen: 501,
    says: 'RESPONSE_NOT_FROM_GATEWAY',
    example,
    call: byHost,
    change: (templates) => {
      inStack(templates, 'group-api-orders', 'AWS::RAM::ResourceShare').properties.Principals = [
        '333344445555',
      ];
    },
  },
  {
    name: 'the hub has no association of the shared domain',
    hop: 'endpoint',
    code: 'CERTIFICATE_IS_ENDPOINTS',
    outcome: 'stop',
    seen: 'tls',
    example,
    call,
    change: (templates) => templates.remove(association(templates)),
  },
  {
    name: 'the hub associates a domain of another id, which is in no template',
    hop: 'gateway',
    code: 'MAPPING_NOT_KNOWN',
    outcome: 'unknown',
    seen: 501,
    says: 'RESPONSE_NOT_FROM_GATEWAY',
    example,
    call: byHost,
    change: (templates) => {
      const { properties } = association(templates);
      properties.DomainNameArn = JSON.parse(
        JSON.stringify(properties.DomainNameArn).replace('f4g5h6i7j8', 'zzzzz12345'),
      );
    },
  },
  {
    name: 'the domain’s policy names another endpoint than the hub’s',
    hop: 'policy',
    code: 'DOMAIN_POLICY_DENIES',
    outcome: 'stop',
    seen: 403,
    says: 'DOMAIN_POLICY_DOES_NOT_ALLOW',
    example,
    call,
    change: (templates) => denyUnless(domain(templates) as never, otherEndpoint),
  },
  {
    name: 'the API’s policy names another endpoint than the hub’s',
    hop: 'policy',
    code: 'POLICY_DENIES_ENDPOINT',
    outcome: 'stop',
    seen: 403,
    example,
    call,
    change: (templates) =>
      denyUnless(
        inStack(templates, 'group-api-orders', 'AWS::ApiGateway::RestApi').properties as never,
        otherEndpoint,
      ),
  },
  {
    name: 'the policy of the hub’s endpoint lets its own account through only',
    hop: 'policy',
    code: 'ENDPOINT_POLICY_DOES_NOT_ALLOW',
    outcome: 'stop',
    seen: 403,
    says: 'DOMAIN_POLICY_DOES_NOT_ALLOW',
    example,
    call,
    change: (templates) => {
      const [statement] = templates.one('AWS::EC2::VPCEndpoint').properties.PolicyDocument.Statement;
      statement.Resource = statement.Resource.slice(0, 1);
    },
  },
  {
    name: 'the hub has no name for the host',
    hop: 'dns',
    code: 'DNS_RECORD_NOT_FOUND',
    outcome: 'stop',
    seen: 'nxdomain',
    example,
    call,
    change: (templates) =>
      templates.remove(inStack(templates, 'group-name-orders', 'AWS::Route53::RecordSet')),
  },
];
