import type { ListenerAction, Model } from '../../tools/assembly/model';
import { at, cidrRule, type Draft, groupRule, zones } from './model';

/** An address of the application load balancer that {@link addApplication} adds. */
export const applicationNode = '10.20.0.60';
export const applicationName = 'internal-backend-1.eu-west-1.elb.amazonaws.com';
export const backendArn = 'arn:aws:lambda:eu-west-1:111122223333:function:backend';
export const backendGroupArn = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/backend/1';

export const forwardTo = (...arns: string[]): Draft<ListenerAction> => ({
  kind: 'forward',
  groups: arns.map((arn) => ({ arn, weight: 1 })),
});

/** An internal application load balancer over HTTP on port 80, with a function as its only target. */
export function addApplication(draft: Draft<Model>): void {
  draft.securityGroups.push({
    where: at('BackendGroup'),
    id: 'sg-backend',
    vpcId: 'vpc-app',
    ingress: [cidrRule('10.20.0.0/16', 80), cidrRule('10.20.0.0/16', 443)],
    egress: [groupRule('sg-endpoint')],
  });
  draft.loadBalancers.push({
    where: at('Backend'),
    arn: 'arn:alb',
    type: 'application',
    scheme: 'internal',
    vpcId: 'vpc-app',
    nodes: [0, 1].map((i) => ({
      where: at('Backend'),
      address: `10.20.${i}.60`,
      vpcId: 'vpc-app',
      subnetId: `subnet-app-${i}`,
      securityGroupIds: ['sg-backend'],
      zone: zones[i] as string,
    })),
    dnsName: applicationName,
    hostedZoneId: 'Z32O12XQLNTSW2',
    crossZone: true,
    listeners: [
      {
        where: at('BackendListener'),
        arn: 'arn:alb-listener',
        port: 80,
        protocol: 'HTTP',
        sslPolicy: '',
        certificateArns: [],
        targetGroupArns: [backendGroupArn],
      },
    ],
  });
  draft.targetGroups.push({
    where: at('BackendTargets'),
    arn: backendGroupArn,
    protocol: 'HTTP',
    port: 80,
    targetType: 'lambda',
    preserveClientIp: false,
    proxyProtocolV2: false,
    healthCheck: {
      enabled: false,
      protocol: 'HTTP',
      path: '/',
      matcher: '200',
      intervalSeconds: 35,
      timeoutSeconds: 30,
      healthyThreshold: 5,
      unhealthyThreshold: 2,
    },
    targets: [{ where: at('BackendTargets'), id: backendArn, port: 80, zone: 'all' }],
  });
  const [hello] = draft.functions;
  if (!hello) throw new Error('the model has no function to copy');
  draft.functions.push({
    ...hello,
    where: at('BackendFunction'),
    arn: backendArn,
    name: 'backend',
    inlineCode: `exports.handler = async (event) => ({
      statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(event),
    })`,
    permissions: [
      {
        where: at('BackendPermission'),
        principal: 'elasticloadbalancing.amazonaws.com',
        action: 'lambda:InvokeFunction',
        sourceArn: backendGroupArn,
      },
    ],
  });
}

/** The front's network load balancer, turned into one over TCP with the other as its target. */
export function putNetworkInFront(draft: Draft<Model>): void {
  draft.loadBalancers[0]!.listeners.push({
    ...draft.loadBalancers[0]!.listeners[0]!,
    where: at('TcpListener'),
    port: 80,
    protocol: 'TCP',
    targetGroupArns: ['arn:alb-targets'],
  });
  draft.targetGroups.push({
    ...draft.targetGroups[0]!,
    where: at('AlbTargets'),
    arn: 'arn:alb-targets',
    protocol: 'TCP',
    port: 80,
    targetType: 'alb',
    preserveClientIp: true,
    targets: [{ where: at('AlbTargets'), id: 'arn:alb', port: 80, zone: 'all' }],
  });
  const group = draft.securityGroups.find(({ id }) => id === 'sg-lb')!;
  group.ingress.push(cidrRule('10.20.0.0/16', 80));
  group.egress.push(cidrRule('10.20.0.0/16', 80));
}
