import type {
  DescribeListenersCommandInput,
  DescribeListenersCommandOutput,
  DescribeLoadBalancerAttributesCommandInput,
  DescribeLoadBalancerAttributesCommandOutput,
  DescribeLoadBalancersCommandInput,
  DescribeLoadBalancersCommandOutput,
  DescribeTargetGroupAttributesCommandInput,
  DescribeTargetGroupAttributesCommandOutput,
  DescribeTargetGroupsCommandInput,
  DescribeTargetGroupsCommandOutput,
  DescribeTargetHealthCommandInput,
  DescribeTargetHealthCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { type Read, read } from './spec';

const absent = /^(LoadBalancerNotFound|TargetGroupNotFound|ListenerNotFound)(Exception)?$/;

/** IAM knows no resources for these actions: they are allowed on everything or not at all. */
function describe<Input, Output>(command: string, items?: string): Read<Input, Output> {
  return read({ service: 'elbv2', command, action: `elasticloadbalancing:${command}`, items, absent });
}

/** Of Elastic Load Balancing, version 2. */
export const loadBalancingReads = {
  'elbv2:DescribeLoadBalancers': describe<
    DescribeLoadBalancersCommandInput,
    DescribeLoadBalancersCommandOutput
  >('DescribeLoadBalancers', 'LoadBalancers'),
  'elbv2:DescribeLoadBalancerAttributes': describe<
    DescribeLoadBalancerAttributesCommandInput,
    DescribeLoadBalancerAttributesCommandOutput
  >('DescribeLoadBalancerAttributes'),
  'elbv2:DescribeListeners': describe<DescribeListenersCommandInput, DescribeListenersCommandOutput>(
    'DescribeListeners',
    'Listeners',
  ),
  'elbv2:DescribeTargetGroups': describe<DescribeTargetGroupsCommandInput, DescribeTargetGroupsCommandOutput>(
    'DescribeTargetGroups',
    'TargetGroups',
  ),
  'elbv2:DescribeTargetGroupAttributes': describe<
    DescribeTargetGroupAttributesCommandInput,
    DescribeTargetGroupAttributesCommandOutput
  >('DescribeTargetGroupAttributes'),
  'elbv2:DescribeTargetHealth': describe<DescribeTargetHealthCommandInput, DescribeTargetHealthCommandOutput>(
    'DescribeTargetHealth',
  ),
};
