import type { HopName } from '../../path/hop';
import type { Check } from '../check';
import { accountName, type DeployedStack } from '../environment';
import { each, NotKnown, notApplicable, pass, remark, stop } from '../finding';

/** The calls by which the environment itself is found; every run makes them. */
export const discovery = [
  'sts:GetCallerIdentity',
  'cloudformation:DescribeStacks',
  'cloudformation:ListStackResources',
] as const;

/** The hop that stops without a stack. */
function partsOf(hop: HopName): (part: string) => boolean {
  const isNetwork = (part: string) => ['network', 'on-premises', 'fleet', 'canary'].includes(part);
  const isFront = (part: string) => part === 'front-door' || part.startsWith('name-');
  const isBehind = (part: string) => part === 'backends' || part === 'links';
  if (hop === 'network') return isNetwork;
  if (hop === 'load-balancer') return isFront;
  if (hop === 'integration') return isBehind;
  return (part) => !isNetwork(part) && !isFront(part) && !isBehind(part);
}

function judge(stack: DeployedStack, region: string, account: string | undefined) {
  const { name } = stack;
  if (stack.state === 'unknown') throw stack.why;
  if (stack.state === 'elsewhere')
    throw new NotKnown('OTHER_ACCOUNT_NOT_READ', `it is in ${accountName(stack.account)}`);
  if (stack.state === 'missing')
    return stop(
      'STACK_MISSING',
      name,
      `there is no stack ${name} in ${account ?? 'the account'}, ${region}`,
      {
        fix: `npx cdk deploy ${name}`,
      },
    );
  const { status } = stack;
  const details = { evidence: { status } };
  if (/_FAILED$|^ROLLBACK_COMPLETE$/.test(status))
    return stop('STACK_NOT_SETTLED', name, `its status is ${status}`, details);
  // After UPDATE_ROLLBACK_COMPLETE the stack is whole, and not what the last deployment wanted.
  if (status.endsWith('_IN_PROGRESS') || status === 'UPDATE_ROLLBACK_COMPLETE')
    return remark('STACK_NOT_SETTLED', name, `its status is ${status}`, details);
  return pass(name, `its status is ${status}`, details);
}

const ofHop = (hop: 'network' | 'load-balancer' | 'gateway' | 'integration'): Check => ({
  name: `stacks-${hop}`,
  hop,
  asks: `Are the stacks of the hop ${hop} deployed, and their last operation a success?`,
  reads: discovery,
  run: async ({ env }) => {
    const isOf = partsOf(hop);
    const stacks = env.stacks.filter(({ part }) => isOf(part));
    if (stacks.length === 0) return [notApplicable(env.config.name, `it has no stack of the hop ${hop}`)];
    return each(
      stacks,
      ({ name }) => name,
      (stack) => judge(stack, env.region, env.account),
    );
  },
});

export const stackChecks: readonly Check[] = (
  ['network', 'load-balancer', 'gateway', 'integration'] as const
).map(ofHop);
