import type { Stage } from '@aws-sdk/client-api-gateway';
import type { Facts } from '../../read';
import {
  type DomainFacts,
  type HttpApiFacts,
  isRead,
  type Read,
  type RestApiFacts,
  type StageFacts,
  type UsagePlanFacts,
} from '../snapshot';
import { told } from './told';

/** Asks API Gateway for a REST API as it is, and for what its stages serve; `undefined`: it is not there. */
export async function readRestApi(facts: Facts, restApiId: string): Promise<RestApiFacts | undefined> {
  const api = await facts.read('apigateway:GetRestApi', { restApiId });
  if (!api) return undefined;
  const items = <T>(asked: Promise<{ readonly items?: T[] } | undefined>) =>
    told(asked.then((one): readonly T[] => one?.items ?? []));
  const [resources, authorizers, responses, found] = await Promise.all([
    items(facts.read('apigateway:GetResources', { restApiId, embed: ['methods'], limit: 500 })),
    items(facts.read('apigateway:GetAuthorizers', { restApiId, limit: 500 })),
    items(facts.read('apigateway:GetGatewayResponses', { restApiId, limit: 500 })),
    told(facts.read('apigateway:GetStages', { restApiId }).then((one) => one?.item ?? [])),
  ]);
  const stages = isRead(found)
    ? await Promise.all(found.map((stage) => stageOf(facts, restApiId, stage)))
    : found;
  return { api, resources, authorizers, responses, stages };
}

async function stageOf(facts: Facts, restApiId: string, stage: Stage): Promise<StageFacts> {
  const exported = await told(
    facts.read('apigateway:GetExport', {
      restApiId,
      stageName: stage.stageName,
      exportType: 'oas30',
      parameters: { extensions: 'apigateway' },
      accepts: 'application/json',
    }),
  );
  if (!isRead(exported)) return { stage, export: exported };
  const text = exported?.body === undefined ? '' : Buffer.from(exported.body).toString('utf8');
  // Every deployed method has an integration: without one this is no whole export.
  if (!text.includes('"x-amazon-apigateway-integration"'))
    return { stage, export: { notRead: 'its export carries no integrations' } };
  try {
    return { stage, export: { document: JSON.parse(text) as Record<string, unknown> } };
  } catch {
    return { stage, export: { notRead: 'its export is no JSON' } };
  }
}

/** Asks for a custom domain and its mappings; `undefined`: it is not there. */
export async function readDomain(
  facts: Facts,
  { domainName, domainNameId }: { readonly domainName: string; readonly domainNameId?: string },
): Promise<DomainFacts | undefined> {
  const which = domainNameId === undefined ? { domainName } : { domainName, domainNameId };
  const domain = await facts.read('apigateway:GetDomainName', which);
  if (!domain) return undefined;
  const choosesByRules = (domain.routingMode ?? 'BASE_PATH_MAPPING_ONLY') !== 'BASE_PATH_MAPPING_ONLY';
  const [mappings, apiMappings, rules] = await Promise.all([
    told(
      facts.read('apigateway:GetBasePathMappings', { ...which, limit: 500 }).then((one) => one?.items ?? []),
    ),
    domainNameId === undefined
      ? told(
          facts
            .read('apigatewayv2:GetApiMappings', { DomainName: domainName })
            .then((one) => one?.Items ?? []),
        )
      : [],
    choosesByRules
      ? told(
          facts
            .read('apigatewayv2:ListRoutingRules', {
              DomainName: domainName,
              ...(domainNameId === undefined ? {} : { DomainNameId: domainNameId }),
            })
            .then((one) => one?.RoutingRules ?? []),
        )
      : [],
  ]);
  return { domain, mappings, apiMappings, rules };
}

/** Asks for an HTTP or WebSocket API; `undefined`: it is not there. */
export async function readHttpApi(facts: Facts, ApiId: string): Promise<HttpApiFacts | undefined> {
  const api = await facts.read('apigatewayv2:GetApi', { ApiId });
  if (!api) return undefined;
  const { $metadata: _, ...own } = api;
  const items = <T>(asked: Promise<{ readonly Items?: T[] } | undefined>) =>
    told(asked.then((one): readonly T[] => one?.Items ?? []));
  const [routes, integrations, authorizers, stages] = await Promise.all([
    items(facts.read('apigatewayv2:GetRoutes', { ApiId })),
    items(facts.read('apigatewayv2:GetIntegrations', { ApiId })),
    items(facts.read('apigatewayv2:GetAuthorizers', { ApiId })),
    items(facts.read('apigatewayv2:GetStages', { ApiId })),
  ]);
  return { api: own, routes, integrations, authorizers, stages };
}

/** Asks for the usage plans of some APIs, or of the stacks, with their keys. */
export async function readUsagePlans(
  facts: Facts,
  planIds: readonly string[],
  apiIds: readonly string[],
): Promise<Read<readonly UsagePlanFacts[]>> {
  if (planIds.length === 0 && apiIds.length === 0) return [];
  const all = await told(
    facts.read('apigateway:GetUsagePlans', { limit: 500 }).then((one) => one?.items ?? []),
  );
  if (!isRead(all)) return all;
  const ours = all.filter(
    ({ id = '', apiStages = [] }) =>
      planIds.includes(id) || apiStages.some(({ apiId = '' }) => apiIds.includes(apiId)),
  );
  return Promise.all(
    ours.map(async (plan) => ({
      plan,
      keys: await told(
        facts
          .read('apigateway:GetUsagePlanKeys', { usagePlanId: plan.id, limit: 500 })
          .then((one) => one?.items ?? []),
      ),
    })),
  );
}
