import type { Fault } from './fault';

export const endpointFaults: readonly Fault[] = [
  {
    name: 'the record points at the endpoint and goes round the load balancer',
    hop: 'network',
    code: 'ENI_SG_RULES_MISMATCH',
    outcome: 'stop',
    seen: 'timeout',
    says: 'CONNECT_TIMED_OUT',
    change: (templates) => {
      const endpoint = templates.one('AWS::EC2::VPCEndpoint');
      const zone = templates.one('AWS::Route53::HostedZone');
      templates.remove(templates.one('AWS::Route53::RecordSet', (p) => p.Name === 'pvt-api.corp.example.'));
      const entry = { 'Fn::Select': [0, { 'Fn::GetAtt': [endpoint.logicalId, 'DnsEntries'] }] };
      templates.add(endpoint.stack, 'RoundTheLoadBalancer', 'AWS::Route53::RecordSet', {
        HostedZoneId: { Ref: zone.logicalId },
        Name: 'pvt-api.corp.example.',
        Type: 'A',
        AliasTarget: {
          HostedZoneId: { 'Fn::Select': [0, { 'Fn::Split': [':', entry] }] },
          DNSName: { 'Fn::Select': [1, { 'Fn::Split': [':', entry] }] },
        },
      });
    },
  },
  {
    name: 'the same, with an endpoint that admits the data centre',
    hop: 'endpoint',
    code: 'CERTIFICATE_IS_ENDPOINTS',
    outcome: 'stop',
    seen: 'tls',
    change: (templates) => {
      endpointFaults[0]?.change?.(templates);
      const rule = templates.one('AWS::EC2::SecurityGroupIngress');
      delete rule.properties.SourceSecurityGroupId;
      rule.properties.CidrIp = '10.0.0.0/8';
    },
  },
  {
    name: 'the endpoint is of another service',
    hop: 'endpoint',
    code: 'ENDPOINT_NOT_EXECUTE_API',
    outcome: 'stop',
    seen: 'reset',
    says: 'RESET_AFTER_TLS',
    change: (templates) => {
      templates.one('AWS::EC2::VPCEndpoint').properties.ServiceName = 'com.amazonaws.eu-west-1.sqs';
    },
  },
  {
    name: 'every endpoint address is silent',
    hop: 'endpoint',
    code: 'ENDPOINT_INTERFACE_SILENT',
    outcome: 'stop',
    seen: 'reset',
    says: 'RESET_AFTER_TLS',
    failures: { zones: [], targets: ['*'] },
  },
];
