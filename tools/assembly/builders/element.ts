import { isUnknown, type Known, type Unknown, type Where } from '../model';
import type { Resource } from '../resource';

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

/** Groups by a key that may be unknown; those with an unknown key are left out. */
export function groupBy<T>(
  items: readonly T[],
  key: (item: T) => Known<string> | undefined,
): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const id = key(item);
    if (id === undefined || isUnknown(id)) continue;
    const group = groups.get(id) ?? [];
    if (group.length === 0) groups.set(id, group);
    group.push(item);
  }
  return groups;
}

/** A tag's text, where the template has it. */
export function tagOf(resource: Resource, key: string): string | undefined {
  for (const tag of resource.settings.items('Tags')) {
    if (tag.literal('Key') === key) return tag.literal('Value');
  }
  return undefined;
}
