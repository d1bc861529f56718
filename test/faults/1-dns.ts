import type { Fault } from './fault';
import { mentions, type Templates } from './templates';

const recordOf = (templates: Templates) =>
  templates.one('AWS::Route53::RecordSet', (p) => p.Name === 'pvt-api.corp.example.');

export const dnsFaults: readonly Fault[] = [
  {
    name: 'the private zone is not associated with the data centre’s VPC',
    hop: 'dns',
    code: 'DNS_ZONE_NOT_ASSOCIATED',
    outcome: 'stop',
    seen: 'nxdomain',
    says: 'DNS_RECORD_NOT_FOUND',
    change: (templates) => {
      const zone = templates.one('AWS::Route53::HostedZone');
      zone.properties.VPCs = zone.properties.VPCs.filter((vpc: unknown) => !mentions(vpc, 'DataCentre'));
    },
  },
  {
    name: 'the record is missing: a private zone has no public fallback',
    hop: 'dns',
    code: 'DNS_RECORD_NOT_FOUND',
    outcome: 'stop',
    seen: 'nxdomain',
    change: (templates) => templates.remove(recordOf(templates)),
  },
  {
    name: 'the record has no address, only a text',
    hop: 'dns',
    code: 'DNS_NO_DATA',
    outcome: 'stop',
    seen: 'no-data',
    change: (templates) => {
      const { properties } = recordOf(templates);
      delete properties.AliasTarget;
      Object.assign(properties, { Type: 'TXT', TTL: '60', ResourceRecords: ['"moved"'] });
    },
  },
  {
    name: 'a narrower private zone shadows the name',
    hop: 'dns',
    code: 'DNS_NO_DATA',
    outcome: 'stop',
    seen: 'no-data',
    change: (templates) => {
      const zone = templates.one('AWS::Route53::HostedZone');
      templates.add(zone.stack, 'NarrowZone', 'AWS::Route53::HostedZone', {
        ...zone.properties,
        Name: 'pvt-api.corp.example',
      });
    },
  },
  {
    name: 'DNS support is off in the data centre’s VPC',
    hop: 'dns',
    code: 'DNS_VPC_SUPPORT_OFF',
    outcome: 'stop',
    seen: 'servfail',
    says: 'DNS_RESOLVER_UNREACHABLE',
    change: (templates) => {
      templates.one('AWS::EC2::VPC', (p) => p.CidrBlock === '10.10.0.0/16').properties.EnableDnsSupport =
        false;
    },
  },
  {
    name: 'a CNAME points at itself',
    hop: 'dns',
    code: 'DNS_CNAME_LOOP',
    outcome: 'stop',
    seen: 'servfail',
    says: 'DNS_RESOLVER_UNREACHABLE',
    change: (templates) => {
      const { properties } = recordOf(templates);
      delete properties.AliasTarget;
      Object.assign(properties, { Type: 'CNAME', TTL: '60', ResourceRecords: ['pvt-api.corp.example'] });
    },
  },
  {
    name: 'the endpoint’s private DNS is off and the API is called by its default name',
    hop: 'dns',
    code: 'DNS_ENDPOINT_PRIVATE_DNS_OFF',
    outcome: 'stop',
    seen: 'timeout',
    says: 'NETWORK_NO_INTERNET_ACCESS',
    call: { from: 'app', url: 'https://{api}.execute-api.eu-west-1.amazonaws.com/demo/' },
    change: (templates) => {
      templates.one('AWS::EC2::VPCEndpoint').properties.PrivateDnsEnabled = false;
    },
  },
  {
    name: 'called by its default name from the data centre, which does not see the endpoint’s private DNS',
    hop: 'network',
    code: 'ENI_SG_RULES_MISMATCH',
    outcome: 'stop',
    seen: 'timeout',
    says: 'NETWORK_NO_INTERNET_ACCESS',
    call: { url: 'https://{api}.execute-api.eu-west-1.amazonaws.com/demo/' },
  },
  {
    name: 'a public API called from the application VPC: the endpoint’s private DNS captures its name',
    hop: 'gateway',
    code: 'UNKNOWN_API',
    outcome: 'stop',
    seen: 403,
    call: { from: 'app', url: 'https://publicapi1.execute-api.eu-west-1.amazonaws.com/prod/' },
    change: (templates) => {
      const rule = templates.one('AWS::EC2::SecurityGroupIngress');
      delete rule.properties.SourceSecurityGroupId;
      rule.properties.CidrIp = '10.20.0.0/16';
    },
  },
];
