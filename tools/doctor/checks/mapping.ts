import type { Check } from '../check';
import { type Draft, each, NotKnown, pass, stop } from '../finding';
import { eachDomain } from './custom-domain';
import { apiAt, stageNameOf } from './held-api';

interface Mapping {
  readonly path: string;
  readonly api?: string;
  readonly stage?: string;
}

const mappings: Check = {
  name: 'mapping',
  hop: 'gateway',
  asks: 'Does every base path of a host lead to its API and stage?',
  reads: ['apigateway:GetBasePathMappings', 'apigatewayv2:GetApiMappings'],
  run: async (ward) =>
    eachDomain(ward, async ({ host, at, which }) => {
      const { facts, env } = ward;
      const found = new Map((await seen(host.kind === 'rest')).map((one) => [one.path, one]));
      const apis = env.config.apis.filter((api) => api.host.toLowerCase() === host.name);
      return each(
        apis,
        ({ name }) => name,
        (api): Draft => {
          const { id, where } = apiAt(ward, api);
          const one = found.get(api.basePath);
          const path = api.basePath === '' ? 'the whole host' : `base path "${api.basePath}"`;
          const stage = stageNameOf(api);
          const details = { where: [at.where, where], evidence: { mapping: one, api: id, stage } };
          const subject = `${host.name}/${api.basePath}`;
          if (!one) return stop('NO_MAPPING_MATCHES', subject, `${path} is not mapped`, details);
          if (one.api !== id || one.stage !== stage)
            return stop(
              'MAPPING_LEADS_ELSEWHERE',
              subject,
              `${path} leads to ${one.api}/${one.stage}, not to ${api.name} (${id}/${stage})`,
              details,
            );
          return pass(subject, `${path} leads to ${api.name}, stage ${stage}`, details);
        },
      );

      async function seen(isRest: boolean): Promise<readonly Mapping[]> {
        if (isRest) {
          const answer = await facts.read('apigateway:GetBasePathMappings', { ...which, limit: 500 });
          if (!answer) throw missing();
          return (answer.items ?? []).map(({ basePath, restApiId, stage }) => ({
            path: basePath === '(none)' ? '' : (basePath ?? ''),
            api: restApiId,
            stage,
          }));
        }
        const answer = await facts.read('apigatewayv2:GetApiMappings', { DomainName: host.name });
        if (!answer) throw missing();
        return (answer.Items ?? []).map(({ ApiMappingKey = '', ApiId, Stage }) => ({
          path: ApiMappingKey,
          api: ApiId,
          stage: Stage,
        }));
      }

      function missing(): NotKnown {
        return new NotKnown('RESOURCE_MISSING', `there is no custom domain ${host.name}`, {
          where: [at.where],
        });
      }
    }),
};

export const mappingChecks: readonly Check[] = [mappings];
