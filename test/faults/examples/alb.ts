import type { Fault } from '../fault';
import { mentions, refuseDataCentre, type Templates } from '../templates';

const example = 'alb';
const call = { url: 'https://orders.corp.example/' };

const elb = 'AWS::ElasticLoadBalancingV2';
const listener = (templates: Templates) => templates.one(`${elb}::Listener`).properties;
const targetGroup = (templates: Templates) => templates.one(`${elb}::TargetGroup`).properties;
const rule = (templates: Templates) =>
  templates.one(`${elb}::ListenerRule`, (p) => mentions(p.Conditions, 'orders.corp.example'));

export const albFaults: readonly Fault[] = [
  {
    name: 'the host has no rule',
    hop: 'load-balancer',
    code: 'LISTENER_RULE_ANSWERS',
    outcome: 'stop',
    seen: 404,
    example,
    call,
    change: (templates) => templates.remove(rule(templates)),
  },
  {
    name: 'the rule is for a name that is spelled otherwise',
    hop: 'load-balancer',
    code: 'LISTENER_RULE_ANSWERS',
    outcome: 'stop',
    seen: 404,
    example,
    call,
    change: (templates) => {
      rule(templates).properties.Conditions = [
        { Field: 'host-header', HostHeaderConfig: { Values: ['order.corp.example'] } },
      ];
    },
  },
  {
    name: 'a rule before it refuses the data centre',
    hop: 'load-balancer',
    code: 'LISTENER_RULE_ANSWERS',
    outcome: 'stop',
    seen: 403,
    example,
    call,
    change: (templates) => {
      const { stack, properties } = rule(templates);
      templates.add(stack, 'Refusal', `${elb}::ListenerRule`, {
        ListenerArn: properties.ListenerArn,
        Priority: 1,
        Conditions: [{ Field: 'source-ip', SourceIpConfig: { Values: ['10.10.0.0/16'] } }],
        Actions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '403', MessageBody: 'no' } }],
      });
    },
  },
  {
    name: 'the rule looks for a header that callers do not send',
    hop: 'load-balancer',
    code: 'LISTENER_RULE_ANSWERS',
    outcome: 'stop',
    seen: 404,
    example,
    call,
    change: (templates) => {
      rule(templates).properties.Conditions.push({
        Field: 'http-header',
        HttpHeaderConfig: { HttpHeaderName: 'X-Tenant', Values: ['*'] },
      });
    },
  },
  {
    name: 'the certificate is for another name',
    hop: 'load-balancer',
    code: 'CERTIFICATE_NAME_MISMATCH',
    outcome: 'stop',
    seen: 'tls',
    example,
    call,
    change: (templates) => {
      const { stack } = templates.one(`${elb}::Listener`);
      templates.add(stack, 'OtherCertificate', 'AWS::CertificateManager::Certificate', {
        DomainName: 'www.other.example',
      });
      listener(templates).Certificates = [{ CertificateArn: { Ref: 'OtherCertificate' } }];
    },
  },
  {
    name: 'the listener is on another port',
    hop: 'load-balancer',
    code: 'LISTENER_NOT_FOUND',
    outcome: 'stop',
    seen: 'refused',
    example,
    call,
    change: (templates) => {
      listener(templates).Port = 8443;
    },
  },
  {
    name: 'the load balancer does not admit the data centre',
    hop: 'network',
    code: 'ENI_SG_RULES_MISMATCH',
    outcome: 'stop',
    seen: 'timeout',
    says: 'CONNECT_TIMED_OUT',
    example,
    call,
    change: (templates) => {
      refuseDataCentre(
        templates.one('AWS::EC2::SecurityGroup', (p) => mentions(p.GroupDescription, 'Load balancer')),
      );
    },
  },
  {
    name: 'the endpoint does not admit the load balancer',
    hop: 'network',
    code: 'SG_HAS_NO_RULES',
    outcome: 'stop',
    seen: 504,
    says: 'LOAD_BALANCER_TARGET_SILENT',
    example,
    call,
    change: (templates) => templates.remove(templates.one('AWS::EC2::SecurityGroupIngress')),
  },
  {
    name: 'nothing is registered with the target group',
    hop: 'load-balancer',
    code: 'TARGET_GROUP_HAS_NO_TARGETS',
    outcome: 'stop',
    seen: 503,
    example,
    call,
    change: (templates) => templates.remove(templates.one('Custom::EndpointTargets')),
  },
  {
    name: 'the target group speaks HTTP to an endpoint that expects TLS',
    hop: 'load-balancer',
    code: 'TARGET_GROUP_NOT_TLS',
    outcome: 'stop',
    seen: 502,
    says: 'LOAD_BALANCER_ANSWERED',
    example,
    call,
    change: (templates) => {
      targetGroup(templates).Protocol = 'HTTP';
    },
  },
  {
    name: 'targets are registered on a port that the endpoint does not serve',
    hop: 'load-balancer',
    code: 'TARGET_PORT_RESTRICTION',
    outcome: 'stop',
    seen: 504,
    says: 'LOAD_BALANCER_TARGET_SILENT',
    example,
    call,
    change: (templates) => {
      templates.one('Custom::EndpointTargets').properties.Port = 8443;
    },
  },
  {
    name: 'the health check wants 200, and the endpoint answers it with 403',
    hop: 'load-balancer',
    code: 'TARGETS_UNHEALTHY_FAIL_OPEN',
    outcome: 'pass',
    seen: 200,
    example,
    call,
    change: (templates) => {
      targetGroup(templates).Matcher = { HttpCode: '200' };
    },
  },
  {
    name: 'the health check speaks plain HTTP to the endpoint',
    hop: 'load-balancer',
    code: 'TARGETS_UNHEALTHY_FAIL_OPEN',
    outcome: 'pass',
    seen: 200,
    example,
    call,
    change: (templates) => {
      targetGroup(templates).HealthCheckProtocol = 'HTTP';
    },
  },
  {
    name: 'every target is out of service',
    hop: 'network',
    code: 'NETWORK_INTERFACE_SILENT',
    outcome: 'stop',
    seen: 504,
    says: 'LOAD_BALANCER_TARGET_SILENT',
    example,
    call,
    failures: { zones: [], targets: ['*'] },
  },
  {
    name: 'a web ACL whose rules nobody can read here',
    hop: 'load-balancer',
    code: 'LOAD_BALANCER_WAF_NOT_READ',
    outcome: 'pass',
    seen: 200,
    example,
    call,
  },
];
