import {
  type ApiKey,
  isUnknown,
  type Model,
  type PlanStage,
  type Unknown,
  type UsagePlan,
} from '../../assembly/model';
import type { Match } from '../5-gateway';

/** A key as one plan of the stage admits it. */
export interface KeyInPlan {
  readonly key: ApiKey;
  readonly plan: UsagePlan;
  readonly stage: PlanStage;
}

/**
 * The plan by which a key may call a stage; a key can be in one plan for a stage only (DG, usage plans; from memory).
 * `undefined`: none. Unknown: a plan whose keys or stages are not resolved might have it.
 */
export function planOf(model: Model, match: Match, key: ApiKey): KeyInPlan | Unknown | undefined {
  let open: Unknown | undefined;
  for (const plan of model.usagePlans ?? []) {
    const stages = plan.stages.map((stage) => ({ stage, fits: fits(stage, match) }));
    const found = stages.find((one) => one.fits === true)?.stage;
    const maybe = stages.find((one) => isUnknown(one.fits))?.fits as Unknown | undefined;
    if (!found && !maybe) continue;
    const member = plan.keyIds.includes(key.id);
    const doubt = plan.keyIds.find(isUnknown) ?? plan.unresolved?.find(({ where }) => !where.property);
    if (member && found) return { key, plan, stage: found };
    open ??= member ? maybe : doubt;
  }
  return open;
}

/** Whether any plan is, or may be, of the stage. */
export function hasPlan(model: Model, match: Match): boolean {
  return (model.usagePlans ?? []).some(({ stages }) => stages.some((stage) => fits(stage, match) !== false));
}

function fits({ apiId, stage }: PlanStage, match: Match): boolean | Unknown {
  if (!isUnknown(apiId) && apiId !== match.api.id) return false;
  if (!isUnknown(stage) && stage !== match.stage.name) return false;
  if (isUnknown(apiId)) return apiId;
  return isUnknown(stage) ? stage : true;
}
