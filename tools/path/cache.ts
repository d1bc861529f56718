import type { Model } from '../assembly/model';
import type { State } from './state';

/** Revisions of state whose answers are kept for one model; older ones are computed again. */
const keptRevisions = 16;

/** Names and calls come from outside: more than this and the cache starts afresh. */
const keptEntries = 10_000;

interface Memory<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): unknown;
}

/** The value under the key, computed the first time. */
export function remember<K, V>(memory: Memory<K, V>, key: K, compute: () => V): V {
  const known = memory.get(key);
  if (known !== undefined) return known;
  const value = compute();
  memory.set(key, value);
  return value;
}

/** Computes once per model. */
export function perModel<T>(compute: (model: Model) => T): (model: Model) => T {
  const known = new WeakMap<Model, T>();
  return (model) => remember(known, model, () => compute(model));
}

/** Remembers by a text key, per model and revision of state. */
export function perState<T>(): (model: Model, state: State, key: string, compute: () => T) => T {
  const models = new WeakMap<Model, Map<string, Map<string, T>>>();
  return (model, state, key, compute) => {
    const revisions = remember(models, model, () => new Map<string, Map<string, T>>());
    const entries = remember(revisions, state.revision, () => new Map<string, T>());
    if (revisions.size > keptRevisions) revisions.delete(revisions.keys().next().value as string);
    if (entries.size >= keptEntries) entries.clear();
    return remember(entries, key, compute);
  };
}
