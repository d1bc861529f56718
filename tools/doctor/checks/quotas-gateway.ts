import { defaultQuotas, otherQuotas } from '../../../stacks/config-schema';
import type { Check, Ward } from '../check';
import { resourcesOf } from '../environment';
import { type Draft, each, NotKnown, notApplicable } from '../finding';
import { waysOf } from '../places';
import { serviceQuotas } from '../reads/quota-codes';
import { hostsOf, stackOfHost } from '../stacks';
import { all, judgeQuota, serviceLimit, statedLimit } from './quota';

const gateway: Check = {
  name: 'quotas-gateway',
  hop: 'gateway',
  asks: 'How much is left of private APIs, custom domains, access associations and resources of each API?',
  reads: [
    'apigateway:GetRestApis',
    'apigateway:GetDomainNames',
    'apigateway:GetDomainNameAccessAssociations',
    'apigateway:GetResources',
    'quotas:GetServiceQuota',
  ],
  run: async (ward) => {
    const { env, facts } = ward;
    const account = env.account ?? env.config.name;
    const domains = async (isPrivate: boolean) =>
      ((await facts.read('apigateway:GetDomainNames', {}))?.items ?? []).filter(
        ({ endpointConfiguration }) => (endpointConfiguration?.types ?? []).includes('PRIVATE') === isPrivate,
      ).length;
    const ofAccount = async (
      key: keyof typeof serviceQuotas,
      what: string,
      byDefault: number,
      counting: Promise<number>,
    ) => {
      const stated = key in defaultQuotas ? (key as keyof typeof defaultQuotas) : undefined;
      const limiting = serviceLimit(ward, serviceQuotas[key], byDefault, stated);
      const [used, limit] = await Promise.all([counting, limiting]);
      return judgeQuota({ subject: account, what, used }, limit);
    };
    const kinds = new Set(waysOf(env).map((way) => way.domains));
    const ofPublicDomains = () =>
      ofAccount(
        'publicCustomDomains',
        'public custom domains in the region',
        defaultQuotas.publicCustomDomains,
        domains(false),
      );
    const ofPrivateDomains = () =>
      ofAccount(
        'privateCustomDomains',
        'private custom domains in the region',
        defaultQuotas.privateCustomDomains,
        domains(true),
      );
    const ofAssociations = () =>
      ofAccount(
        'accessAssociations',
        'access associations in the account',
        otherQuotas.accessAssociations,
        facts
          .read('apigateway:GetDomainNameAccessAssociations', {})
          .then((answer) => answer?.items?.length ?? 0),
      );
    return all(account, [
      () =>
        ofAccount(
          'privateApis',
          'private APIs in the region',
          otherQuotas.privateApis,
          privateApis(ward).then((list) => list.length),
        ),
      ...(kinds.has('public') ? [ofPublicDomains] : []),
      ...(kinds.has('private') ? [ofPrivateDomains, ofAssociations] : []),
      () =>
        eachApi(ward, async ({ id, where }) => {
          const resources = await facts.read('apigateway:GetResources', { restApiId: id, limit: 500 });
          const limit = await serviceLimit(
            ward,
            serviceQuotas.resourcesPerApi,
            defaultQuotas.resourcesPerApi,
            'resourcesPerApi',
          );
          return judgeQuota(
            {
              subject: id,
              what: 'resources of the API',
              used: resources?.items?.length ?? 0,
              where: [where],
            },
            limit,
          );
        }),
    ]);
  },
};

async function privateApis({ facts }: Ward) {
  const apis = (await facts.read('apigateway:GetRestApis', { limit: 500 }))?.items ?? [];
  return apis.filter(({ endpointConfiguration }) => endpointConfiguration?.types?.includes('PRIVATE'));
}

/** Every REST API of the environment. */
async function eachApi(
  { env }: Ward,
  check: (api: { readonly id: string; readonly where: string }) => Promise<Draft>,
): Promise<readonly Draft[]> {
  const hosts = hostsOf(env.config).filter(({ kind }) => kind === 'rest');
  return each(
    hosts,
    ({ name }) => name,
    async (host) => {
      const apis = resourcesOf(env, stackOfHost(env.config, host).apis, 'AWS::ApiGateway::RestApi');
      return each(apis, ({ id }) => id, check);
    },
  );
}

/** API Gateway gives policies back with their quotes escaped, as the inside of a JSON text. */
const unescaped = (policy: string) => policy.replace(/\\"/g, '"');

const policies: Check = {
  name: 'quotas-policy',
  hop: 'policy',
  asks: 'How much is left of the length of each API’s resource policy?',
  reads: ['apigateway:GetRestApis'],
  run: async (ward) => {
    if (!hostsOf(ward.env.config).some(({ kind }) => kind === 'rest'))
      return [notApplicable(ward.env.config.name, 'it has no private API')];
    // Service Quotas does not keep this one.
    const limit = statedLimit(ward.env, defaultQuotas.resourcePolicyCharacters, 'resourcePolicyCharacters');
    return eachApi(ward, async ({ id, where }) => {
      const api = (await privateApis(ward)).find((one) => one.id === id);
      if (!api) throw new NotKnown('RESOURCE_MISSING', `there is no private API ${id}`, { where: [where] });
      const used = unescaped(api.policy ?? '').length;
      return judgeQuota(
        { subject: id, what: 'characters of the resource policy', used, where: [where] },
        limit,
      );
    });
  },
};

export const gatewayQuotaChecks: readonly Check[] = [gateway, policies];
