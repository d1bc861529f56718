import type { EditableResource } from '../../faults/templates';
import { type Edit, elsewhere, toAll, toOne } from './edit';

const statement = (change: object) => ({
  Effect: 'Allow',
  Principal: '*',
  Action: 'execute-api:Invoke',
  Resource: 'execute-api:/*',
  ...change,
});

const other = 'vpce-0aaaaaaaaaaaaaaaa';

/** Domain policies as people write them. */
const policies = [
  { Statement: [] },
  { Statement: [statement({})] },
  { Statement: [statement({ Effect: 'Deny' })] },
  { Statement: [statement({ Condition: { StringEquals: { 'aws:SourceVpce': [other] } } })] },
  { Statement: [statement({ Principal: { AWS: 'arn:aws:iam::111122223333:root' } })] },
  {
    Statement: [statement({ Resource: '*', Condition: { IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/8' } } })],
  },
  { Statement: [statement({ Resource: 'arn:aws:execute-api:*:*:/domainnames/*' })] },
  { Statement: [statement({ Principal: elsewhere })] },
];

const domains = 'AWS::ApiGateway::DomainNameV2';

const set = ({ properties }: EditableResource, change: object) => Object.assign(properties, change);

/** What people change of private custom domains. */
export const nativeEdits: Record<string, Edit> = {
  'a private domain changes': toOne(domains, (resource, templates, dice) => {
    dice.pick([
      () => templates.remove(resource),
      () => set(resource, { DomainName: 'x.corp.example' }),
      () => set(resource, { EndpointAccessMode: dice.pick(['STRICT', 'BASIC', elsewhere]) }),
      () => set(resource, { RoutingMode: dice.pick(['ROUTING_RULE_ONLY', 'BASE_PATH_MAPPING_ONLY']) }),
      () =>
        set(resource, { CertificateArn: dice.pick([elsewhere, 'arn:aws:acm:eu-west-1:1:certificate/x']) }),
    ])();
  }),
  'the policy of a private domain changes': toAll(domains, (resource, _templates, dice) => {
    set(resource, { Policy: dice.pick([undefined, elsewhere, ...policies]) });
  }),
  'an association changes': toAll(
    'AWS::ApiGateway::DomainNameAccessAssociation',
    (resource, templates, dice) => {
      dice.pick([
        () => templates.remove(resource),
        () => set(resource, { AccessAssociationSource: dice.pick([other, elsewhere]) }),
        () => set(resource, { DomainNameArn: elsewhere }),
      ])();
    },
  ),
  'a private mapping changes': toAll('AWS::ApiGateway::BasePathMappingV2', (resource, templates, dice) => {
    dice.pick([
      () => templates.remove(resource),
      () => set(resource, { BasePath: dice.pick(['v1', 'v2', '']) }),
      () => set(resource, { Stage: dice.pick(['live', 'prod']) }),
      () => set(resource, { DomainNameArn: elsewhere }),
    ])();
  }),
  'a private domain has a namesake on the same endpoint': toOne(
    domains,
    ({ stack, properties }, templates) => {
      const [association] = templates.all('AWS::ApiGateway::DomainNameAccessAssociation', () => true);
      if (!association || association.stack !== stack) return;
      templates.add(stack, 'Namesake', domains, { ...properties });
      templates.add(stack, 'NamesakeAssociation', association.type, {
        ...association.properties,
        DomainNameArn: { Ref: 'Namesake' },
      });
    },
  ),
  'a private domain has a routing rule': toAll(domains, (resource, templates, dice) => {
    const { stack, logicalId, properties } = resource;
    const mapped = templates.all('AWS::ApiGateway::BasePathMappingV2').find((one) => one.stack === stack);
    if (!mapped) return;
    const { RestApiId: ApiId, Stage } = mapped.properties;
    properties.RoutingMode = dice.pick(['ROUTING_RULE_ONLY', 'ROUTING_RULE_THEN_BASE_PATH_MAPPING']);
    templates.add(stack, `${logicalId}Rule`, 'AWS::ApiGatewayV2::RoutingRule', {
      DomainNameArn: { Ref: logicalId },
      Priority: 10,
      Conditions: dice.pick([
        [],
        [{ MatchBasePaths: { AnyOf: [dice.pick(['v1', 'ord', 'orders'])] } }],
        [{ MatchHeaders: { AnyOf: [{ Header: 'x-kept', ValueGlob: dice.pick(['one', '*o*', '*']) }] } }],
      ]),
      Actions: [{ InvokeApi: { ApiId, Stage, StripBasePath: dice.pick([true, false]) } }],
    });
  }),
  'a public domain becomes a private one by its old type': toOne(
    'AWS::ApiGateway::DomainName',
    ({ properties }) => {
      properties.EndpointConfiguration = { Types: ['PRIVATE'] };
    },
  ),
};
