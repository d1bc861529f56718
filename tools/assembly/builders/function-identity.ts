import { resolve } from '../intrinsics/resolve';
import { isObject, type Value } from '../intrinsics/values';
import { type FunctionIdentity, isUnknown, type Known, type PolicyDocument } from '../model';
import type { Resource } from '../resource';
import { upperId } from '../stand-ins/identifiers';
import type { World } from '../world';
import { readPolicy } from './policies';

/** AWS's own policies that do not let anybody call an API: what functions have, and API Gateway's log role. */
const silent =
  /:iam::aws:policy\/service-role\/(AWSLambda(Basic|VPCAccess)\w*Role|AmazonAPIGatewayPushToCloudWatchLogs)$/;

/** Who a function is when it calls AWS: its role, and what that may do with APIs. `undefined`: it names no role. */
export function identityOf(resource: Resource): FunctionIdentity | undefined {
  const { settings, world, key } = resource;
  const roleArn = settings.text('Role');
  if (roleArn === undefined) return undefined;
  const accessKeyId = `ASIA${upperId(`session:${key}`, 16)}`;
  if (isUnknown(roleArn)) return { roleArn, accessKeyId, policies: [roleArn] };
  const role = world
    .ofType('AWS::IAM::Role')
    .find((one) => one.attribute('Arn', { scope: one.scope, where: one.where }) === roleArn);
  if (role) return { roleArn, accessKeyId, policies: policiesOf(world, role) };
  const reason = `role ${roleArn} is not in the templates`;
  return { roleArn, accessKeyId, policies: [world.unknown(reason, settings.at('Role'))] };
}

/** The identity policies of a role or a user, as far as they may speak of `execute-api`. */
export function policiesOf(world: World, role: Resource): Known<PolicyDocument>[] {
  const kind = role.type === 'AWS::IAM::User' ? 'User' : 'Role';
  const inline = listOf(role.raw.Properties?.Policies).map((policy, index) =>
    documentOf(role, policyDocument(policy), `Policies[${index}].PolicyDocument`),
  );
  const attached = world
    .ofType('AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy', 'AWS::IAM::UserPolicy')
    .filter((one) => holdersOf(one, kind).includes(role.key))
    .map((one) => documentOf(one, one.raw.Properties?.PolicyDocument, 'PolicyDocument'));
  return [...inline, ...attached, ...managedElsewhere(world, role)].flatMap((one) => one ?? []);
}

function holdersOf({ settings }: Resource, kind: 'User' | 'Role') {
  return [...settings.texts(`${kind}s`), settings.text(`${kind}Name`)];
}

/** Managed policies that no template here defines. */
function managedElsewhere(world: World, role: Resource): Known<PolicyDocument>[] {
  const own = new Set(world.ofType('AWS::IAM::ManagedPolicy').map((one) => one.key));
  return role.settings.texts('ManagedPolicyArns').flatMap((arn) => {
    if (isUnknown(arn)) return [arn];
    if (silent.test(arn) || own.has(arn)) return [];
    return [world.unknown(`managed policy ${arn} is not in the templates`, role.where)];
  });
}

/** The statements that may speak of execute-api: the others are not resolved, so that nothing in them is amiss. */
function documentOf(resource: Resource, raw: unknown, property: string): Known<PolicyDocument> | undefined {
  const document = raw as { Version?: string; Statement?: unknown } | undefined;
  const relevant = listOf(document?.Statement).filter((one) =>
    /"execute-api:|"\*"|"NotAction"/.test(JSON.stringify((one as { Action?: unknown })?.Action ?? one)),
  );
  if (relevant.length === 0) return undefined;
  const where = { ...resource.where, property: `Properties.${property}` };
  const statements = relevant.map((one) => resolve(one as never, { scope: resource.scope, where }));
  const value = { Version: document?.Version ?? '2012-10-17', Statement: statements } as Value;
  return readPolicy(value, { where, world: resource.world });
}

function policyDocument(policy: unknown): unknown {
  return isObject(policy as Value) ? (policy as { PolicyDocument?: unknown }).PolicyDocument : undefined;
}

function listOf(value: unknown): unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
