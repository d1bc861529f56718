import type { GetRestApisCommandInput, GetRestApisCommandOutput } from '@aws-sdk/client-api-gateway';
import type {
  DescribeAccountLimitsCommandInput,
  DescribeAccountLimitsCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type {
  GetAccountLimitCommandInput,
  GetAccountLimitCommandOutput,
  GetHostedZoneLimitCommandInput,
  GetHostedZoneLimitCommandOutput,
} from '@aws-sdk/client-route-53';
import type {
  GetServiceQuotaCommandInput,
  GetServiceQuotaCommandOutput,
} from '@aws-sdk/client-service-quotas';
import { serviceQuotas } from './quota-codes';
import { read } from './spec';

/** What is used, and how much of it there may be. */
export const quotaReads = {
  'route53:GetHostedZoneLimit': read<GetHostedZoneLimitCommandInput, GetHostedZoneLimitCommandOutput>({
    service: 'route53',
    command: 'GetHostedZoneLimit',
    action: 'route53:GetHostedZoneLimit',
    resources: ({ partition }) => [`arn:${partition}:route53:::hostedzone/*`],
    absent: /^NoSuchHostedZone$/,
  }),
  'route53:GetAccountLimit': read<GetAccountLimitCommandInput, GetAccountLimitCommandOutput>({
    service: 'route53',
    command: 'GetAccountLimit',
    action: 'route53:GetAccountLimit',
  }),
  'elbv2:DescribeAccountLimits': read<DescribeAccountLimitsCommandInput, DescribeAccountLimitsCommandOutput>({
    service: 'elbv2',
    command: 'DescribeAccountLimits',
    action: 'elasticloadbalancing:DescribeAccountLimits',
    items: 'Limits',
  }),
  'apigateway:GetRestApis': read<GetRestApisCommandInput, GetRestApisCommandOutput>({
    service: 'apigateway',
    command: 'GetRestApis',
    action: 'apigateway:GET',
    resources: ({ partition, region }) => [`arn:${partition}:apigateway:${region}::/restapis`],
    items: 'items',
  }),
  'quotas:GetServiceQuota': read<GetServiceQuotaCommandInput, GetServiceQuotaCommandOutput>({
    service: 'quotas',
    command: 'GetServiceQuota',
    action: 'servicequotas:GetServiceQuota',
    resources: ({ partition, region, account }) =>
      Object.values(serviceQuotas).map(
        ({ service, code }) => `arn:${partition}:servicequotas:${region}:${account}:${service}/${code}`,
      ),
    // Of a quota whose value nobody has changed, and that Service Quotas keeps no value of.
    absent: /^NoSuchResourceException$/,
  }),
};
