import type { Model } from '../assembly/model';
import type { State } from './state';

/** Revisions of state whose answers are kept for one model; older ones are computed again. */
const keptRevisions = 16;

/** Names and calls come from outside: more than this and the cache starts afresh. */
const keptEntries = 10_000;

/** Computes once per model. */
export function perModel<T>(compute: (model: Model) => T): (model: Model) => T {
  const known = new WeakMap<Model, T>();
  return (model) => {
    let value = known.get(model);
    if (value === undefined) {
      value = compute(model);
      known.set(model, value);
    }
    return value;
  };
}

/** Remembers by a text key, per model and revision of state. */
export function perState<T>(): (model: Model, state: State, key: string, compute: () => T) => T {
  const models = new WeakMap<Model, Map<string, Map<string, T>>>();
  return (model, state, key, compute) => {
    let revisions = models.get(model);
    if (revisions === undefined) models.set(model, (revisions = new Map()));
    let entries = revisions.get(state.revision);
    if (entries === undefined) {
      if (revisions.size >= keptRevisions) revisions.delete(revisions.keys().next().value as string);
      revisions.set(state.revision, (entries = new Map()));
    }
    let value = entries.get(key);
    if (value === undefined) {
      value = compute();
      if (entries.size >= keptEntries) entries.clear();
      entries.set(key, value);
    }
    return value;
  };
}
