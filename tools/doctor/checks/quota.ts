import type { Ward } from '../check';
import { type Details, type Draft, each, pass, remark, stop } from '../finding';
import type { ServiceQuota } from '../reads/quota-codes';

/** From this part of a quota on one is warned. */
const nearly = 0.8;

/** How much there may be, and who says so. */
export interface Limit {
  readonly value: number;
  readonly from: string;
}

/** What is counted. */
export interface Usage {
  /** What the quota is of: an id, a host, the account. */
  readonly subject: string;
  /** In words that follow a number: `interface endpoints in the VPC`. */
  readonly what: string;
  readonly used: number;
  readonly where?: Details['where'];
}

/** A quota against what is used of it. */
export function judgeQuota({ subject, what, used, where }: Usage, limit: Limit): Draft {
  const details = { evidence: { used, limit: limit.value, from: limit.from }, where };
  const said = `${used} of ${limit.value} ${what}`;
  if (used >= limit.value) return stop('QUOTA_USED', subject, said, details);
  if (used >= nearly * limit.value) return remark('QUOTA_NEARLY_USED', subject, said, details);
  return pass(subject, said, details);
}

/** Each question by itself: one that can't be answered leaves the others. */
export function all(subject: string, questions: readonly (() => Promise<readonly Draft[] | Draft>)[]) {
  return each(
    questions,
    () => subject,
    (question) => question(),
  );
}

/**
 * What AWS applies in this account and region. It keeps the values of some quotas only; for the others what hybrid.yaml
 * states under quotas, or AWS's own default.
 * @param key of `quotas` of hybrid.yaml, where it may state a raised one
 * @throws NotKnown where it can't be read
 */
export async function serviceLimit(
  { env, facts }: Ward,
  { service, code }: ServiceQuota,
  byDefault: number,
  key?: keyof NonNullable<Ward['env']['config']['quotas']>,
): Promise<Limit> {
  const answer = await facts.read('quotas:GetServiceQuota', { ServiceCode: service, QuotaCode: code });
  const applied = answer?.Quota?.Value;
  if (applied !== undefined) return { value: applied, from: `Service Quotas ${code}` };
  return statedLimit(env, byDefault, key);
}

/** Of quotas that no service tells. */
export function statedLimit(
  { config, place }: Ward['env'],
  byDefault: number,
  key?: keyof NonNullable<Ward['env']['config']['quotas']>,
): Limit {
  const stated = key === undefined ? undefined : config.quotas?.[key];
  if (stated !== undefined && key !== undefined) return { value: stated, from: place(['quotas', key]) };
  return { value: byDefault, from: 'AWS default' };
}

/**
 * What Elastic Load Balancing applies, by its own name of the limit.
 * @throws NotKnown where it can't be read
 */
export async function balancingLimit({ facts }: Ward, name: string, byDefault: number): Promise<Limit> {
  const answer = await facts.read('elbv2:DescribeAccountLimits', {});
  const max = answer?.Limits?.find((one) => one.Name === name)?.Max;
  if (max !== undefined) return { value: Number(max), from: `Elastic Load Balancing ${name}` };
  return { value: byDefault, from: 'AWS default' };
}
