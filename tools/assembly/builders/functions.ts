import {
  type FunctionPermission,
  isUnknown,
  type Known,
  type LambdaFunction,
  type NetworkInterface,
  type Unknown,
} from '../model';
import type { Resource } from '../resource';
import type { World } from '../world';
import { elementOf, lose, required } from './element';
import { identityOf } from './function-identity';
import { Groups } from './groups';

/** Name of a function from its name, ARN or partial ARN, without version or alias. */
export function functionNameOf(reference: string): string {
  const parts = reference.split(':');
  const marker = parts.indexOf('function');
  return (marker < 0 ? parts[0] : parts[marker + 1]) ?? reference;
}

/** The ARN of an integration or authorizer URI's function, without version or alias; `undefined`: no Lambda. */
export function functionArnOf(uri: Known<string> | undefined): Known<string> | undefined {
  if (uri === undefined || isUnknown(uri)) return uri;
  const arn = /\/functions\/(.+)\/(?:response-streaming-)?invocations$/.exec(uri)?.[1];
  if (arn === undefined) return undefined;
  return arn.split(':').slice(0, 7).join(':');
}

/** Lambda functions with their code, network interface and resource policy. */
export function buildFunctions(world: World): LambdaFunction[] {
  const permissions = new Groups(world.ofType('AWS::Lambda::Permission'), ({ settings }) => {
    const target = settings.text('FunctionName');
    return typeof target === 'string' ? functionNameOf(target) : target;
  });
  return world.ofType('AWS::Lambda::Function').map((resource): LambdaFunction => {
    const { settings, scope } = resource;
    const name = resource.key;
    const code = settings.nested('Code');
    const environment = settings.nested('Environment').nested('Variables');
    const variables = resource.property('Environment') as { Variables?: object } | undefined;
    for (const orphan of permissions.orphans) settings.keep(orphan);
    const names = Object.keys(variables?.Variables ?? {});
    return {
      arn: String(resource.attribute('Arn', { scope, where: resource.where })),
      name: functionNameOf(name),
      runtime: settings.literal('Runtime') ?? '',
      handler: settings.literal('Handler') ?? '',
      timeoutSeconds: settings.number('Timeout') ?? 3,
      memoryMb: settings.number('MemorySize') ?? 128,
      environment: Object.fromEntries(names.map((key) => [key, environment.text(key) ?? ''])),
      codePath: codePathOf(resource),
      inlineCode: code.literal('ZipFile'),
      interface: interfaceOf(resource),
      permissions: permissions.get(functionNameOf(name)).map(permissionOf),
      identity: identityOf(resource),
      ...elementOf(resource),
    };
  });
}

function permissionOf(resource: Resource): FunctionPermission {
  const { settings } = resource;
  return {
    principal: required(resource, 'Principal'),
    action: required(resource, 'Action'),
    sourceArn: settings.text('SourceArn'),
    sourceAccount: settings.text('SourceAccount'),
    ...elementOf(resource),
  };
}

/** By the asset's S3 key; else the folder that `aws:asset:path` or a local `Code` names. */
function codePathOf(resource: Resource): string | undefined {
  const { stack } = resource.scope;
  const code = resource.property('Code');
  const key = resource.settings.nested('Code').text('S3Key');
  if (typeof key === 'string') {
    const name = key.slice(key.lastIndexOf('/') + 1);
    const path = stack.assets.get(key) ?? stack.assets.get(name.replace(/\.[a-z]+$/, ''));
    if (path !== undefined) return path;
  }
  const metadata = resource.raw.Metadata ?? {};
  const local =
    metadata['aws:asset:property'] === 'Code'
      ? metadata['aws:asset:path']
      : typeof code === 'string'
        ? code
        : undefined;
  if (typeof local !== 'string') return undefined;
  return local.startsWith('/') || stack.dir === undefined ? local : `${stack.dir}/${local}`;
}

function interfaceOf(resource: Resource): NetworkInterface | undefined {
  const { settings, world, seed, where } = resource;
  const network = settings.nested('VpcConfig');
  const [subnetId] = network.texts('SubnetIds');
  if (subnetId === undefined) return undefined;
  const address = world.addresses.of(subnetId, seed);
  if (isUnknown(subnetId) || isUnknown(address)) {
    lose(resource, 'its interface', (isUnknown(subnetId) ? subnetId : address) as Unknown);
    return undefined;
  }
  const vpcId = world.subnets.vpcOf(subnetId);
  return {
    address,
    subnetId,
    vpcId: isUnknown(vpcId) ? undefined : vpcId,
    securityGroupIds: network.texts('SecurityGroupIds'),
    where,
  };
}
