import { isUnknown, type Known, type Unknown, type Where } from '../model';
import type { Resource } from '../resource';
import type { World } from '../world';

/**
 * Place and unresolved settings of a resource's element. Spread it last: the settings have to be read first.
 */
export function elementOf(resource: Resource): { where: Where; unresolved?: readonly Unknown[] } {
  const { where, unresolved } = resource;
  return unresolved.length > 0 ? { where, unresolved } : { where };
}

/** A required text: Unknown, with the reason, where the template has none. */
export function required(resource: Resource, property: string): Known<string> {
  return (
    resource.settings.text(property) ??
    resource.world.unknown(`${property} is missing`, resource.settings.at(property))
  );
}

/** A key of the model has to be text: an id that is not known becomes the resource's own key. */
export function idText(id: Known<string> | undefined, fallback: string): string {
  return id === undefined || isUnknown(id) ? fallback : id;
}

/** A tag's text, where the template has it. */
export function tagOf(resource: Resource, key: string): string | undefined {
  for (const tag of resource.settings.items('Tags')) {
    if (tag.literal('Key') === key) return tag.literal('Value');
  }
  return undefined;
}

/** Says in an element's `unresolved` that one of its parts is not there, because of an Unknown. */
export function lose(owner: Resource, part: string, cause: Unknown): void {
  owner.settings.keep(owner.world.unknown(`${part} is not known: ${cause.reason}`, owner.where));
}

/** Says of a whole element that nobody knows all of it: its place without a property, so that it concerns any. */
export function unseen(world: World, reason: string, { stack, logicalId }: Where): Unknown {
  return world.unknown(reason, { stack, logicalId });
}
