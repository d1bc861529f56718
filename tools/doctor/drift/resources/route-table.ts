import type { Route } from '@aws-sdk/client-ec2';
import { type LiveDraft, type LiveResource, stackOf, textOf } from '../live-draft';
import type { Snapshot } from '../snapshot';

const destinations = ['DestinationCidrBlock', 'DestinationIpv6CidrBlock', 'DestinationPrefixListId'] as const;
const targets = [
  'GatewayId',
  'NatGatewayId',
  'TransitGatewayId',
  'VpcPeeringConnectionId',
  'InstanceId',
  'NetworkInterfaceId',
  'LocalGatewayId',
  'CarrierGatewayId',
  'CoreNetworkArn',
] as const;

/** Route tables, main ones included, with all routes but the local one; those of a VPN gateway are routes too. */
export function routeTables(draft: LiveDraft, { routeTables: read }: Snapshot): void {
  const types = ['AWS::EC2::RouteTable', 'AWS::EC2::Route', 'AWS::EC2::VPNGatewayRoutePropagation'];
  if (!draft.has(read, types)) return;
  draft.put(
    'AWS::EC2::RouteTable',
    read.map(({ RouteTableId: id = '', VpcId }) => ({
      key: id,
      stack: stackOf(draft, 'AWS::EC2::VPC', VpcId),
      properties: { VpcId },
      physical: { id },
    })),
  );
  const known = new Set(read.map(({ RouteTableId }) => RouteTableId));
  const keyOf = (table: string | undefined, destination: string) => `${table} ${destination}`;
  draft.put(
    'AWS::EC2::Route',
    read.flatMap(({ RouteTableId = '', VpcId, Routes = [] }) =>
      Routes.filter((route) => route.GatewayId !== 'local').map((route): LiveResource => {
        const properties = { RouteTableId, ...destinationOf(route), ...targetOf(route) };
        return {
          key: keyOf(RouteTableId, Object.values(destinationOf(route))[0] ?? ''),
          stack: stackOf(draft, 'AWS::EC2::VPC', VpcId),
          properties,
        };
      }),
    ),
    (resource) => {
      const table = textOf(resource, 'RouteTableId');
      if (table !== undefined && !known.has(table)) return '';
      return keyOf(table, destinations.map((name) => textOf(resource, name)).find(Boolean) ?? '');
    },
  );
  for (const resource of draft.declaredOf('AWS::EC2::VPNGatewayRoutePropagation')) draft.remove(resource);
}

function destinationOf(route: Route): Record<string, string> {
  for (const name of destinations) if (route[name]) return { [name]: route[name] };
  return {};
}

function targetOf(route: Route): Record<string, string> {
  for (const name of targets) if (route[name]) return { [name]: route[name] };
  const outgoing = route.EgressOnlyInternetGatewayId;
  return outgoing ? { EgressOnlyInternetGatewayId: outgoing } : {};
}
