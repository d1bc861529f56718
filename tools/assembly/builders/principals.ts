import type { Caller } from '../metadata';
import { type IamPrincipal, isUnknown, type Known, type PolicyDocument, Unknown } from '../model';
import type { Resource } from '../resource';
import type { World } from '../world';
import { elementOf } from './element';
import { policiesOf } from './function-identity';

/** An API of any kind. */
interface NamedApi {
  readonly id: string;
  readonly name: string;
}

/** Who may sign calls: the roles and users of the templates, and the callers that hybrid.yaml names. */
export function buildPrincipals(world: World, apis: readonly NamedApi[]): IamPrincipal[] {
  const { callers } = world.metadata;
  const own = world.ofType('AWS::IAM::Role', 'AWS::IAM::User').flatMap((resource): IamPrincipal[] => {
    const arn = arnOf(resource);
    if (isUnknown(arn)) return [];
    const name = callers.find((caller) => caller.arn === arn)?.name;
    return [
      {
        arn,
        account: resource.scope.account,
        ...(name === undefined ? {} : { name }),
        policies: identityPolicies(world, resource),
        ...elementOf(resource),
      },
    ];
  });
  const others = callers.filter(({ arn }) => !own.some((principal) => principal.arn === arn));
  return [...own, ...others.map((caller) => namedCaller(world, caller, apis))];
}

function arnOf(resource: Resource): Known<string> {
  const { scope, where, world, settings } = resource;
  const value = resource.attribute('Arn', { scope, where });
  const path = settings.literal('Path') ?? '/';
  if (typeof value !== 'string') return isUnknown(value) ? value : world.unknown('its ARN is no text', where);
  return path === '/' ? value : value.replace(/:(role|user)\//, `:$1${path}`);
}

/** A boundary takes rights away in ways that are not evaluated here. */
function identityPolicies(world: World, resource: Resource): IamPrincipal['policies'] {
  if (resource.settings.has('PermissionsBoundary')) {
    return world.unknown(
      `${resource.logicalId} has a permissions boundary, which is not evaluated`,
      resource.where,
    );
  }
  return policiesOf(world, resource);
}

/** Somebody whom no template has: what its own policies allow is what hybrid.yaml says of them, or not known. */
function namedCaller(
  world: World,
  { name, arn, mayInvoke, where }: Caller,
  apis: readonly NamedApi[],
): IamPrincipal {
  const account = arn.split(':')[4] ?? '';
  if (mayInvoke === undefined) {
    const reason = `what the policies of caller ${name} (${arn}) allow is not said`;
    return { name, arn, account, where, policies: new Unknown(reason, where) };
  }
  const { partition, region } = world.scopes[0] ?? {};
  // An id is enough to name an API: the account before it may be any.
  const ids = apis.filter((api) => mayInvoke.includes(api.name)).map(({ id }) => id);
  const policy: PolicyDocument = {
    version: '2012-10-17',
    statements: ids.map((id) => ({
      where,
      effect: 'Allow' as const,
      action: ['execute-api:Invoke'],
      resource: [`arn:${partition}:execute-api:${region}:*:${id}/*`],
      condition: {},
    })),
  };
  return { name, arn, account, where, policies: [policy] };
}
