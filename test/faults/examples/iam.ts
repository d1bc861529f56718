import type { Fault } from '../fault';
import type { Templates } from '../templates';

const example = 'iam';
const orders = { url: 'https://orders.corp.example/', identity: 'reports' };
const stock = { url: 'https://stock.corp.example/', identity: 'batch' };

const api = (templates: Templates, name: string) =>
  templates.one('AWS::ApiGateway::RestApi', (p) => p.Name === name).properties;

/** The statement that allows those who sign. */
const signed = (templates: Templates, name: string) =>
  api(templates, name).Policy.Statement.find(({ Sid }: { Sid: string }) => Sid === 'SignedCallers');

const endpoint = (templates: Templates) =>
  templates.one('AWS::EC2::VPCEndpoint', (p) => JSON.stringify(p.ServiceName).includes('execute-api'))
    .properties;

export const iamFaults: readonly Fault[] = [
  {
    name: 'the caller does not sign',
    hop: 'authorizer',
    code: 'IAM_SIGNATURE_MISSING',
    outcome: 'stop',
    seen: 403,
    says: 'PATH_NOT_FOUND',
    example,
    call: { url: orders.url },
  },
  {
    name: 'the caller signs by halves',
    hop: 'authorizer',
    code: 'IAM_SIGNATURE_INCOMPLETE',
    outcome: 'stop',
    seen: 403,
    example,
    call: {
      url: orders.url,
      headers: [['Authorization', 'AWS4-HMAC-SHA256 Credential=ASIAEXAMPLE/20260301/eu-west-1']],
    },
  },
  {
    name: 'the policy names principals, and the method asks for no signature',
    hop: 'policy',
    code: 'POLICY_NAMES_PRINCIPALS',
    outcome: 'stop',
    seen: 403,
    says: 'POLICY_DOES_NOT_ALLOW',
    example,
    call: orders,
    change: (templates) => {
      api(templates, 'orders').Body.paths['/'].get.security = undefined;
    },
  },
  {
    name: 'the policy names another role, and the caller has no policy of its own',
    hop: 'authorizer',
    code: 'IAM_CALLER_NOT_ALLOWED',
    outcome: 'stop',
    seen: 403,
    example,
    call: stock,
    change: (templates) => {
      signed(templates, 'stock').Principal = { AWS: 'arn:aws:iam::111122223333:role/batches' };
    },
  },
  {
    name: 'the policy names the account only, and the caller has no policy of its own',
    hop: 'authorizer',
    code: 'IAM_CALLER_NOT_ALLOWED',
    outcome: 'stop',
    seen: 403,
    example,
    call: stock,
    change: (templates) => {
      signed(templates, 'stock').Principal = { AWS: '111122223333' };
    },
  },
  {
    name: 'a Deny of the resource policy names the caller’s role',
    hop: 'policy',
    code: 'POLICY_DENIES',
    outcome: 'stop',
    seen: 403,
    says: 'POLICY_DENIES_ENDPOINT',
    example,
    call: stock,
    change: (templates) => {
      api(templates, 'stock').Policy.Statement.push({
        Effect: 'Deny',
        Principal: '*',
        Action: 'execute-api:Invoke',
        Resource: 'execute-api:/*',
        Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/batch' } },
      });
    },
  },
  {
    name: 'the endpoint policy lets another role through only',
    hop: 'policy',
    code: 'ENDPOINT_POLICY_DOES_NOT_ALLOW',
    outcome: 'stop',
    seen: 403,
    says: 'IAM_CALLER_NOT_ALLOWED',
    example,
    call: orders,
    change: (templates) => {
      endpoint(templates).PolicyDocument.Statement[0].Principal = {
        AWS: 'arn:aws:iam::111122223333:role/batch',
      };
    },
  },
];
