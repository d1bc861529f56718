import { isUnknown, type PolicyDocument } from '../../../tools/assembly/model';
import { authorizeIam, type IamDecision } from '../../../tools/path/iam/authorize';
import { type Identity, identityOf, principalOfIdentity } from '../../../tools/path/iam/identity';
import { type ContextValue, contextOf } from '../../../tools/path/policy/context';
import cases from '../../cases/iam.json';
import { buildModel } from '../../helpers/model';
import { documentOf, withUnknowns } from '../policy/read-policy';

type Statements = readonly Readonly<Record<string, unknown>>[];
type Written = Statements | { readonly unknown: string };

interface IamCase {
  readonly name: string;
  readonly caller: string;
  /** `null`: none. */
  readonly resource: Written | null;
  readonly identity: readonly Written[] | { readonly unknown: string };
  /** @default through vpce-1 */
  readonly keys?: Readonly<Record<string, ContextValue>>;
  readonly decision: IamDecision['decision'];
  readonly side?: IamDecision['side'];
  readonly resourceSays?: IamDecision['resource'];
}

const account = '111122223333';
const model = buildModel();

function policyOf(written: Written): PolicyDocument {
  const read = withUnknowns(written);
  if (isUnknown(read)) return read as never;
  return documentOf({ Version: '2012-10-17', Statement: written as Statements });
}

function decide({ caller, resource, identity, keys }: IamCase): IamDecision {
  const policies = Array.isArray(identity) ? identity.map(policyOf) : withUnknowns(identity);
  const who = { ...identityOf(model, caller), policies } as Identity;
  return authorizeIam({
    identity: who,
    account,
    resourcePolicy: resource === null ? undefined : policyOf(resource),
    context: contextOf({
      principal: principalOfIdentity(who),
      action: 'execute-api:Invoke',
      resource: `arn:aws:execute-api:eu-west-1:${account}:abc/demo/GET/orders/7`,
      keys: keys ?? { 'aws:SourceVpce': 'vpce-1' },
    }),
  });
}

describe('IAM decides a signed call', () => {
  test.each(cases as unknown as IamCase[])('$name', (expected) => {
    const { decision, side, resource, unknowns, crossAccount } = decide(expected);
    expect({ decision, side }).toEqual({ decision: expected.decision, side: expected.side });
    expect(unknowns.length > 0).toBe(decision === 'unknown');
    expect(crossAccount).toBe(!expected.caller.includes(account));
    if (expected.resourceSays) expect(resource).toBe(expected.resourceSays);
  });
});

describe('who calls', () => {
  test('a role calls by a session, and remembers its role', () => {
    expect(identityOf(model, 'arn:aws:iam::222233334444:role/teams/billing')).toMatchObject({
      arn: 'arn:aws:sts::222233334444:assumed-role/billing/hybrid-api',
      account: '222233334444',
      roleArn: 'arn:aws:iam::222233334444:role/teams/billing',
    });
  });

  test('a session finds the policies of its role in the templates', () => {
    const arn = 'arn:aws:iam::222233334444:role/teams/billing';
    const policies = [documentOf({ Version: '2012-10-17', Statement: [] })];
    const principals = [
      { where: { stack: 'corp', logicalId: 'Role' }, arn, account: '222233334444', policies },
    ];
    const session = 'arn:aws:sts::222233334444:assumed-role/billing/monday';
    expect(identityOf({ ...model, principals }, session)).toEqual({
      arn: session,
      account: '222233334444',
      roleArn: arn,
      policies,
    });
  });

  test('what is neither a known name nor an ARN is nobody', () => {
    expect(identityOf(model, 'billing')).toBeUndefined();
    expect(identityOf(model, 'arn:aws:iam::222233334444:group/billing')).toBeUndefined();
  });
});
