import { type Edit, toOne } from './edit';

const cidrs = [
  '10.10.0.0/16',
  '10.20.0.0/16',
  '10.20.0.0/19',
  '10.10.0.0/19',
  '0.0.0.0/0',
  '10.0.0.0/8',
  '192.168.0.0/16',
];
const ports = [443, 80, 53, 1024, 32768, 65535, 0, 8443];

export const networkEdits: Record<string, Edit> = {
  'a security group rule changes': toOne('AWS::EC2::SecurityGroup', ({ properties }, _templates, dice) => {
    const list = dice.pick(['SecurityGroupIngress', 'SecurityGroupEgress']);
    const rules = properties[list] ?? [];
    if (rules.length === 0) return;
    const rule = dice.pick<Record<string, unknown>>(rules);
    dice.pick([
      () => rules.splice(rules.indexOf(rule), 1),
      () => Object.assign(rule, { CidrIp: dice.pick(cidrs), DestinationSecurityGroupId: undefined }),
      () => Object.assign(rule, { FromPort: dice.pick(ports), ToPort: dice.pick(ports) }),
      () => Object.assign(rule, { IpProtocol: dice.pick(['tcp', 'udp', '-1', 6, 'icmp']) }),
      () => rules.push({ ...rule, CidrIp: dice.pick(cidrs) }),
    ])();
  }),
  'the rule of the endpoint changes': toOne('AWS::EC2::SecurityGroupIngress', (resource, templates, dice) => {
    const { properties } = resource;
    dice.pick([
      () => templates.remove(resource),
      () => Object.assign(properties, { CidrIp: dice.pick(cidrs), SourceSecurityGroupId: undefined }),
      () => Object.assign(properties, { FromPort: dice.pick(ports), ToPort: dice.pick(ports) }),
      () => Object.assign(properties, { IpProtocol: dice.pick(['udp', '-1']) }),
    ])();
  }),
  'a route changes': toOne('AWS::EC2::Route', (resource, templates, dice) => {
    const { properties, stack } = resource;
    dice.pick([
      () => templates.remove(resource),
      () => Object.assign(properties, { DestinationCidrBlock: dice.pick(cidrs) }),
      () =>
        templates.add(stack, 'AnotherRoute', 'AWS::EC2::Route', {
          ...properties,
          DestinationCidrBlock: dice.pick(['10.10.0.0/24', '10.20.32.0/19', '0.0.0.0/0']),
        }),
      () =>
        Object.assign(properties, {
          VpcPeeringConnectionId: undefined,
          TransitGatewayId: undefined,
          NatGatewayId: 'nat-0',
        }),
    ])();
  }),
  'a network ACL entry changes': toOne('AWS::EC2::NetworkAclEntry', (resource, templates, dice) => {
    const { properties, stack } = resource;
    dice.pick([
      () => templates.remove(resource),
      () => Object.assign(properties, { RuleAction: 'deny' }),
      () => Object.assign(properties, { CidrBlock: dice.pick(cidrs) }),
      () => Object.assign(properties, { PortRange: { From: dice.pick(ports), To: 65535 } }),
      () => Object.assign(properties, { Protocol: dice.pick([-1, 6, 17]) }),
      () => Object.assign(properties, { Egress: !properties.Egress }),
      () =>
        templates.add(stack, 'FirstEntry', 'AWS::EC2::NetworkAclEntry', {
          ...properties,
          RuleNumber: 1,
          RuleAction: dice.pick(['deny', 'allow']),
          CidrBlock: dice.pick(cidrs),
        }),
    ])();
  }),
  'a VPC loses a DNS setting': toOne('AWS::EC2::VPC', ({ properties }, _templates, dice) => {
    properties[dice.pick(['EnableDnsSupport', 'EnableDnsHostnames'])] = false;
  }),
  'a peering leads nowhere': toOne('AWS::EC2::VPCPeeringConnection', ({ properties }, _templates, dice) => {
    const side = dice.pick(['VpcId', 'PeerVpcId']);
    properties[side] = dice.pick(['vpc-0123456789abcdef0', properties.VpcId, properties.PeerVpcId]);
  }),
  'a part of the transit gateway is gone': (templates, dice) => {
    const parts = [
      'AWS::EC2::TransitGatewayAttachment',
      'AWS::EC2::TransitGatewayRouteTablePropagation',
      'AWS::EC2::TransitGatewayRouteTableAssociation',
    ].flatMap((type) => templates.all(type));
    if (parts.length > 0) templates.remove(dice.pick(parts));
  },
};
