import type {
  GetDomainNameAccessAssociationsCommandInput,
  GetDomainNameAccessAssociationsCommandOutput,
  GetDomainNamesCommandInput,
  GetDomainNamesCommandOutput,
  GetResourcesCommandInput,
  GetResourcesCommandOutput,
  GetRestApisCommandInput,
  GetRestApisCommandOutput,
} from '@aws-sdk/client-api-gateway';
import type {
  DescribeAccountLimitsCommandInput,
  DescribeAccountLimitsCommandOutput,
  DescribeListenerCertificatesCommandInput,
  DescribeListenerCertificatesCommandOutput,
  DescribeRulesCommandInput,
  DescribeRulesCommandOutput,
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
import { type PolicyScope, type Read, read } from './spec';

const gatewayPath =
  (...paths: readonly string[]) =>
  ({ partition, region }: PolicyScope) =>
    paths.map((path) => `arn:${partition}:apigateway:${region}::${path}`);

function listGateway<Input, Output>(command: string, path: string): Read<Input, Output> {
  return read({
    service: 'apigateway',
    command,
    action: 'apigateway:GET',
    resources: gatewayPath(path),
    items: 'items',
    next: { position: 'position' },
    absent: /^NotFoundException$/,
  });
}

function listBalancing<Input, Output>(command: string, items: string): Read<Input, Output> {
  return read({
    service: 'elbv2',
    command,
    action: `elasticloadbalancing:${command}`,
    items,
    next: { Marker: 'NextMarker' },
    absent: /^ListenerNotFound(Exception)?$/,
  });
}

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
  'elbv2:DescribeAccountLimits': listBalancing<
    DescribeAccountLimitsCommandInput,
    DescribeAccountLimitsCommandOutput
  >('DescribeAccountLimits', 'Limits'),
  'elbv2:DescribeListenerCertificates': listBalancing<
    DescribeListenerCertificatesCommandInput,
    DescribeListenerCertificatesCommandOutput
  >('DescribeListenerCertificates', 'Certificates'),
  'elbv2:DescribeRules': listBalancing<DescribeRulesCommandInput, DescribeRulesCommandOutput>(
    'DescribeRules',
    'Rules',
  ),
  'apigateway:GetRestApis': listGateway<GetRestApisCommandInput, GetRestApisCommandOutput>(
    'GetRestApis',
    '/restapis',
  ),
  'apigateway:GetResources': listGateway<GetResourcesCommandInput, GetResourcesCommandOutput>(
    'GetResources',
    '/restapis/*',
  ),
  'apigateway:GetDomainNames': listGateway<GetDomainNamesCommandInput, GetDomainNamesCommandOutput>(
    'GetDomainNames',
    '/domainnames',
  ),
  'apigateway:GetDomainNameAccessAssociations': listGateway<
    GetDomainNameAccessAssociationsCommandInput,
    GetDomainNameAccessAssociationsCommandOutput
  >('GetDomainNameAccessAssociations', '/domainnameaccessassociations'),
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
