import type {
  DescribeStacksCommandInput,
  DescribeStacksCommandOutput,
  ListStackResourcesCommandInput,
  ListStackResourcesCommandOutput,
} from '@aws-sdk/client-cloudformation';
import type { GetCallerIdentityCommandInput, GetCallerIdentityCommandOutput } from '@aws-sdk/client-sts';
import { type PolicyScope, read } from './spec';

const stacks = ({ partition, region, account, config }: PolicyScope) => [
  `arn:${partition}:cloudformation:${region}:${account}:stack/${config.name}-*/*`,
];

/** Of CloudFormation, and who asks. */
export const stackReads = {
  'cloudformation:DescribeStacks': read<DescribeStacksCommandInput, DescribeStacksCommandOutput>({
    service: 'cloudformation',
    command: 'DescribeStacks',
    action: 'cloudformation:DescribeStacks',
    resources: stacks,
    absent: /^ValidationError$/,
  }),
  'cloudformation:ListStackResources': read<ListStackResourcesCommandInput, ListStackResourcesCommandOutput>({
    service: 'cloudformation',
    command: 'ListStackResources',
    action: 'cloudformation:ListStackResources',
    resources: stacks,
    items: 'StackResourceSummaries',
    absent: /^ValidationError$/,
  }),
  'sts:GetCallerIdentity': read<GetCallerIdentityCommandInput, GetCallerIdentityCommandOutput>({
    service: 'sts',
    command: 'GetCallerIdentity',
    action: null,
  }),
};
