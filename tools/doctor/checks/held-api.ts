import type { RestApi } from '@aws-sdk/client-api-gateway';
import type { HybridConfig } from '../../../stacks/config-schema';
import type { Check, Ward } from '../check';
import type { Located } from '../environment';
import { resourceOf } from '../environment';
import { type Draft, each, NotKnown, notApplicable } from '../finding';
import { hostsOf, stackOfHost } from '../stacks';

export type Api = HybridConfig['apis'][number];

/** Where an API of hybrid.yaml is. @throws NotKnown where it can't be told */
export function apiAt({ env }: Ward, api: Api): Located {
  const host = hostsOf(env.config).find(({ name }) => name === api.host.toLowerCase());
  const { apis } = stackOfHost(env.config, host ?? { name: api.host, kind: api.kind });
  const type = api.kind === 'rest' ? 'AWS::ApiGateway::RestApi' : 'AWS::ApiGatewayV2::Api';
  // CDK takes what is no letter or digit out of a construct's id.
  return resourceOf(env, apis, type, `Api${api.name.replace(/[^A-Za-z0-9]/g, '')}`);
}

/** The stage that an API is served by: an HTTP API has one that deploys by itself, whatever the file says. */
export function stageNameOf({ kind, stage }: Pick<Api, 'kind' | 'stage'>): string {
  return kind === 'http' ? '$default' : stage;
}

/** REST APIs of the environment, each by itself; where there is none, the check does not apply. */
export async function eachRestApi(
  ward: Ward,
  check: (
    api: Api,
    at: Located,
    found: RestApi,
  ) => Promise<readonly Draft[] | Draft> | readonly Draft[] | Draft,
): Promise<readonly Draft[]> {
  const apis = ward.env.config.apis.filter(({ kind }) => kind === 'rest');
  if (apis.length === 0) return [notApplicable(ward.env.config.name, 'it has no REST API')];
  return each(
    apis,
    ({ name }) => name,
    async (api) => {
      const at = apiAt(ward, api);
      const found = await ward.facts.read('apigateway:GetRestApi', { restApiId: at.id });
      if (!found) throw new NotKnown('RESOURCE_MISSING', `there is no API ${at.id}`, { where: [at.where] });
      return check(api, at, found);
    },
  );
}

export const restApiReads = ['apigateway:GetRestApi'] as const satisfies Check['reads'];
