import { CfnApiKey, CfnUsagePlan, CfnUsagePlanKey } from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import type { ApiKeyConfig, UsagePlanConfig } from '../config-schema';

export interface PlannedStage {
  readonly apiId: string;
  readonly stageName: string;
}

export interface UsagePlanProps {
  /** Name in API Gateway. */
  readonly name: string;
  readonly plan: UsagePlanConfig;
  readonly stages: readonly PlannedStage[];
  /** Of the plan's keys. */
  readonly keyIds: Readonly<Record<string, string>>;
}

/** Which keys may call which stages, and how much. */
export class UsagePlan extends Construct {
  constructor(scope: Construct, id: string, { name, plan, stages, keyIds }: UsagePlanProps) {
    super(scope, id);
    const { throttle, quota } = plan;
    const resource = new CfnUsagePlan(this, 'Resource', {
      usagePlanName: name,
      apiStages: stages.map(({ apiId, stageName }) => ({ apiId, stage: stageName })),
      throttle,
      quota: quota && { limit: quota.limit, period: quota.period.toUpperCase() },
    });
    for (const [key, keyId] of Object.entries(keyIds)) {
      new CfnUsagePlanKey(this, `Key-${key}`, { keyId, keyType: 'API_KEY', usagePlanId: resource.ref });
    }
  }
}

/**
 * An API key. Its value is made by API Gateway, or fetched from Secrets Manager when the stack is deployed: it stands
 * in no template. It is no secret that protects anything by itself: keys meter callers, they do not authenticate them.
 */
export class ApiKey extends Construct {
  readonly keyId: string;

  constructor(scope: Construct, id: string, { secret, enabled = true }: Partial<ApiKeyConfig>) {
    super(scope, id);
    const resource = new CfnApiKey(this, 'Resource', {
      name: id,
      enabled,
      ...(secret === undefined ? {} : { value: `{{resolve:secretsmanager:${secret}:SecretString}}` }),
    });
    this.keyId = resource.ref;
  }
}
