import type { Fault } from '../fault';
import type { Templates } from '../templates';

const example = 'rest-vpc-link';
const call = { url: 'https://orders.corp.example/items' };
const elb = 'AWS::ElasticLoadBalancingV2';
const nowhere = [{ IpProtocol: '-1', CidrIp: '127.0.0.1/32' }];

/** The load balancer in front of the API has a TLS listener; this is the backend's. */
const listener = (templates: Templates) =>
  templates.one(`${elb}::Listener`, (p) => p.Protocol === 'HTTP').properties;

const integration = (templates: Templates) =>
  templates.one('AWS::ApiGateway::RestApi').properties.Body.paths['/{proxy+}'][
    'x-amazon-apigateway-any-method'
  ]['x-amazon-apigateway-integration'];

const fault = (one: Pick<Fault, 'name' | 'code' | 'seen' | 'change'> & Partial<Fault>): Fault => ({
  hop: 'integration',
  outcome: 'stop',
  example,
  call,
  ...one,
});

export const restVpcLinkFaults: readonly Fault[] = [
  fault({
    name: 'the VPC link’s group lets nothing out',
    code: 'LINK_NETWORK_BLOCKED',
    seen: 500,
    says: 'FUNCTION_PERMISSION_MISSING',
    change: (templates) => {
      templates.one('AWS::EC2::SecurityGroup', (_p, id) =>
        id.includes('Link'),
      ).properties.SecurityGroupEgress = nowhere;
    },
  }),
  fault({
    name: 'the backend’s group does not let the VPC link in',
    code: 'LINK_NETWORK_BLOCKED',
    seen: 500,
    says: 'FUNCTION_PERMISSION_MISSING',
    change: (templates) =>
      templates.remove(
        templates.one('AWS::EC2::SecurityGroupIngress', (p) => p.Description === 'From the VPC link'),
      ),
  }),
  fault({
    name: 'the backend listens on another port',
    code: 'LINK_NO_LISTENER',
    seen: 500,
    says: 'FUNCTION_PERMISSION_MISSING',
    change: (templates) => {
      listener(templates).Port = 8080;
    },
  }),
  fault({
    name: 'the integration speaks TLS to a listener without',
    code: 'LINK_CERTIFICATE_MISMATCH',
    seen: 500,
    says: 'FUNCTION_PERMISSION_MISSING',
    change: (templates) => {
      const own = integration(templates);
      own.uri = JSON.parse(JSON.stringify(own.uri).replace('http://', 'https://'));
    },
  }),
  fault({
    name: 'the backend’s listener answers every path itself',
    code: 'BACKEND_NO_RULE',
    seen: 404,
    change: (templates) => {
      listener(templates).DefaultActions = [
        { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404', MessageBody: 'nothing here' } },
      ];
    },
  }),
  fault({
    name: 'the backend has no target',
    code: 'BACKEND_UNHEALTHY',
    seen: 503,
    change: (templates) => {
      templates.one(`${elb}::TargetGroup`, (p) => p.TargetType === 'lambda').properties.Targets = [];
    },
  }),
  fault({
    name: 'the backend’s load balancer may not call its function',
    code: 'BACKEND_FAILED',
    seen: 502,
    change: (templates) =>
      templates.remove(
        templates.one('AWS::Lambda::Permission', (p) => p.Principal === 'elasticloadbalancing.amazonaws.com'),
      ),
  }),
  fault({
    name: 'the integration names no load balancer',
    code: 'LINK_WITHOUT_TARGET',
    seen: 500,
    says: 'FUNCTION_PERMISSION_MISSING',
    change: (templates) => {
      delete integration(templates).integrationTarget;
    },
  }),
  fault({
    name: 'the stage is left in the path',
    code: 'LINK_STAGE_IN_PATH',
    outcome: 'pass',
    seen: 200,
    change: (templates) => {
      delete integration(templates).requestParameters['context.requestOverride.path'];
    },
  }),
  fault({
    name: 'the integration leads to the internet: the twin says that it cannot tell',
    code: 'BACKEND_ON_THE_INTERNET',
    outcome: 'unknown',
    seen: 501,
    says: 'RESPONSE_NOT_FROM_GATEWAY',
    change: (templates) => {
      delete integration(templates).connectionType;
    },
  }),
];
