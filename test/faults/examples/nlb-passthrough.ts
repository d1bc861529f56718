import type { Fault } from '../fault';
import { mentions, refuseDataCentre, type Templates } from '../templates';

const example = 'nlb-passthrough';
const call = { url: 'https://stock.corp.example/' };

const ofStock = (templates: Templates, type: string) => {
  const found = templates.all(type).find(({ stack }) => stack === 'pass-api-stock');
  if (!found) throw new Error(`no ${type} of stock`);
  return found;
};

const targetGroup = (templates: Templates) =>
  templates.one('AWS::ElasticLoadBalancingV2::TargetGroup').properties;

const group = (templates: Templates, description: string) =>
  templates.one('AWS::EC2::SecurityGroup', (p) => mentions(p.GroupDescription, description));

const setAttribute = (templates: Templates, key: string, value: string) => {
  const found = targetGroup(templates).TargetGroupAttributes.find((one: { Key: string }) => one.Key === key);
  found.Value = value;
};

export const passthroughFaults: readonly Fault[] = [
  {
    name: 'the host is a public custom domain: the endpoint has no certificate for it',
    hop: 'endpoint',
    code: 'CERTIFICATE_IS_ENDPOINTS',
    outcome: 'stop',
    seen: 'tls',
    example,
    call,
    change: (templates) => {
      const domain = ofStock(templates, 'AWS::ApiGateway::DomainNameV2');
      templates.remove(domain);
      for (const type of ['DomainNameAccessAssociation', 'BasePathMappingV2'])
        templates.remove(ofStock(templates, `AWS::ApiGateway::${type}`));
      const { DomainName, CertificateArn } = domain.properties;
      templates.add(domain.stack, domain.logicalId, 'AWS::ApiGateway::DomainName', {
        DomainName,
        RegionalCertificateArn: CertificateArn,
        EndpointConfiguration: { Types: ['REGIONAL'] },
      });
    },
  },
  {
    name: 'the private domain is declared by the type of public ones',
    hop: 'gateway',
    code: 'DOMAIN_OF_WRONG_TYPE',
    outcome: 'unknown',
    seen: 501,
    says: 'RESPONSE_NOT_FROM_GATEWAY',
    example,
    call: { url: 'https://api.corp.example/', headers: [['Host', 'stock.corp.example']] },
    change: (templates) => {
      const domain = ofStock(templates, 'AWS::ApiGateway::DomainNameV2');
      templates.remove(domain);
      for (const type of ['DomainNameAccessAssociation', 'BasePathMappingV2'])
        templates.remove(ofStock(templates, `AWS::ApiGateway::${type}`));
      const { DomainName, CertificateArn } = domain.properties;
      templates.add(domain.stack, domain.logicalId, 'AWS::ApiGateway::DomainName', {
        DomainName,
        RegionalCertificateArn: CertificateArn,
        EndpointConfiguration: { Types: ['PRIVATE'] },
      });
    },
  },
  {
    name: 'the private domain has no access association with the endpoint behind the load balancer',
    hop: 'endpoint',
    code: 'CERTIFICATE_IS_ENDPOINTS',
    outcome: 'stop',
    seen: 'tls',
    example,
    call,
    change: (templates) =>
      templates.remove(ofStock(templates, 'AWS::ApiGateway::DomainNameAccessAssociation')),
  },
  {
    name: 'the load balancer ends TLS, and so no server name reaches the private domain',
    hop: 'gateway',
    code: 'PRIVATE_DOMAIN_WITHOUT_SNI',
    outcome: 'unknown',
    seen: 501,
    says: 'RESPONSE_NOT_FROM_GATEWAY',
    example,
    call,
    change: (templates) => {
      const { CertificateArn } = ofStock(templates, 'AWS::ApiGateway::DomainNameV2').properties;
      Object.assign(templates.one('AWS::ElasticLoadBalancingV2::Listener').properties, {
        Protocol: 'TLS',
        SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09',
        Certificates: [{ CertificateArn }],
      });
      targetGroup(templates).Protocol = 'TLS';
    },
  },
  {
    name: 'the target group preserves client addresses',
    hop: 'load-balancer',
    code: 'CLIENT_IP_PRESERVED',
    outcome: 'stop',
    seen: 'timeout',
    says: 'CONNECT_TIMED_OUT',
    example,
    call,
    change: (templates) => setAttribute(templates, 'preserve_client_ip.enabled', 'true'),
  },
  {
    name: 'proxy protocol bytes before the client’s TLS',
    hop: 'load-balancer',
    code: 'PROXY_PROTOCOL_ON',
    outcome: 'stop',
    seen: 'reset',
    says: 'TLS_HANDSHAKE_CUT',
    example,
    call,
    change: (templates) => setAttribute(templates, 'proxy_protocol_v2.enabled', 'true'),
  },
  {
    name: 'the load balancer’s security group does not admit the data centre',
    hop: 'network',
    code: 'ENI_SG_RULES_MISMATCH',
    outcome: 'stop',
    seen: 'timeout',
    says: 'CONNECT_TIMED_OUT',
    example,
    call,
    change: (templates) => {
      refuseDataCentre(group(templates, 'Load balancer'));
    },
  },
  {
    name: 'the endpoint does not admit the load balancer: the SYN is passed through to nobody',
    hop: 'network',
    code: 'SG_HAS_NO_RULES',
    outcome: 'stop',
    seen: 'timeout',
    says: 'CONNECT_TIMED_OUT',
    example,
    call,
    change: (templates) => templates.remove(templates.one('AWS::EC2::SecurityGroupIngress')),
  },
  {
    name: 'nothing is registered with the target group',
    hop: 'load-balancer',
    code: 'TARGET_GROUP_HAS_NO_TARGETS',
    outcome: 'stop',
    seen: 'refused',
    says: 'LISTENER_NOT_FOUND',
    example,
    call,
    change: (templates) => templates.remove(templates.one('Custom::EndpointTargets')),
  },
];
