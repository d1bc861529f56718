import type { PlanReasonCode } from '../plan/reasons';
import { failedStacks, vpcLinks } from './commands';
import type { NextCommands } from './next';

/** The templates against what CloudFormation has. */
const diff = 'npx cdk diff';

const interfaces = `aws ec2 describe-network-interfaces --filters "Name=description,Values=AWS Lambda VPC ENI-*" --query "NetworkInterfaces[].[Description,Status,Groups[].GroupId]"`;
const domains = `aws apigateway get-domain-names --query "items[].[domainName,domainNameStatus]"`;
const protectedBalancers = `aws elbv2 describe-load-balancers --query "LoadBalancers[].[LoadBalancerArn]" --output text | xargs -n1 aws elbv2 describe-load-balancer-attributes --load-balancer-arn`;

/** About what an update or a deletion runs into: what AWS has of it now, and what the next deployment does to it. */
export const nextOfPlan: Readonly<Record<PlanReasonCode, () => NextCommands>> = {
  VPC_LINK_STILL_REFERENCED: () => [vpcLinks, diff],
  EXPORT_STILL_IMPORTED: () => [
    'aws cloudformation list-exports --query "Exports[].[Name,ExportingStackId]"',
    diff,
  ],
  LOAD_BALANCER_STILL_LINKED: () => [
    vpcLinks,
    `aws ec2 describe-vpc-endpoint-service-configurations --query "ServiceConfigurations[].[ServiceName,NetworkLoadBalancerArns]"`,
  ],
  LOAD_BALANCER_PROTECTED: () => [protectedBalancers, diff],
  STACK_PROTECTED: () => [
    'aws cloudformation describe-stacks --query "Stacks[].[StackName,EnableTerminationProtection]"',
    diff,
  ],
  BASE_PATHS_MIXED: () => [domains, diff],
  DOMAIN_STILL_HELD: () => [domains, failedStacks],
  FUNCTION_INTERFACES_LINGER: () => [interfaces, diff],
  STACK_LEFT_BEHIND: () => [
    'aws cloudformation describe-stacks --query "Stacks[].[StackName,StackStatus]"',
    'aws cloudformation list-exports --query "Exports[].[Name,ExportingStackId]"',
  ],
};
