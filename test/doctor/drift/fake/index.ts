import { type Assembly, buildModel } from '../../../../tools/assembly';
import type { Model } from '../../../../tools/assembly/model';
import { standIns } from '../../../../tools/assembly/stand-ins';
import { World } from '../../../../tools/assembly/world';
import type { Snapshot } from '../../../../tools/doctor/drift/snapshot';
import { frontDoorFacts, propertiesOf } from './front-door';
import { gatewayFacts } from './gateway';
import { networkFacts } from './network';

/**
 * What AWS would answer if these templates were deployed, with ids and addresses of its own.
 * @param before what was deployed last where API Gateway was told nothing since: stages export that
 */
export function factsOf(assembly: Assembly, before: Assembly = assembly): Snapshot {
  const model = buildModel(assembly);
  const world = new World(assembly);
  const served = buildModel(before);
  const facts: Snapshot = {
    region: 'eu-west-1',
    account: model.account,
    stacks: world.scopes.map(({ name, resources }) => ({
      name,
      resources: [...resources.values()].map((one) => ({
        LogicalResourceId: one.logicalId,
        PhysicalResourceId: one.key,
        ResourceType: one.type,
        LastUpdatedTimestamp: undefined,
        ResourceStatus: 'CREATE_COMPLETE' as const,
      })),
    })),
    ...networkFacts(model, world),
    ...frontDoorFacts(model, world),
    ...gatewayFacts(model, world, served),
    functions: functionsOf(model, world),
  };
  return renamed(facts, world, model, JSON.stringify(assembly.stacks.map(({ template }) => template)));
}

function functionsOf(model: Model, world: World): Snapshot['functions'] {
  return world.ofType('AWS::Lambda::Function').map((one) => {
    const { Timeout, MemorySize, Handler, Runtime, VpcConfig, Role } = propertiesOf(one);
    const permissions = model.functions.find(({ name }) => name === one.key)?.permissions ?? [];
    const Statement = permissions.map(({ principal, action, sourceArn, sourceAccount }) => ({
      Effect: 'Allow',
      Principal: /^\d{12}$/.test(String(principal)) ? { AWS: principal } : { Service: principal },
      Action: action,
      ...(sourceArn === undefined && sourceAccount === undefined
        ? {}
        : {
            Condition: {
              ...(sourceArn === undefined ? {} : { ArnLike: { 'AWS:SourceArn': sourceArn } }),
              ...(sourceAccount === undefined
                ? {}
                : { StringEquals: { 'AWS:SourceAccount': sourceAccount } }),
            },
          }),
    }));
    return {
      configuration: { FunctionName: one.key, Timeout, MemorySize, Handler, Runtime, VpcConfig, Role },
      policy: Statement.length === 0 ? '' : JSON.stringify({ Version: '2012-10-17', Statement }),
    };
  });
}

/** AWS does not allot the ids that stand in on paper: others of the same form everywhere. */
function renamed(facts: Snapshot, world: World, model: Model, declared: string): Snapshot {
  const names = new Map<string, string>();
  const reversed = (text: string) => [...text].reverse().join('');
  for (const resource of world.all()) {
    if (!standIns[resource.type]) continue;
    const [, id] =
      /(?:^(?:vpc|subnet|sg|acl|rtb|pcx|vpce|igw|nat|tgw)-0|\/)([0-9a-f]{16}|[0-9a-f-]{36})$/.exec(
        resource.key,
      ) ??
      /^(Z[A-Z0-9]{20}|[a-z0-9]{10})$/.exec(resource.key) ??
      [];
    if (id !== undefined && !declared.includes(id))
      names.set(id, id.startsWith('Z') ? `Z${reversed(id.slice(1))}` : reversed(id));
  }
  for (const { interfaces } of model.endpoints) rename(interfaces, names, declared);
  for (const { nodes } of model.loadBalancers) rename(nodes, names, declared);
  let text = JSON.stringify(facts);
  const all = [...names.keys()].map((name) => name.replaceAll('.', '\\.'));
  if (all.length > 0)
    text = text.replaceAll(
      new RegExp(`(?<![1-9A-Za-z.])(${all.join('|')})(?![0-9A-Za-z.])`, 'g'),
      (id) => names.get(id) ?? id,
    );
  return JSON.parse(text) as Snapshot;
}

/** Another address of the same subnet, unless somebody wrote it down. */
function rename(
  interfaces: readonly { readonly address: string }[],
  names: Map<string, string>,
  declared: string,
): void {
  for (const { address } of interfaces) {
    if (declared.includes(`"${address}"`)) continue;
    const parts = address.split('.');
    const last = Number(parts[3]);
    names.set(address, [...parts.slice(0, 3), last === 250 ? 249 : (last % 250) + 1].join('.'));
  }
}
