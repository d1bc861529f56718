import type { Fault } from '../fault';
import { mentions, type Templates } from '../templates';

const call = { url: 'https://stock.corp.example/' };
const stack = 'shift-api-stock';

const ofStock = (templates: Templates, type: string) => {
  const found = templates.all(type).find((one) => one.stack === stack);
  if (!found) throw new Error(`no ${type} in ${stack}`);
  return found;
};

/** The old endpoint's id as the stack of a host imports it. */
const oldEndpoint = (templates: Templates) =>
  ofStock(templates, 'AWS::ApiGateway::RestApi').properties.EndpointConfiguration.VpcEndpointIds[0];

export const migrationFaults: readonly Fault[] = [
  {
    name: 'step 2: the private domain is associated with the old endpoint',
    hop: 'gateway',
    code: 'ENDPOINT_SERVES_BOTH_KINDS',
    outcome: 'unknown',
    seen: 501,
    says: 'RESPONSE_NOT_FROM_GATEWAY',
    example: 'migration/step-2-prepare',
    call,
    change: (templates) => {
      const { properties } = ofStock(templates, 'AWS::ApiGateway::DomainNameAccessAssociation');
      properties.AccessAssociationSource = oldEndpoint(templates);
    },
  },
  {
    name: 'step 3: the API still names the old endpoint alone',
    hop: 'policy',
    code: 'POLICY_DENIES_ENDPOINT',
    outcome: 'stop',
    seen: 403,
    example: 'migration/step-3-switch',
    call,
    change: (templates) => {
      const { properties } = ofStock(templates, 'AWS::ApiGateway::RestApi');
      const condition = properties.Policy.Statement[1].Condition.StringNotEquals;
      condition['aws:SourceVpce'] = condition['aws:SourceVpce'].slice(0, 1);
    },
  },
  {
    name: 'step 3: the new endpoint admits nobody',
    hop: 'network',
    code: 'SG_HAS_NO_RULES',
    outcome: 'stop',
    seen: 'timeout',
    says: 'CONNECT_TIMED_OUT',
    example: 'migration/step-3-switch',
    call,
    change: (templates) => {
      const group = templates.one('AWS::EC2::SecurityGroup', (p) =>
        mentions(p.GroupDescription, 'private custom domains'),
      );
      delete group.properties.SecurityGroupIngress;
    },
  },
  {
    name: 'step 4: a name still leads to the load balancer, whose endpoint knows the host no more',
    hop: 'gateway',
    code: 'DOMAIN_NOT_ASSOCIATED',
    outcome: 'stop',
    seen: 403,
    says: 'UNKNOWN_HOST',
    example: 'migration/step-4-release',
    call,
    change: (templates) => {
      const balancer = templates.one('AWS::ElasticLoadBalancingV2::LoadBalancer');
      const record = ofStock(templates, 'AWS::Route53::RecordSet');
      templates.remove(record);
      templates.add(balancer.stack, 'OldName', 'AWS::Route53::RecordSet', {
        ...record.properties,
        HostedZoneId: { Ref: templates.one('AWS::Route53::HostedZone').logicalId },
        AliasTarget: {
          DNSName: { 'Fn::GetAtt': [balancer.logicalId, 'DNSName'] },
          HostedZoneId: { 'Fn::GetAtt': [balancer.logicalId, 'CanonicalHostedZoneID'] },
        },
      });
    },
  },
];
