import type { Fault } from './fault';
import type { Templates } from './templates';

const api = (templates: Templates) =>
  templates.one('AWS::ApiGateway::RestApi', (p) => p.Name === 'pvt-lambda-test-api').properties;

const wrongEndpoint = (templates: Templates) => {
  api(templates).Policy.Statement[1].Condition.StringNotEquals['aws:SourceVpce'] = ['vpce-0123456789abcdef0'];
};

export const policyFaults: readonly Fault[] = [
  {
    name: 'the resource policy names another endpoint',
    hop: 'policy',
    code: 'POLICY_DENIES_ENDPOINT',
    outcome: 'stop',
    seen: 403,
    change: wrongEndpoint,
  },
  {
    name: 'the Deny was forgotten',
    hop: 'policy',
    code: 'POLICY_WITHOUT_DENY',
    outcome: 'pass',
    seen: 200,
    change: (templates) => {
      api(templates).Policy.Statement.pop();
    },
  },
  {
    name: 'no resource policy',
    hop: 'policy',
    code: 'POLICY_MISSING',
    outcome: 'stop',
    seen: 403,
    says: 'POLICY_DOES_NOT_ALLOW',
    change: (templates) => {
      delete api(templates).Policy;
    },
  },
  {
    name: 'only the Deny, no Allow',
    hop: 'policy',
    code: 'POLICY_DOES_NOT_ALLOW',
    outcome: 'stop',
    seen: 403,
    change: (templates) => {
      api(templates).Policy.Statement.shift();
    },
  },
  {
    name: 'the policy was mended and not deployed',
    hop: 'policy',
    code: 'POLICY_NOT_DEPLOYED',
    outcome: 'stop',
    seen: 403,
    says: 'POLICY_DENIES_ENDPOINT',
    deployed: wrongEndpoint,
  },
  {
    name: 'the policy was broken and not deployed yet',
    hop: 'policy',
    code: 'POLICY_CHANGE_PENDING',
    outcome: 'pass',
    seen: 200,
    deployed: () => {},
    change: wrongEndpoint,
  },
  {
    name: 'the policy names IAM principals and the method is open',
    hop: 'policy',
    code: 'POLICY_NAMES_PRINCIPALS',
    outcome: 'stop',
    seen: 403,
    says: 'POLICY_DOES_NOT_ALLOW',
    change: (templates) => {
      api(templates).Policy.Statement[0].Principal = { AWS: 'arn:aws:iam::111122223333:root' };
    },
  },
  {
    name: 'the policy admits the data centre’s addresses: it sees the load balancer’s',
    hop: 'policy',
    code: 'POLICY_SEES_LOAD_BALANCER',
    outcome: 'stop',
    seen: 403,
    says: 'POLICY_DOES_NOT_ALLOW',
    change: (templates) => {
      api(templates).Policy.Statement[0].Condition = { IpAddress: { 'aws:VpcSourceIp': ['10.10.0.0/16'] } };
    },
  },
  {
    name: 'the policy uses aws:SourceIp, which a private API never has',
    hop: 'policy',
    code: 'POLICY_USES_SOURCE_IP',
    outcome: 'stop',
    seen: 403,
    says: 'POLICY_DOES_NOT_ALLOW',
    change: (templates) => {
      api(templates).Policy.Statement[0].Condition = { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8'] } };
    },
  },
  {
    name: 'the endpoint policy denies',
    hop: 'policy',
    code: 'ENDPOINT_POLICY_DENIES',
    outcome: 'stop',
    seen: 403,
    says: 'POLICY_DENIES_ENDPOINT',
    change: (templates) => {
      templates.one('AWS::EC2::VPCEndpoint').properties.PolicyDocument.Statement.push({
        Effect: 'Deny',
        Principal: '*',
        Action: 'execute-api:Invoke',
        Resource: '*',
      });
    },
  },
  {
    name: 'the endpoint policy allows another account’s APIs only',
    hop: 'policy',
    code: 'ENDPOINT_POLICY_DOES_NOT_ALLOW',
    outcome: 'stop',
    seen: 403,
    says: 'POLICY_DOES_NOT_ALLOW',
    change: (templates) => {
      templates.one('AWS::EC2::VPCEndpoint').properties.PolicyDocument.Statement[0].Resource =
        'arn:aws:execute-api:eu-west-1:444455556666:*';
    },
  },
];
