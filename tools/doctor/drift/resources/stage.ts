import type { Stage } from '@aws-sdk/client-api-gateway';
import { type LiveDraft, type LiveResource, textOf } from '../live-draft';
import { isRead, type Snapshot } from '../snapshot';

const stageType = 'AWS::ApiGateway::Stage';
const deploymentType = 'AWS::ApiGateway::Deployment';

/** Stages, each with the deployment that it serves now. */
export function stages(draft: LiveDraft, { restApis: read }: Snapshot): void {
  if (!draft.has(read, [stageType, deploymentType])) return;
  const live: LiveResource[] = [];
  const deployments: LiveResource[] = [];
  const unread = new Set<string>();
  for (const { api, stages: found } of read) {
    const id = api.id ?? '';
    const stack =
      draft.declaredOf('AWS::ApiGateway::RestApi').find(({ physical }) => physical.id === id)?.scope.name ??
      '';
    if (!isRead(found)) {
      unread.add(id);
      draft.mark(id, found.notRead, ['gateway', 'policy']);
      continue;
    }
    for (const { stage, export: exported } of found) {
      const deployment = stage.deploymentId ?? '';
      if (!isRead(exported))
        draft.mark(`${id}/${stage.stageName}`, `what the stage serves: ${exported.notRead}`, [
          'gateway',
          'policy',
          'authorizer',
          'integration',
        ]);
      live.push({ key: `${id} ${stage.stageName}`, stack, properties: stageOf(id, stage) });
      if (!deployments.some(({ key }) => key === deployment))
        deployments.push({
          key: deployment,
          stack,
          properties: { RestApiId: id },
          physical: { id: deployment },
        });
    }
  }
  const isUnread = (api: string | undefined) => api !== undefined && unread.has(api);
  draft.put(stageType, live, (resource) => {
    const api = textOf(resource, 'RestApiId');
    if (!isUnread(api)) return `${api} ${textOf(resource, 'StageName')}`;
    draft.leaveOne(resource, 'the stages of its API were not read');
    return undefined;
  });
  draft.put(deploymentType, deployments, (resource) => {
    if (!isUnread(textOf(resource, 'RestApiId'))) return resource.physical.id ?? '';
    draft.confirm(resource);
    return undefined;
  });
}

function stageOf(api: string, { stageName, deploymentId, variables = {}, methodSettings = {} }: Stage) {
  return {
    RestApiId: api,
    StageName: stageName,
    DeploymentId: deploymentId,
    ...(Object.keys(variables).length > 0 ? { Variables: variables } : {}),
    MethodSettings: Object.entries(methodSettings).map(([key, setting]) => {
      const slash = key.lastIndexOf('/');
      return {
        // `*/*` for all, `~1orders/GET` for one: of a template `/*` and `/~1orders` (CFN-spec, MethodSetting).
        ResourcePath: `/${key.slice(0, slash)}`,
        HttpMethod: key.slice(slash + 1),
        ThrottlingBurstLimit: setting.throttlingBurstLimit,
        ThrottlingRateLimit: setting.throttlingRateLimit,
      };
    }),
  };
}
