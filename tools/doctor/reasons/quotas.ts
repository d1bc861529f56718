import type { Reason } from '../../path/hop';

/** Of quotas; the finding names the hop. */
export const quotaReasons = {
  QUOTA_NEARLY_USED: {
    hop: 'gateway',
    means: 'Four fifths of a quota of the account, the VPC, the zone, the load balancer or the API are used.',
    fix: 'Have the quota raised in Service Quotas before the next deployments, or use less of it.',
  },
  QUOTA_USED: {
    hop: 'gateway',
    means: 'A quota is used up: calls go on, and the next deployment that needs one more fails.',
    fix: 'Have the quota raised in Service Quotas, or use less of it.',
  },
} as const satisfies Record<string, Reason>;
