import type {
  DescribeNetworkInterfacesCommandInput,
  DescribeNetworkInterfacesCommandOutput,
  DescribeVpcAttributeCommandInput,
  DescribeVpcAttributeCommandOutput,
  DescribeVpcEndpointsCommandInput,
  DescribeVpcEndpointsCommandOutput,
} from '@aws-sdk/client-ec2';
import { type Read, read } from './spec';

/** `InvalidVpcEndpointId.NotFound`, `InvalidVpcID.NotFound`, … */
const absent = /^Invalid\w+\.NotFound$/;

/** IAM knows no resources for these actions: they are allowed on everything or not at all. */
function describe<Input, Output>(command: string, items?: string): Read<Input, Output> {
  return read({ service: 'ec2', command, action: `ec2:${command}`, items, absent });
}

/** Of EC2. */
export const networkReads = {
  'ec2:DescribeVpcEndpoints': describe<DescribeVpcEndpointsCommandInput, DescribeVpcEndpointsCommandOutput>(
    'DescribeVpcEndpoints',
    'VpcEndpoints',
  ),
  'ec2:DescribeNetworkInterfaces': describe<
    DescribeNetworkInterfacesCommandInput,
    DescribeNetworkInterfacesCommandOutput
  >('DescribeNetworkInterfaces', 'NetworkInterfaces'),
  'ec2:DescribeVpcAttribute': describe<DescribeVpcAttributeCommandInput, DescribeVpcAttributeCommandOutput>(
    'DescribeVpcAttribute',
  ),
};
