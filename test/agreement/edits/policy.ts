import type { Model } from '../../../tools/assembly/model';
import { operators } from '../../../tools/path/policy/operators';
import type { Dice } from '../dice';
import { type Edit, toAll } from './edit';

/** As policies write them; the first half is what private APIs use. */
const keys = [
  ...['aws:SourceVpce', 'aws:SourceVpc', 'aws:VpcSourceIp', 'aws:SourceIp', 'aws:SecureTransport'],
  ...['aws:UserAgent', 'aws:Referer', 'aws:RequestedRegion', 'aws:PrincipalType', 'aws:PrincipalAccount'],
  ...['aws:PrincipalArn', 'aws:PrincipalOrgID', 'aws:ResourceAccount', 'aws:CurrentTime', 'aws:EpochTime'],
  ...['aws:ViaAWSService', 'aws:SourceAccount', 'aws:userid', 'kms:ViaService', 'AWS:SOURCEVPCE'],
];

const operatorNames = [
  ...Object.keys(operators),
  ...['StringEquals', 'StringNotEquals', 'IpAddress', 'NotIpAddress', 'StringLike', 'Bool'],
];

function valueFor(dice: Dice, model: Model): string {
  const [endpoint] = model.endpoints;
  const nodes = model.loadBalancers.flatMap((own) => own.nodes.map(({ address }) => address));
  return dice.pick([
    endpoint?.id ?? 'vpce-0',
    String(endpoint?.vpcId),
    '10.20.0.0/16',
    ...nodes.slice(0, 1),
    '10.10.0.0/16',
    'vpce-0123456789abcdef0',
    'vpce-*',
    'true',
    'false',
    'agreement',
    'eu-west-1',
    '111122223333',
    'anonymous',
    '2030-01-01T00:00:00Z',
    '1500000000',
    '${aws:SourceVpce}',
    '*',
  ]);
}

const families: readonly { readonly keys: readonly string[]; readonly operators: readonly string[] }[] = [
  { keys: ['aws:SourceVpce', 'aws:SourceVpc'], operators: ['StringEquals', 'StringNotEquals', 'StringLike'] },
  { keys: ['aws:VpcSourceIp', 'aws:SourceIp'], operators: ['IpAddress', 'NotIpAddress'] },
  {
    keys: ['aws:CurrentTime', 'aws:EpochTime'],
    operators: ['DateGreaterThan', 'DateLessThan', 'NumericLessThan'],
  },
  { keys: ['aws:UserAgent', 'aws:Referer'], operators: ['StringLike', 'StringNotEqualsIfExists', 'Null'] },
  {
    keys: ['aws:PrincipalAccount', 'aws:PrincipalType'],
    operators: ['StringEquals', 'StringNotEqualsIfExists'],
  },
];

/** A condition of a kind that people write. */
function fittingCondition(dice: Dice, model: Model): Record<string, Record<string, unknown>> {
  const family = dice.pick(families);
  return { [dice.pick(family.operators)]: { [dice.pick(family.keys)]: valueFor(dice, model) } };
}

function conditionOf(dice: Dice, model: Model): Record<string, Record<string, unknown>> {
  if (dice.roll() % 2) return fittingCondition(dice, model);
  const operator = dice.pick([
    ...operatorNames,
    ...operatorNames.map((name) => `${name}IfExists`),
    'ForAnyValue:StringEquals',
    'ForAllValues:StringLike',
    'Null',
    'NoSuchOperator',
  ]);
  const values = [valueFor(dice, model), valueFor(dice, model)].slice(0, 1 + (dice.roll() % 2));
  return { [operator]: { [dice.pick(keys)]: operator === 'Null' ? dice.pick(['true', 'false']) : values } };
}

function statementOf(dice: Dice, model: Model): Record<string, unknown> {
  const api = dice.pick(model.restApis);
  const conditions = dice.roll() % 3;
  return {
    Effect: dice.pick(['Deny', 'Allow', 'Deny']),
    ...dice.pick<Record<string, unknown>>([
      { Principal: '*' },
      { Principal: { AWS: '*' } },
      { Principal: { AWS: 'arn:aws:iam::111122223333:root' } },
      { NotPrincipal: { AWS: '111122223333' } },
      { Principal: { Service: 'events.amazonaws.com' } },
    ]),
    ...dice.pick<Record<string, unknown>>([
      { Action: 'execute-api:Invoke' },
      { Action: ['execute-api:*'] },
      { Action: '*' },
      { NotAction: 'execute-api:Invoke' },
      { Action: 'execute-api:ManageConnections' },
    ]),
    ...dice.pick<Record<string, unknown>>([
      { Resource: '*' },
      { Resource: 'execute-api:/*' },
      { Resource: 'execute-api:/prod/GET/orders*' },
      { Resource: `arn:aws:execute-api:eu-west-1:111122223333:${api.id}/*` },
      { Resource: [`arn:aws:execute-api:*:*:${api.id}/*/GET/?rders`, 'execute-api:/demo/*'] },
      { NotResource: 'execute-api:/*/POST/*' },
      { Resource: 'arn:aws:execute-api:eu-west-1:444455556666:*' },
    ]),
    ...(conditions === 0
      ? {}
      : {
          Condition:
            conditions === 1
              ? conditionOf(dice, model)
              : { ...conditionOf(dice, model), ...conditionOf(dice, model) },
        }),
  };
}

const changePolicy = (type: string, property: string): Edit =>
  toAll(type, ({ properties }, _templates, dice, model) => {
    const document = properties[property];
    if (!document) return;
    const statements: unknown[] = Array.isArray(document.Statement)
      ? document.Statement
      : [document.Statement];
    const next = statementOf(dice, model);
    document.Statement = dice.pick([
      () => [...statements, next],
      () => [next, ...statements.slice(1)],
      () => [...statements.slice(0, -1), next],
      () => [next],
      () => statements.slice(1),
    ])();
  });

export const policyEdits: Record<string, Edit> = {
  'the policy of an API changes': changePolicy('AWS::ApiGateway::RestApi', 'Policy'),
  'the policy of an API changes again': changePolicy('AWS::ApiGateway::RestApi', 'Policy'),
  'the policy of the endpoint changes': changePolicy('AWS::EC2::VPCEndpoint', 'PolicyDocument'),
};
