import type * as First from '@aws-sdk/client-api-gateway';
import type * as Second from '@aws-sdk/client-apigatewayv2';
import { type PolicyScope, type Read, read } from './spec';

/** API Gateway's management has one action for all reads: GET on a path (API Gateway guide, IAM; doc). */
const action = 'apigateway:GET';
const under =
  (...paths: readonly string[]) =>
  ({ partition, region }: PolicyScope) =>
    paths.map((path) => `arn:${partition}:apigateway:${region}::${path}`);

const apis = under('/restapis/*');
const domains = under('/domainnames', '/domainnames/*');
const associations = under('/domainnameaccessassociations');

function get<Input, Output>(
  service: 'apigateway' | 'apigatewayv2',
  command: string,
  resources: (scope: PolicyScope) => readonly string[],
  items?: string,
  next?: Readonly<Record<string, string>>,
): Read<Input, Output> {
  return read({ service, command, action, resources, items, next, absent: /^NotFoundException$/ });
}

function first<Input, Output>(
  command: string,
  resources: (scope: PolicyScope) => readonly string[],
  items?: string,
  next?: Readonly<Record<string, string>>,
): Read<Input, Output> {
  return get('apigateway', command, resources, items, next);
}

/** Its lists are all continued by the same token. */
function second<Input, Output>(
  command: string,
  resources: (scope: PolicyScope) => readonly string[],
  items?: string,
): Read<Input, Output> {
  return get('apigatewayv2', command, resources, items, items === undefined ? undefined : token);
}

const token = { NextToken: 'NextToken' };
const position = { position: 'position' };

/** Of API Gateway, both versions. */
export const gatewayReads = {
  'apigateway:GetRestApi': first<First.GetRestApiCommandInput, First.GetRestApiCommandOutput>(
    'GetRestApi',
    apis,
  ),
  'apigateway:GetResources': first<First.GetResourcesCommandInput, First.GetResourcesCommandOutput>(
    'GetResources',
    apis,
    'items',
  ),
  'apigateway:GetAuthorizers': first<First.GetAuthorizersCommandInput, First.GetAuthorizersCommandOutput>(
    'GetAuthorizers',
    apis,
    'items',
    position,
  ),
  'apigateway:GetGatewayResponses': first<
    First.GetGatewayResponsesCommandInput,
    First.GetGatewayResponsesCommandOutput
  >('GetGatewayResponses', apis, 'items', position),
  'apigateway:GetStages': first<First.GetStagesCommandInput, First.GetStagesCommandOutput>('GetStages', apis),
  'apigateway:GetExport': first<First.GetExportCommandInput, First.GetExportCommandOutput>('GetExport', apis),
  'apigateway:GetDeployment': first<First.GetDeploymentCommandInput, First.GetDeploymentCommandOutput>(
    'GetDeployment',
    apis,
  ),
  'apigateway:GetDomainName': first<First.GetDomainNameCommandInput, First.GetDomainNameCommandOutput>(
    'GetDomainName',
    domains,
  ),
  'apigateway:GetDomainNames': first<First.GetDomainNamesCommandInput, First.GetDomainNamesCommandOutput>(
    'GetDomainNames',
    domains,
    'items',
  ),
  'apigateway:GetBasePathMappings': first<
    First.GetBasePathMappingsCommandInput,
    First.GetBasePathMappingsCommandOutput
  >('GetBasePathMappings', domains, 'items'),
  'apigateway:GetDomainNameAccessAssociations': first<
    First.GetDomainNameAccessAssociationsCommandInput,
    First.GetDomainNameAccessAssociationsCommandOutput
  >('GetDomainNameAccessAssociations', associations, 'items', position),
  'apigateway:GetUsagePlans': first<First.GetUsagePlansCommandInput, First.GetUsagePlansCommandOutput>(
    'GetUsagePlans',
    under('/usageplans'),
    'items',
  ),
  'apigateway:GetUsagePlanKeys': first<
    First.GetUsagePlanKeysCommandInput,
    First.GetUsagePlanKeysCommandOutput
  >('GetUsagePlanKeys', under('/usageplans/*'), 'items'),
  'apigateway:GetApiKey': first<First.GetApiKeyCommandInput, First.GetApiKeyCommandOutput>(
    'GetApiKey',
    under('/apikeys/*'),
  ),
  'apigateway:GetVpcLink': first<First.GetVpcLinkCommandInput, First.GetVpcLinkCommandOutput>(
    'GetVpcLink',
    under('/vpclinks/*'),
  ),
  'apigatewayv2:GetApi': second<Second.GetApiCommandInput, Second.GetApiCommandOutput>(
    'GetApi',
    under('/apis/*'),
  ),
  'apigatewayv2:GetRoutes': second<Second.GetRoutesCommandInput, Second.GetRoutesCommandOutput>(
    'GetRoutes',
    under('/apis/*'),
    'Items',
  ),
  'apigatewayv2:GetIntegrations': second<
    Second.GetIntegrationsCommandInput,
    Second.GetIntegrationsCommandOutput
  >('GetIntegrations', under('/apis/*'), 'Items'),
  'apigatewayv2:GetAuthorizers': second<
    Second.GetAuthorizersCommandInput,
    Second.GetAuthorizersCommandOutput
  >('GetAuthorizers', under('/apis/*'), 'Items'),
  'apigatewayv2:GetStages': second<Second.GetStagesCommandInput, Second.GetStagesCommandOutput>(
    'GetStages',
    under('/apis/*'),
    'Items',
  ),
  'apigatewayv2:GetApiMappings': second<
    Second.GetApiMappingsCommandInput,
    Second.GetApiMappingsCommandOutput
  >('GetApiMappings', domains, 'Items'),
  'apigatewayv2:ListRoutingRules': second<
    Second.ListRoutingRulesCommandInput,
    Second.ListRoutingRulesCommandOutput
  >('ListRoutingRules', domains, 'RoutingRules'),
  'apigatewayv2:GetVpcLink': second<Second.GetVpcLinkCommandInput, Second.GetVpcLinkCommandOutput>(
    'GetVpcLink',
    under('/vpclinks/*'),
  ),
};
