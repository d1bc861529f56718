import type { Check } from '../check';
import { each, pass, remark, stop } from '../finding';
import { apiAt, eachRestApi, restApiReads, stageNameOf } from './held-api';

const type: Check = {
  name: 'api-type',
  hop: 'gateway',
  asks: 'Is every REST API private, and its default endpoint off?',
  reads: restApiReads,
  run: async (ward) =>
    eachRestApi(ward, ({ name }, { id, where }, found) => {
      const types = found.endpointConfiguration?.types ?? [];
      const details = {
        where: [where],
        evidence: { id, types, defaultEndpointOff: found.disableExecuteApiEndpoint },
      };
      if (!types.includes('PRIVATE'))
        return stop('API_NOT_PRIVATE', name, `it is of type ${types.join(', ') || 'EDGE'}`, details);
      if (found.disableExecuteApiEndpoint !== true)
        return remark(
          'DEFAULT_ENDPOINT_ON',
          name,
          `${id}.execute-api answers besides its custom name`,
          details,
        );
      return pass(name, 'it is private, and its custom name is the only way in', details);
    }),
};

const stage: Check = {
  name: 'api-stage',
  hop: 'gateway',
  asks: 'Is the stage of every API there, with a deployment?',
  reads: ['apigateway:GetStages', 'apigatewayv2:GetStages'],
  run: async (ward) =>
    each(
      ward.env.config.apis,
      ({ name }) => name,
      async (api) => {
        const { id, where } = apiAt(ward, api);
        const stages = await stagesOf(ward, id, api.kind);
        const details = { where: [where], evidence: { id, stages: stages.map(({ name }) => name) } };
        const wanted = stageNameOf(api);
        const found = stages.find(({ name }) => name === wanted);
        if (!found) return stop('STAGE_NOT_FOUND', api.name, `it has no stage ${wanted}`, details);
        if (found.deployment === undefined)
          return stop('STAGE_NOT_FOUND', api.name, `stage ${wanted} has no deployment`, details);
        return pass(api.name, `stage ${wanted} serves deployment ${found.deployment}`, details);
      },
    ),
};

interface SeenStage {
  readonly name?: string;
  readonly deployment?: string;
}

async function stagesOf(
  { facts }: Parameters<Check['run']>[0],
  id: string,
  kind: 'rest' | 'http' | 'websocket',
): Promise<readonly SeenStage[]> {
  if (kind === 'rest') {
    const answer = await facts.read('apigateway:GetStages', { restApiId: id });
    return (answer?.item ?? []).map((one) => ({ name: one.stageName, deployment: one.deploymentId }));
  }
  const answer = await facts.read('apigatewayv2:GetStages', { ApiId: id });
  return (answer?.Items ?? []).map((one) => ({
    name: one.StageName,
    // One that deploys by itself has its deployment once something is in it.
    deployment: one.DeploymentId ?? (one.AutoDeploy ? 'automatic' : undefined),
  }));
}

export const apiChecks: readonly Check[] = [type, stage];
