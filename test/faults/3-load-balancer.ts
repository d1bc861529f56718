import type { Fault } from './fault';
import { mentions, type Templates } from './templates';

const listener = (templates: Templates) => templates.one('AWS::ElasticLoadBalancingV2::Listener').properties;
const targetGroup = (templates: Templates) =>
  templates.one('AWS::ElasticLoadBalancingV2::TargetGroup').properties;
const attribute = (templates: Templates, key: string, value: string) => {
  const group = targetGroup(templates);
  group.TargetGroupAttributes = [
    ...group.TargetGroupAttributes.filter((item: { Key: string }) => item.Key !== key),
    { Key: key, Value: value },
  ];
};

export const loadBalancerFaults: readonly Fault[] = [
  {
    name: 'the certificate is for another name',
    hop: 'load-balancer',
    code: 'CERTIFICATE_NAME_MISMATCH',
    outcome: 'stop',
    seen: 'tls',
    change: (templates) => {
      const { stack } = templates.one('AWS::ElasticLoadBalancingV2::Listener');
      templates.add(stack, 'OtherCertificate', 'AWS::CertificateManager::Certificate', {
        DomainName: 'www.other.example',
      });
      listener(templates).Certificates = [{ CertificateArn: { Ref: 'OtherCertificate' } }];
    },
  },
  {
    name: 'a wildcard certificate does not cover two labels',
    hop: 'load-balancer',
    code: 'CERTIFICATE_NAME_MISMATCH',
    outcome: 'stop',
    seen: 'tls',
    call: { url: 'https://a.pvt-api.corp.example/' },
    change: (templates) => {
      const record = templates.one('AWS::Route53::RecordSet');
      templates.add(record.stack, 'TwoLabels', 'AWS::Route53::RecordSet', {
        ...record.properties,
        Name: 'a.pvt-api.corp.example.',
      });
    },
  },
  {
    name: 'a TLS policy of 2016',
    hop: 'load-balancer',
    code: 'TLS_POLICY_OLD',
    outcome: 'pass',
    seen: 200,
    change: (templates) => {
      listener(templates).SslPolicy = 'ELBSecurityPolicy-2016-08';
    },
  },
  {
    name: 'no TLS policy: AWS’s default is of 2016',
    hop: 'load-balancer',
    code: 'TLS_POLICY_OLD',
    outcome: 'pass',
    seen: 200,
    change: (templates) => {
      delete listener(templates).SslPolicy;
    },
  },
  {
    name: 'an old client meets a TLS 1.3 policy',
    hop: 'load-balancer',
    code: 'TLS_VERSION_NOT_ACCEPTED',
    outcome: 'stop',
    seen: 'tls',
    call: { maxTls: '1.2' },
    change: (templates) => {
      listener(templates).SslPolicy = 'ELBSecurityPolicy-TLS13-1-3-2021-06';
    },
  },
  {
    name: 'the listener is on another port',
    hop: 'load-balancer',
    code: 'LISTENER_NOT_FOUND',
    outcome: 'stop',
    seen: 'refused',
    change: (templates) => {
      listener(templates).Port = 8443;
    },
  },
  {
    name: 'a TCP listener: the client meets the endpoint’s certificate',
    hop: 'endpoint',
    code: 'CERTIFICATE_IS_ENDPOINTS',
    outcome: 'stop',
    seen: 'tls',
    change: (templates) => {
      const properties = listener(templates);
      properties.Protocol = 'TCP';
      delete properties.SslPolicy;
      delete properties.Certificates;
      targetGroup(templates).Protocol = 'TCP';
    },
  },
  {
    name: 'client-IP preservation is on',
    hop: 'load-balancer',
    code: 'CLIENT_IP_PRESERVED',
    outcome: 'stop',
    seen: 'reset',
    says: 'RESET_AFTER_TLS',
    change: (templates) => attribute(templates, 'preserve_client_ip.enabled', 'true'),
  },
  {
    name: 'proxy protocol is on',
    hop: 'load-balancer',
    code: 'PROXY_PROTOCOL_ON',
    outcome: 'stop',
    seen: 'reset',
    says: 'RESET_AFTER_TLS',
    change: (templates) => attribute(templates, 'proxy_protocol_v2.enabled', 'true'),
  },
  {
    name: 'a TCP target group behind the TLS listener',
    hop: 'load-balancer',
    code: 'TARGET_GROUP_NOT_TLS',
    outcome: 'stop',
    seen: 'reset',
    says: 'RESET_AFTER_TLS',
    change: (templates) => {
      targetGroup(templates).Protocol = 'TCP';
    },
  },
  {
    name: 'targets on port 80',
    hop: 'load-balancer',
    code: 'TARGET_PORT_RESTRICTION',
    outcome: 'stop',
    seen: 'reset',
    says: 'RESET_AFTER_TLS',
    change: (templates) => {
      targetGroup(templates).Port = 80;
      templates.one('Custom::EndpointTargets').properties.Port = 80;
    },
  },
  {
    name: 'nobody registers the endpoint’s addresses',
    hop: 'load-balancer',
    code: 'TARGET_GROUP_HAS_NO_TARGETS',
    outcome: 'stop',
    seen: 'reset',
    says: 'RESET_AFTER_TLS',
    change: (templates) => templates.remove(templates.one('Custom::EndpointTargets')),
  },
  {
    name: 'a zone without target, cross-zone off',
    hop: 'dns',
    code: 'DNS_FEWER_ADDRESSES_THAN_ZONES',
    outcome: 'pass',
    seen: 200,
    change: (templates) => {
      const registered = templates.one('Custom::EndpointTargets');
      const endpoint = templates.one('AWS::EC2::VPCEndpoint');
      registered.properties.SubnetIds = registered.properties.SubnetIds.slice(0, 1);
      endpoint.properties.SubnetIds = endpoint.properties.SubnetIds.slice(0, 1);
    },
  },
  {
    name: 'the endpoint does not admit the load balancer',
    hop: 'network',
    code: 'SG_HAS_NO_RULES',
    outcome: 'stop',
    seen: 'reset',
    says: 'RESET_AFTER_TLS',
    change: (templates) => templates.remove(templates.one('AWS::EC2::SecurityGroupIngress')),
  },
  {
    name: 'the load balancer may not open connections to the endpoint',
    hop: 'network',
    code: 'ENI_SG_RULES_MISMATCH',
    outcome: 'stop',
    seen: 'reset',
    says: 'RESET_AFTER_TLS',
    change: (templates) => {
      templates.one('AWS::EC2::SecurityGroup', (p) =>
        mentions(p.GroupDescription, 'Load balancer'),
      ).properties.SecurityGroupEgress = [
        { CidrIp: '255.255.255.255/32', IpProtocol: 'icmp', FromPort: 252, ToPort: 86 },
      ];
    },
  },
  {
    name: 'an HTTPS health check that does not accept 403',
    hop: 'load-balancer',
    code: 'TARGETS_UNHEALTHY_FAIL_OPEN',
    outcome: 'pass',
    seen: 200,
    change: (templates) => {
      Object.assign(targetGroup(templates), {
        HealthCheckProtocol: 'HTTPS',
        HealthCheckPath: '/',
        Matcher: { HttpCode: '200' },
      });
    },
  },
  {
    name: 'a zone fails',
    hop: 'dns',
    code: 'DNS_FEWER_ADDRESSES_THAN_ZONES',
    outcome: 'pass',
    seen: 200,
    failures: { zones: ['eu-west-1b'], targets: [] },
  },
];
