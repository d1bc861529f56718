import { usualSeconds } from '../../tools/probe/via/find-runner';
import { only, propertiesOf, synth } from '../helpers/synth';

const { templates } = synth();
const stack = templates['on-premises'];
const simulated = { cidrs: ['10.10.0.0/16'], simulate: true };

test('both sides of the peering route to each other from every zone', () => {
  const routes = propertiesOf(stack, 'AWS::EC2::Route').map((route) => route.DestinationCidrBlock);
  expect(routes.sort()).toEqual(['10.10.0.0/16', '10.10.0.0/16', '10.20.0.0/16', '10.20.0.0/16']);
});

test('the edge of the data centre lets HTTPS out and its answers in', () => {
  const entries = propertiesOf(stack, 'AWS::EC2::NetworkAclEntry').map(
    ({ Egress, CidrBlock, PortRange }) =>
      `${Egress ? 'out' : 'in'} ${CidrBlock} ${PortRange.From}-${PortRange.To}`,
  );
  expect(entries.sort()).toEqual(['in 10.20.0.0/16 1024-65535', 'out 10.20.0.0/16 443-443']);
});

test('DNS crosses the edge when forwarders ask the inbound endpoint', () => {
  const { templates: forwarding } = synth({ dns: { zone: 'corp.example', inboundEndpoint: true } });
  const dns = (name: string) =>
    propertiesOf(forwarding[name], 'AWS::EC2::NetworkAclEntry')
      .filter(({ PortRange }) => PortRange.From === 53)
      .map(({ Egress, Protocol, CidrBlock }) => `${Egress ? 'out' : 'in'} ${Protocol} ${CidrBlock}`);
  expect(dns('on-premises')).toEqual(['out 6 10.20.0.0/16', 'out 17 10.20.0.0/16']);
  expect(dns('network')).toEqual(['in 6 10.10.0.0/16', 'in 17 10.10.0.0/16']);
});

test('hosts accept nothing and reach HTTPS of the application only', () => {
  const group = only(stack, 'AWS::EC2::SecurityGroup');
  expect(group.SecurityGroupIngress).toBeUndefined();
  expect(group.SecurityGroupEgress).toEqual([
    expect.objectContaining({ CidrIp: '10.20.0.0/16', FromPort: 443, ToPort: 443 }),
  ]);
});

test('the probe stands in the data centre and says so', () => {
  const probe = only(stack, 'AWS::Lambda::Function');
  expect(probe.Tags).toContainEqual({ Key: 'hybrid-api:vantage', Value: 'on-prem' });
  expect(probe.VpcConfig.SubnetIds).toHaveLength(2);
  expect(Object.keys(stack!.findOutputs('ProbeFunction'))).toHaveLength(1);
});

test('the probe may run as long as --via takes for granted', () => {
  expect(only(stack, 'AWS::Lambda::Function').Timeout).toBe(usualSeconds);
});

test('without a simulation there is no such stack', () => {
  expect(synth({ onPremises: { cidrs: ['10.10.0.0/16'] } }).templates).not.toHaveProperty('on-premises');
});

test('a Transit Gateway of the kit carries only what its own route table says', () => {
  const transit = synth({ onPremises: { ...simulated, connect: 'transit-gateway' } }).templates[
    'on-premises'
  ];
  expect(only(transit, 'AWS::EC2::TransitGateway')).toMatchObject({
    DefaultRouteTableAssociation: 'disable',
    DefaultRouteTablePropagation: 'disable',
  });
  transit!.resourceCountIs('AWS::EC2::TransitGatewayRouteTableAssociation', 2);
  transit!.resourceCountIs('AWS::EC2::TransitGatewayRouteTablePropagation', 2);
  transit!.resourceCountIs('AWS::EC2::VPCPeeringConnection', 0);
});

test('routes into a Transit Gateway wait for the attachment', () => {
  const transit = synth({ onPremises: { ...simulated, connect: 'transit-gateway' } }).templates[
    'on-premises'
  ];
  const attachments = Object.keys(transit!.findResources('AWS::EC2::TransitGatewayAttachment'));
  for (const { DependsOn } of Object.values(transit!.findResources('AWS::EC2::Route'))) {
    expect(attachments).toEqual(expect.arrayContaining(DependsOn));
  }
});

test('a Transit Gateway that is there gets attachments, and keeps its route tables', () => {
  const transitGateway = 'tgw-0123456789abcdef0';
  const transit = synth({ onPremises: { ...simulated, connect: 'transit-gateway', transitGateway } })
    .templates['on-premises'];
  transit!.resourceCountIs('AWS::EC2::TransitGateway', 0);
  transit!.resourceCountIs('AWS::EC2::TransitGatewayRouteTable', 0);
  const ids = propertiesOf(transit, 'AWS::EC2::TransitGatewayAttachment').map((one) => one.TransitGatewayId);
  expect(ids).toEqual([transitGateway, transitGateway]);
});
