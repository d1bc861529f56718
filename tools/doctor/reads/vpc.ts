import type {
  DescribeInternetGatewaysCommandInput,
  DescribeInternetGatewaysCommandOutput,
  DescribeNetworkAclsCommandInput,
  DescribeNetworkAclsCommandOutput,
  DescribeRouteTablesCommandInput,
  DescribeRouteTablesCommandOutput,
  DescribeSecurityGroupsCommandInput,
  DescribeSecurityGroupsCommandOutput,
  DescribeSubnetsCommandInput,
  DescribeSubnetsCommandOutput,
  DescribeTransitGatewayAttachmentsCommandInput,
  DescribeTransitGatewayAttachmentsCommandOutput,
  DescribeTransitGatewayVpcAttachmentsCommandInput,
  DescribeTransitGatewayVpcAttachmentsCommandOutput,
  DescribeVpcPeeringConnectionsCommandInput,
  DescribeVpcPeeringConnectionsCommandOutput,
  DescribeVpcsCommandInput,
  DescribeVpcsCommandOutput,
  SearchTransitGatewayRoutesCommandInput,
  SearchTransitGatewayRoutesCommandOutput,
} from '@aws-sdk/client-ec2';
import { type Read, read } from './spec';

/** IAM knows no resources for these actions: they are allowed on everything or not at all. */
function describe<Input, Output>(command: string, items: string): Read<Input, Output> {
  return read({
    service: 'ec2',
    command,
    action: `ec2:${command}`,
    items,
    absent: /^Invalid\w+\.NotFound$/,
  });
}

/** Of a VPC and what it consists of. */
export const vpcReads = {
  'ec2:DescribeVpcs': describe<DescribeVpcsCommandInput, DescribeVpcsCommandOutput>('DescribeVpcs', 'Vpcs'),
  'ec2:DescribeSubnets': describe<DescribeSubnetsCommandInput, DescribeSubnetsCommandOutput>(
    'DescribeSubnets',
    'Subnets',
  ),
  'ec2:DescribeRouteTables': describe<DescribeRouteTablesCommandInput, DescribeRouteTablesCommandOutput>(
    'DescribeRouteTables',
    'RouteTables',
  ),
  'ec2:DescribeNetworkAcls': describe<DescribeNetworkAclsCommandInput, DescribeNetworkAclsCommandOutput>(
    'DescribeNetworkAcls',
    'NetworkAcls',
  ),
  'ec2:DescribeSecurityGroups': describe<
    DescribeSecurityGroupsCommandInput,
    DescribeSecurityGroupsCommandOutput
  >('DescribeSecurityGroups', 'SecurityGroups'),
  'ec2:DescribeInternetGateways': describe<
    DescribeInternetGatewaysCommandInput,
    DescribeInternetGatewaysCommandOutput
  >('DescribeInternetGateways', 'InternetGateways'),
  'ec2:DescribeVpcPeeringConnections': describe<
    DescribeVpcPeeringConnectionsCommandInput,
    DescribeVpcPeeringConnectionsCommandOutput
  >('DescribeVpcPeeringConnections', 'VpcPeeringConnections'),
  'ec2:DescribeTransitGatewayVpcAttachments': describe<
    DescribeTransitGatewayVpcAttachmentsCommandInput,
    DescribeTransitGatewayVpcAttachmentsCommandOutput
  >('DescribeTransitGatewayVpcAttachments', 'TransitGatewayVpcAttachments'),
  'ec2:DescribeTransitGatewayAttachments': describe<
    DescribeTransitGatewayAttachmentsCommandInput,
    DescribeTransitGatewayAttachmentsCommandOutput
  >('DescribeTransitGatewayAttachments', 'TransitGatewayAttachments'),
  'ec2:SearchTransitGatewayRoutes': describe<
    SearchTransitGatewayRoutesCommandInput,
    SearchTransitGatewayRoutesCommandOutput
  >('SearchTransitGatewayRoutes', 'Routes'),
};
