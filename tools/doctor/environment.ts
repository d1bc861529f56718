import type { Stack, StackResourceSummary } from '@aws-sdk/client-cloudformation';
import type { LoadedConfig, ParsedConfig } from '../../stacks/config';
import { KitError } from '../kit-error';
import { NotKnown } from './finding';
import type { Facts } from './read';
import { type ExpectedStack, expectedStacks } from './stacks';

/** A resource of a deployed stack, or one that hybrid.yaml names. */
export interface Located {
  /** Physical id, as CloudFormation's Ref has it. */
  readonly id: string;
  /** `stack/LogicalId`, or a line of hybrid.yaml. */
  readonly where: string;
}

/** What became of a stack. */
export type DeployedStack = ExpectedStack &
  (
    | {
        readonly state: 'there';
        readonly status: string;
        readonly outputs: Readonly<Record<string, string>>;
        readonly resources: readonly StackResourceSummary[];
      }
    | { readonly state: 'missing' }
    /** In an account that the caller does not see. */
    | { readonly state: 'elsewhere' }
    | { readonly state: 'unknown'; readonly why: NotKnown }
  );

/** A deployed environment as its file and its stacks tell it. */
export interface Environment {
  readonly config: LoadedConfig['config'];
  /** Line of a setting of hybrid.yaml. */
  readonly place: ParsedConfig['place'];
  readonly region: string;
  readonly partition: string;
  /** Of the caller; undefined: STS does not tell. */
  readonly account?: string;
  readonly stacks: readonly DeployedStack[];
}

/** The partition that a region is in (aws-facts §3.4: ARNs begin with it). */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  return 'aws';
}

/**
 * Finds the stacks of an environment: one call for each, and one more for its resources, all at once.
 * @throws KitError for credentials of an account that hybrid.yaml does not name
 */
export async function findEnvironment(
  { config, place }: Pick<LoadedConfig, 'config' | 'place'>,
  facts: Facts,
): Promise<Environment> {
  const identity = facts.read('sts:GetCallerIdentity', {}).catch(unlessKnown);
  const looked = Promise.all(
    expectedStacks(config).map((expected) => findStack(expected, config, identity, facts)),
  );
  const [who, stacks] = await Promise.all([identity, looked]);
  const account = who instanceof NotKnown ? accountOf(stacks) : who?.Account;
  const unreachable = [who, ...stacks.map((stack) => (stack.state === 'unknown' ? stack.why : stack))];
  if (unreachable.every((one) => one instanceof NotKnown && one.code === 'READ_FAILED'))
    throw new KitError({
      code: 'DOCTOR_UNREACHABLE',
      what: `no AWS endpoint of ${config.region} answers: ${(who as NotKnown).message}`,
      where: place(['region']),
      fix: 'check region, AWS_ENDPOINT_URL, the proxy, and the way to the internet or to VPC endpoints',
    });
  return { config, place, region: config.region, partition: partitionOf(config.region), account, stacks };
}

function unlessKnown(error: unknown): NotKnown {
  if (error instanceof NotKnown) return error;
  throw error;
}

function accountOf(stacks: readonly DeployedStack[]): string | undefined {
  for (const stack of stacks)
    if (stack.state === 'there')
      for (const { PhysicalResourceId: id } of stack.resources) {
        const account = id?.startsWith('arn:') ? id.split(':')[4] : '';
        if (account) return account;
      }
  return undefined;
}

/** The accounts that the file names; empty: whichever the credentials are of. */
function namedAccounts({ account, accounts }: Environment['config']): readonly string[] {
  if (accounts) return [accounts.hub.id, ...Object.values(accounts.apis).map(({ id }) => id)];
  return account === undefined ? [] : [account];
}

async function findStack(
  expected: ExpectedStack,
  config: Environment['config'],
  identity: Promise<{ Account?: string } | undefined | NotKnown>,
  facts: Facts,
): Promise<DeployedStack> {
  const named = namedAccounts(config);
  if (named.length > 0) {
    const who = await identity;
    const caller = who instanceof NotKnown ? undefined : who?.Account;
    if (caller !== undefined && !named.includes(caller))
      throw new KitError({
        code: 'DOCTOR_WRONG_ACCOUNT',
        what: `the credentials are of account ${caller}; the environment "${config.name}" is in ${named.join(', ')}`,
        where: 'credentials',
        fix: 'name a profile of that account by --profile, or correct the account in hybrid.yaml',
      });
    if (caller !== undefined && (expected.account ?? named[0]) !== caller)
      return { ...expected, state: 'elsewhere' };
  }
  const StackName = expected.name;
  try {
    const [described, listed] = await Promise.all([
      facts.read('cloudformation:DescribeStacks', { StackName }),
      facts.read('cloudformation:ListStackResources', { StackName }),
    ]);
    const stack: Stack | undefined = described?.Stacks?.[0];
    if (!stack || stack.StackStatus === 'DELETE_COMPLETE') return { ...expected, state: 'missing' };
    return {
      ...expected,
      state: 'there',
      status: stack.StackStatus ?? 'not told',
      outputs: Object.fromEntries(
        (stack.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
      ),
      resources: listed?.StackResourceSummaries ?? [],
    };
  } catch (error) {
    return { ...expected, state: 'unknown', why: unlessKnown(error) };
  }
}

/** An account in words; the hub has no number of its own among the stacks. */
export function accountName(account: string | undefined): string {
  return account === undefined ? 'the account of the hub' : `account ${account}`;
}

type ThereStack = Extract<DeployedStack, { state: 'there' }>;

/**
 * A stack that is there.
 * @throws NotKnown where it is missing, in another account, or CloudFormation does not tell
 */
export function stackOf({ stacks }: Environment, part: string): ThereStack {
  const stack = stacks.find((one) => one.part === part);
  if (stack?.state === 'there') return stack;
  if (stack?.state === 'unknown') throw stack.why;
  const { name = part, account } = stack ?? {};
  if (stack?.state === 'elsewhere')
    throw new NotKnown('OTHER_ACCOUNT_NOT_READ', `stack ${name} is in ${accountName(account)}`);
  throw new NotKnown('STACK_MISSING', `stack ${name} is not there`);
}

/**
 * Resources of a type in a stack, by the id of their construct where several are of one type: the logical id without
 * the eight characters that CDK adds.
 * @throws NotKnown as `stackOf`
 */
export function resourcesOf(
  env: Environment,
  part: string,
  type: string,
  construct?: string,
): readonly Located[] {
  const { name, resources } = stackOf(env, part);
  return resources
    .filter((one) => one.ResourceType === type)
    .filter(({ LogicalResourceId: id = '' }) => construct === undefined || id.slice(0, -8) === construct)
    .flatMap(({ PhysicalResourceId: id, LogicalResourceId }) =>
      id ? [{ id, where: `${name}/${LogicalResourceId}` }] : [],
    );
}

/**
 * The one resource of a type in a stack.
 * @throws NotKnown where there is none, or as `stackOf`
 */
export function resourceOf(env: Environment, part: string, type: string, construct?: string): Located {
  const [found] = resourcesOf(env, part, type, construct);
  if (found) return found;
  const { name } = stackOf(env, part);
  throw new NotKnown('RESOURCE_MISSING', `stack ${name} has no ${construct ?? ''} of type ${type}`, {
    where: [name],
  });
}
