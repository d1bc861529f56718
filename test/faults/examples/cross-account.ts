import type { Fault } from '../fault';
import type { Templates } from '../templates';

const example = 'cross-account';
const call = { url: 'https://ledger.corp.example/', identity: 'billing' };

const policy = (templates: Templates) => templates.one('AWS::ApiGateway::RestApi').properties.Policy;

const statement = (templates: Templates, sid: string) =>
  policy(templates).Statement.find(({ Sid }: { Sid: string }) => Sid === sid);

export const crossAccountFaults: readonly Fault[] = [
  {
    name: 'the policy names the role of the same name in the API’s own account',
    hop: 'policy',
    code: 'POLICY_OTHER_ACCOUNT',
    outcome: 'stop',
    seen: 403,
    example,
    call,
    change: (templates) => {
      statement(templates, 'SignedCallers').Principal = { AWS: 'arn:aws:iam::111122223333:role/billing' };
    },
  },
  {
    name: 'the policy allows nobody by name',
    hop: 'policy',
    code: 'POLICY_OTHER_ACCOUNT',
    outcome: 'stop',
    seen: 403,
    example,
    call,
    change: (templates) => {
      const own = policy(templates);
      own.Statement = own.Statement.filter(({ Sid }: { Sid: string }) => Sid !== 'SignedCallers');
    },
  },
  {
    name: 'the account is allowed, and its own policies do not allow the role',
    hop: 'authorizer',
    code: 'IAM_CALLER_NOT_ALLOWED',
    outcome: 'stop',
    seen: 403,
    example,
    call: { ...call, identity: 'intern' },
  },
  {
    name: 'whether the caller’s own policies allow is not known',
    hop: 'authorizer',
    code: 'IAM_POLICIES_NOT_KNOWN',
    outcome: 'unknown',
    seen: 501,
    says: 'RESPONSE_NOT_FROM_GATEWAY',
    example,
    call: { ...call, identity: 'arn:aws:iam::111122223333:role/guest' },
    change: (templates) => {
      templates.add(policyStack(templates), 'Guest', 'AWS::IAM::Role', {
        RoleName: 'guest',
        AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] },
        ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/guests'],
      });
    },
  },
  {
    name: 'the Deny names another endpoint than the one that is used',
    hop: 'policy',
    code: 'POLICY_DENIES_ENDPOINT',
    outcome: 'stop',
    seen: 403,
    example,
    call,
    change: (templates) => {
      statement(templates, 'ThroughTheseEndpointsOnly').Condition.StringNotEquals['aws:SourceVpce'] = [
        'vpce-0a1b2c3d4e5f60718',
      ];
    },
  },
];

function policyStack(templates: Templates): string {
  return templates.one('AWS::ApiGateway::RestApi').stack;
}
