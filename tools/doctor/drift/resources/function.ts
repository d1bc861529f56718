import { functionNameOf } from '../../../assembly/builders/functions';
import { type LiveDraft, type LiveResource, textOf } from '../live-draft';
import { type FunctionFacts, isRead, type Snapshot, type StackFacts } from '../snapshot';

const type = 'AWS::Lambda::Function';
const permissionType = 'AWS::Lambda::Permission';

/** What CloudFormation notes of its own update comes after Lambda's; a little later is still the same change. */
const sameUpdateMs = 120_000;

/** Functions: their settings and who may call them. Their code stays the assembly's own. */
export function functions(draft: LiveDraft, { functions: read, stacks }: Snapshot): void {
  if (!draft.has(read, [type, permissionType])) return;
  const byName = new Map(read.map((facts) => [facts.configuration.FunctionName ?? '', facts]));
  for (const resource of draft.declaredOf(type)) {
    const facts = byName.get(resource.physical.id ?? '');
    if (!facts) {
      draft.remove(resource);
      continue;
    }
    const { Timeout, MemorySize, Handler, Runtime, VpcConfig, Role } = facts.configuration;
    const subnets = VpcConfig?.SubnetIds ?? [];
    draft.set(resource, {
      ...(Timeout === undefined ? {} : { Timeout }),
      ...(MemorySize === undefined ? {} : { MemorySize }),
      ...(Handler ? { Handler } : {}),
      ...(Runtime ? { Runtime } : {}),
      ...(Role ? { Role } : {}),
      VpcConfig:
        subnets.length > 0 ? { SubnetIds: subnets, SecurityGroupIds: VpcConfig?.SecurityGroupIds ?? [] } : {},
    });
    const doubt = changedSince(facts, stacks, resource.scope.name, resource.logicalId);
    if (doubt)
      draft.mark(`${resource.scope.name}/${resource.logicalId}`, doubt, ['integration', 'authorizer']);
  }
  permissions(draft, byName);
}

/** Code is compared by when it was set: a change after CloudFormation's own is somebody else's. */
function changedSince(
  { configuration }: FunctionFacts,
  stacks: readonly StackFacts[],
  stack: string,
  logicalId: string,
): string | undefined {
  const resources = stacks.find(({ name }) => name === stack)?.resources ?? [];
  const own = isRead(resources) ? resources.find((one) => one.LogicalResourceId === logicalId) : undefined;
  const deployed = own?.LastUpdatedTimestamp && new Date(own.LastUpdatedTimestamp).getTime();
  const changed = Date.parse(configuration.LastModified ?? '');
  if (!deployed || Number.isNaN(changed)) return undefined;
  if (changed <= deployed + sameUpdateMs) return undefined;
  return `its code or settings were changed at ${configuration.LastModified}, after its stack deployed it`;
}

interface Statement {
  readonly Effect?: string;
  readonly Principal?: string | { readonly Service?: string; readonly AWS?: string };
  readonly Action?: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

function permissions(draft: LiveDraft, byName: ReadonlyMap<string, FunctionFacts>): void {
  const unread = new Set<string>();
  const live = [...byName].flatMap(([name, { policy }]): LiveResource[] => {
    const stack = draft.declaredOf(type).find(({ physical }) => physical.id === name)?.scope.name ?? '';
    if (!isRead(policy)) {
      unread.add(name);
      draft.mark(name, policy.notRead, ['integration', 'authorizer']);
      return [];
    }
    return statementsOf(policy)
      .filter(({ Effect }) => Effect === 'Allow')
      .map((statement) => {
        const properties = { FunctionName: name, ...permissionOf(statement) };
        return { key: keyOf(properties), stack, properties };
      });
  });
  draft.put(permissionType, live, (resource) => {
    const target = functionNameOf(textOf(resource, 'FunctionName') ?? '');
    // Of a function that no template declares, or whose policy was not read.
    if (unread.has(target) || !byName.has(target)) return undefined;
    return keyOf({
      FunctionName: target,
      Principal: textOf(resource, 'Principal'),
      Action: textOf(resource, 'Action'),
      SourceArn: textOf(resource, 'SourceArn'),
      SourceAccount: textOf(resource, 'SourceAccount'),
    });
  });
}

function keyOf(one: Readonly<Record<string, string | undefined>>): string {
  return ['FunctionName', 'Principal', 'Action', 'SourceArn', 'SourceAccount']
    .map((name) => one[name] ?? '')
    .join(' ');
}

function statementsOf(policy: string): readonly Statement[] {
  if (policy === '') return [];
  return [(JSON.parse(policy) as { Statement?: Statement | Statement[] }).Statement ?? []].flat();
}

function permissionOf({ Principal, Action, Condition = {} }: Statement): Record<string, string | undefined> {
  const principal = typeof Principal === 'string' ? Principal : (Principal?.Service ?? Principal?.AWS);
  const conditions = Object.values(Condition).flatMap((one) => Object.entries(one));
  const value = (key: string) => conditions.find(([name]) => name.toLowerCase() === key)?.[1];
  const arn = value('aws:sourcearn');
  const account = value('aws:sourceaccount');
  return {
    Principal: principal,
    Action,
    ...(arn === undefined ? {} : { SourceArn: arn }),
    ...(account === undefined ? {} : { SourceAccount: account }),
  };
}
