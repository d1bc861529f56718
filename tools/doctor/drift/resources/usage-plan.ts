import type { UsagePlan } from '@aws-sdk/client-api-gateway';
import { type LiveDraft, type LiveResource, textOf } from '../live-draft';
import type { Properties } from '../properties';
import { isRead, type Snapshot } from '../snapshot';

const keyType = 'AWS::ApiGateway::ApiKey';
const planType = 'AWS::ApiGateway::UsagePlan';
const memberType = 'AWS::ApiGateway::UsagePlanKey';

/** API keys, whose values are not read, and the usage plans of the APIs with their limits and keys. */
export function usagePlans(draft: LiveDraft, { apiKeys, usagePlans: read }: Snapshot): void {
  if (draft.has(apiKeys, [keyType])) {
    const enabled = new Map(apiKeys.map((one) => [one.id, one.enabled ?? false]));
    for (const resource of draft.declaredOf(keyType)) {
      const Enabled = enabled.get(resource.physical.id);
      if (Enabled === undefined) draft.remove(resource);
      else draft.set(resource, { Enabled });
    }
  }
  if (!draft.has(read, [planType, memberType])) return;
  const stack = (id: string | undefined) =>
    draft.declaredOf(planType).find(({ physical }) => physical.id === id)?.scope.name ?? '';
  draft.put(
    planType,
    read.map(({ plan }) => ({
      key: plan.id ?? '',
      stack: stack(plan.id),
      properties: propertiesOf(plan),
      physical: { id: plan.id },
    })),
  );
  const unread = new Set<string | undefined>();
  const members = read.flatMap(({ plan: { id: UsagePlanId }, keys }): LiveResource[] => {
    if (!isRead(keys)) {
      unread.add(UsagePlanId);
      draft.mark(UsagePlanId ?? '', keys.notRead, ['authorizer']);
      return [];
    }
    return keys.map(({ id: KeyId }) => ({
      key: `${UsagePlanId} ${KeyId}`,
      stack: stack(UsagePlanId),
      properties: { UsagePlanId, KeyId, KeyType: 'API_KEY' },
    }));
  });
  draft.put(memberType, members, (resource) => {
    const plan = textOf(resource, 'UsagePlanId');
    if (!unread.has(plan)) return `${plan} ${textOf(resource, 'KeyId')}`;
    draft.leaveOne(resource, 'the keys of its plan were not read');
    return undefined;
  });
}

function propertiesOf({ name, apiStages = [], throttle, quota }: UsagePlan): Properties {
  const limits = (one: { readonly rateLimit?: number; readonly burstLimit?: number }) => ({
    RateLimit: one.rateLimit,
    BurstLimit: one.burstLimit,
  });
  return {
    UsagePlanName: name,
    ApiStages: apiStages.map(({ apiId, stage, throttle: own = {} }) => ({
      ApiId: apiId,
      Stage: stage,
      ...(Object.keys(own).length > 0
        ? { Throttle: Object.fromEntries(Object.entries(own).map(([path, one]) => [path, limits(one)])) }
        : {}),
    })),
    ...(throttle ? { Throttle: limits(throttle) } : {}),
    ...(quota ? { Quota: { Limit: quota.limit, Offset: quota.offset ?? 0, Period: quota.period } } : {}),
  };
}
