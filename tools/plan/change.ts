import { isObject, sameValue, type Value } from '../assembly/intrinsics/values';
import type { Resource } from '../assembly/resource';
import type { World } from '../assembly/world';

/** What is deployed, and what is to be: the templates of both, resolved. */
export interface Change {
  readonly deployed: World;
  readonly next: World;
}

/** The same resource in the other templates; `undefined`: it is not there, or of another type. */
export function counterpart(world: World, { scope, logicalId, type }: Resource): Resource | undefined {
  const found = world.stack(scope.name)?.resource(logicalId);
  return found?.type === type ? found : undefined;
}

/** Deployed resources of some types that the update deletes: their stack is updated and they are gone from it. */
export function deleted({ deployed, next }: Change, ...types: readonly string[]): Resource[] {
  return deployed
    .ofType(...types)
    .filter((one) => next.stack(one.scope.name) !== undefined && counterpart(next, one) === undefined);
}

/** Deployed resources that the update replaces: they stay, and one of these properties changes. */
export function replaced(
  { deployed, next }: Change,
  type: string,
  properties: readonly string[],
): Resource[] {
  return deployed.ofType(type).filter((one) => {
    const now = counterpart(next, one);
    return now && properties.some((name) => !sameValue(one.property(name), now.property(name)));
  });
}

export interface Mention {
  readonly resource: Resource;
  /** `Properties.…` of the place. */
  readonly property: string;
}

/** Every place in resources of some types whose resolved value is this text. */
export function mentions(world: World, text: string, types: readonly string[]): Mention[] {
  return world.ofType(...types).flatMap((resource) =>
    Object.keys(resource.raw.Properties ?? {}).flatMap((name) =>
      placesOf(resource.property(name), text, `Properties.${name}`).map((property) => ({
        resource,
        property,
      })),
    ),
  );
}

function placesOf(value: Value | undefined, text: string, path: string): string[] {
  if (value === text) return [path];
  if (Array.isArray(value)) return value.flatMap((item, index) => placesOf(item, text, `${path}[${index}]`));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => placesOf(item, text, `${path}.${key}`));
}

/** Names that a template imports: those written out. */
export function importsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(importsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'Fn::ImportValue' && typeof inner === 'string' ? [inner] : importsOf(inner),
  );
}

/** Exports of all stacks: name → the stack and its output. */
export function exportsOf(world: World): Map<string, { readonly stack: string; readonly output: string }> {
  return new Map(
    world.scopes.flatMap(({ name: stack, template }) =>
      Object.entries(template.Outputs ?? {}).flatMap(([output, { Export: exported }]) =>
        typeof exported?.Name === 'string' ? [[exported.Name, { stack, output }] as const] : [],
      ),
    ),
  );
}

/** How to update stacks before those that they import from, where their new templates allow it. */
export function deployFirst({ deployed, next }: Change, stacks: readonly string[]): string {
  const names = [...new Set(stacks)];
  const gone = names.filter((name) => !next.stack(name));
  if (gone.length > 0) {
    const commands = gone.map((name) => `aws cloudformation delete-stack --stack-name ${name}`);
    return `delete ${gone.join(' and ')} first, which no new template has (${commands.join('; ')}); then deploy the rest`;
  }
  const known = exportsOf(deployed);
  const needs = names.flatMap((name) => importsOf(next.stack(name)?.template));
  const isReady = needs.every((name) => known.has(name));
  if (isReady) return `npx cdk deploy --exclusively ${names.join(' ')}, then npx cdk deploy --all`;
  return `${names.join(' and ')} need new exports too: deploy a configuration in between that has the new and still the old`;
}
