import type { Fault } from './fault';

export const endpointFaults: readonly Fault[] = [
  {
    name: 'the record points at the endpoint and goes round the load balancer',
    hop: 'endpoint',
    code: 'CERTIFICATE_IS_ENDPOINTS',
    outcome: 'stop',
    seen: 'timeout',
    change: (templates) => {
      const entry = {
        'Fn::Select': [0, { 'Fn::GetAtt': [templates.one('AWS::EC2::VPCEndpoint').logicalId, 'DnsEntries'] }],
      };
      templates.one(
        'AWS::Route53::RecordSet',
        (p) => p.Name === 'pvt-api.corp.example.',
      ).properties.AliasTarget = {
        HostedZoneId: { 'Fn::Select': [0, { 'Fn::Split': [':', entry] }] },
        DNSName: { 'Fn::Select': [1, { 'Fn::Split': [':', entry] }] },
      };
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
    outcome: 'unknown',
    seen: 403,
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
    failures: { zones: [], targets: ['*'] },
  },
];
