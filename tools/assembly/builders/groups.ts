import { isUnknown, type Known, type Unknown } from '../model';
import type { Resource } from '../resource';

/**
 * Resources by the id of what they belong to. Where that id is not known, the resource may belong to any
 * owner: then every owner's `unresolved` names it.
 */
export class Groups {
  readonly orphans: Unknown[] = [];
  readonly #members = new Map<string, Resource[]>();

  constructor(resources: readonly Resource[], owner: (resource: Resource) => Known<string> | undefined) {
    for (const resource of resources) {
      const id = owner(resource);
      if (id === undefined) continue;
      if (isUnknown(id)) {
        const reason = `${resource.logicalId} may belong here: ${id.reason}`;
        this.orphans.push(resource.world.unknown(reason, resource.where));
        continue;
      }
      const members = this.#members.get(id) ?? [];
      if (members.length === 0) this.#members.set(id, members);
      members.push(resource);
    }
  }

  /** What belongs to an owner of the templates. */
  of(owner: Resource): readonly Resource[] {
    for (const orphan of this.orphans) owner.settings.keep(orphan);
    return this.get(owner.key);
  }

  get(id: string): readonly Resource[] {
    return this.#members.get(id) ?? [];
  }

  /** Ids with members. */
  ids(): string[] {
    return [...this.#members.keys()];
  }
}

/** Groups resources by a property. */
export function byProperty(resources: readonly Resource[], property: string): Groups {
  return new Groups(resources, ({ settings }) => settings.text(property));
}
