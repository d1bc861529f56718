import { isUnknown, type Stage } from '../../assembly/model';
import type { HeaderList } from '../hop';

/** Values by name, in the order in which they came. */
export type Several = Readonly<Record<string, readonly string[]>>;

/** Headers or query parameters as events list them. */
export function severalValues(pairs: HeaderList): Several {
  // Callers choose the names: none may meet what objects inherit.
  const values: Record<string, string[]> = Object.create(null);
  for (const [name, value] of pairs) {
    values[name] ??= [];
    values[name].push(value);
  }
  return values;
}

/** The last value of each name stands for all where an event has room for one. */
export function lastValues(values: Several): Record<string, string> {
  const single: Record<string, string> = Object.create(null);
  for (const name in values) single[name] = values[name]!.at(-1)!;
  return single;
}

/** An empty map is `null` in the event. (DG proxy event samples; from memory) */
export function orNull<T extends object>(map: T): T | null {
  return Object.keys(map).length === 0 ? null : map;
}

/** Stage variables that are known; one that isn't is left out. */
export function variables({ variables: written }: Pick<Stage, 'variables'>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(written).filter((entry): entry is [string, string] => !isUnknown(entry[1])),
  );
}
