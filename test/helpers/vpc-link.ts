import { buildModel } from '../../tools/assembly';
import type { Model } from '../../tools/assembly/model';
import { settle } from '../../tools/path/3-load-balancer';
import type { GatewayRequest, InvocationResult } from '../../tools/path/exchange';
import { serve } from '../../tools/path/serve';
import { noFailures } from '../../tools/path/state';
import { assemblyOf, type TestResource } from './assembly';
import { plainRequest } from './gateway-request';

// biome-ignore lint/suspicious/noExplicitAny: templates and events are read and changed as the JSON that they are
type Json = any;

type Resources = Record<string, TestResource & { Properties: Record<string, never> }>;

const ref = (Ref: string) => ({ Ref });
const group = (ingress: readonly unknown[], egress: readonly unknown[]): TestResource => ({
  Type: 'AWS::EC2::SecurityGroup',
  Properties: { VpcId: ref('Vpc'), SecurityGroupIngress: ingress, SecurityGroupEgress: egress },
});
const tcp80 = { IpProtocol: 'tcp', FromPort: 80, ToPort: 80 };
const from = (id: string) => ({ ...tcp80, SourceSecurityGroupId: ref(id) });
const to = (id: string) => ({ ...tcp80, DestinationSecurityGroupId: ref(id) });
const subnet = (cidr: string, zone: string): TestResource => ({
  Type: 'AWS::EC2::Subnet',
  Properties: { VpcId: ref('Vpc'), CidrBlock: cidr, AvailabilityZone: zone },
});
const elb = (name: string) => `AWS::ElasticLoadBalancingV2::${name}`;
const subnets = [ref('A'), ref('B')];

function template(): Resources {
  return {
    Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.20.0.0/16' } },
    A: subnet('10.20.1.0/24', 'eu-west-1a'),
    B: subnet('10.20.2.0/24', 'eu-west-1b'),
    LinkGroup: group([], [to('BackGroup')]),
    BackGroup: group([from('LinkGroup'), from('NetworkGroup')], []),
    NetworkGroup: group([], [to('BackGroup')]),
    Back: {
      Type: elb('LoadBalancer'),
      Properties: {
        Type: 'application',
        Scheme: 'internal',
        Name: 'back',
        Subnets: subnets,
        SecurityGroups: [ref('BackGroup')],
      },
    },
    Targets: {
      Type: elb('TargetGroup'),
      Properties: {
        TargetType: 'lambda',
        Name: 'back',
        Targets: [{ Id: { 'Fn::GetAtt': ['Answer', 'Arn'] } }],
      },
    },
    Listener: {
      Type: elb('Listener'),
      Properties: {
        LoadBalancerArn: ref('Back'),
        Port: 80,
        Protocol: 'HTTP',
        DefaultActions: [{ Type: 'forward', TargetGroupArn: ref('Targets') }],
      },
    },
    Answer: {
      Type: 'AWS::Lambda::Function',
      Properties: { FunctionName: 'answer', Runtime: 'nodejs24.x', Handler: 'index.handler', Code: {} },
    },
    May: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        FunctionName: ref('Answer'),
        Action: 'lambda:InvokeFunction',
        Principal: 'elasticloadbalancing.amazonaws.com',
      },
    },
    Link: {
      Type: 'AWS::ApiGatewayV2::VpcLink',
      Properties: { Name: 'link', SubnetIds: subnets, SecurityGroupIds: [ref('LinkGroup')] },
    },
    Network: {
      Type: elb('LoadBalancer'),
      Properties: {
        Type: 'network',
        Scheme: 'internal',
        Name: 'network',
        Subnets: subnets,
        SecurityGroups: [ref('NetworkGroup')],
        EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'off',
      },
    },
    NetworkTargets: {
      Type: elb('TargetGroup'),
      Properties: {
        TargetType: 'alb',
        Protocol: 'TCP',
        Port: 80,
        VpcId: ref('Vpc'),
        Targets: [{ Id: ref('Back'), Port: 80 }],
      },
    },
    NetworkListener: {
      Type: elb('Listener'),
      Properties: {
        LoadBalancerArn: ref('Network'),
        Port: 80,
        Protocol: 'TCP',
        DefaultActions: [{ Type: 'forward', TargetGroupArn: ref('NetworkTargets') }],
      },
    },
    OldLink: {
      Type: 'AWS::ApiGateway::VpcLink',
      Properties: { Name: 'old', TargetArns: [ref('Network')] },
    },
    Api: {
      Type: 'AWS::ApiGateway::RestApi',
      Properties: { Name: 'api', EndpointConfiguration: { Types: ['REGIONAL'] } },
    },
    Proxy: {
      Type: 'AWS::ApiGateway::Resource',
      Properties: {
        RestApiId: ref('Api'),
        ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
        PathPart: '{proxy+}',
      },
    },
    Any: {
      Type: 'AWS::ApiGateway::Method',
      Properties: {
        RestApiId: ref('Api'),
        ResourceId: ref('Proxy'),
        HttpMethod: 'ANY',
        AuthorizationType: 'NONE',
        Integration: {
          Type: 'HTTP_PROXY',
          IntegrationHttpMethod: 'ANY',
          Uri: 'http://orders.internal.example/{proxy}',
          ConnectionType: 'VPC_LINK',
          ConnectionId: ref('Link'),
          IntegrationTarget: ref('Back'),
          RequestParameters: {
            'integration.request.path.proxy': 'method.request.path.proxy',
            'context.requestOverride.path': 'method.request.path.proxy',
          },
        },
      },
    },
    Deployment: { Type: 'AWS::ApiGateway::Deployment', Properties: { RestApiId: ref('Api') } },
    Stage: {
      Type: 'AWS::ApiGateway::Stage',
      Properties: {
        RestApiId: ref('Api'),
        DeploymentId: ref('Deployment'),
        StageName: 'prod',
        Variables: {},
      },
    },
  } as unknown as Resources;
}

export type LinkTemplate = Record<string, { Type: string; Properties: Record<string, Json> }>;

/** A regional REST API whose `ANY /{proxy+}` reaches an internal load balancer by a VPC link, after a change. */
export function linkModel(change: (resources: LinkTemplate) => void = () => {}): Model {
  const Resources = template();
  change(Resources as unknown as LinkTemplate);
  return buildModel(assemblyOf({ app: { Resources } }));
}

/** The method's integration in the template. */
export function integrationOf(resources: LinkTemplate): Record<string, Json> {
  return resources.Any!.Properties.Integration;
}

/** What the API makes of a request; the function behind the load balancer gives `answer`. */
export function callLink(
  model: Model,
  change: Partial<GatewayRequest> = {},
  answer: InvocationResult = { kind: 'returned', payload: '{"statusCode":200,"body":"hello"}' },
) {
  const request: GatewayRequest = {
    sourceAddress: '203.0.113.1',
    sni: null,
    host: `${model.restApis[0]?.id}.execute-api.eu-west-1.amazonaws.com`,
    ...plainRequest,
    path: '/prod/orders/7',
    ...change,
  };
  let progress = serve(model, settle(model, noFailures), request);
  const events: Record<string, Json>[] = [];
  while (!progress.done) {
    events.push(progress.invocation.event as Record<string, Json>);
    progress = progress.resume(answer);
  }
  const verdict = progress.verdicts.find(({ hop }) => hop === 'integration');
  return { verdict, response: progress.response, event: events[0] };
}
