import { apiGatewayStandIns } from './api-gateway';
import { ec2StandIns } from './ec2';
import { loadBalancingStandIns } from './load-balancing';
import { otherStandIns } from './others';
import type { StandIns } from './stand-in';

/** Ids and attributes by resource type. A type that is not here has none: its Ref and GetAtt are unknown. */
export const standIns: StandIns = {
  ...ec2StandIns,
  ...loadBalancingStandIns,
  ...apiGatewayStandIns,
  ...otherStandIns,
};
