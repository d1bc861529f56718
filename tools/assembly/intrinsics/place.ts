import type { Unknown, Where } from '../model';
import type { StackScope } from '../stack-scope';

/** Where in which stack a value is being resolved. */
export interface Place {
  readonly scope: StackScope;
  readonly where: Where;
}

/** The place of a list item (`[2]`) or of a property. */
export function inside(place: Place, key: string | number): Place {
  const before = place.where.property;
  const step = typeof key === 'number' ? `[${key}]` : before ? `.${key}` : key;
  return { scope: place.scope, where: { ...place.where, property: `${before ?? ''}${step}` } };
}

/** Names a value that stays unresolved, in the reader's list and in the model. */
export function unknownAt(place: Place, reason: string): Unknown {
  return place.scope.world.unknown(reason, place.where);
}
