import { isUnknown, type Model } from '../assembly/model';
import { KitError } from '../kit-error';
import type { Failures } from '../path/state';
import { twinErrors } from './errors';

/** One thing to break or mend. */
export type Failure = { readonly zone: string } | { readonly target: string };

/** Reads `zone=a` or `target=10.20.1.9`. */
export function parseFailure(text: string): Failure {
  const [, kind, value] = /^(zone|target)=(.+)$/.exec(text) ?? [];
  if (kind === undefined || value === undefined) {
    throw new KitError({
      code: 'TWIN_BAD_FAILURE',
      what: `"${text}" is no failure`,
      where: 'failure',
      fix: twinErrors.TWIN_BAD_FAILURE.fix,
    });
  }
  return kind === 'zone' ? { zone: value } : { target: value };
}

/** The failures after one more is broken (`true`) or mended. @throws KitError where the model has no such thing */
export function changeFailures(model: Model, current: Failures, failure: Failure, broken: boolean): Failures {
  const change = (list: readonly string[], value: string): string[] => {
    const others = list.filter((entry) => entry !== value);
    return broken ? [...others, value] : others;
  };
  // What a reload took away can still be mended.
  const left = broken ? { zones: [], targets: [] } : current;
  return 'zone' in failure
    ? { ...current, zones: change(current.zones, zoneNamed(model, left.zones, failure.zone)) }
    : { ...current, targets: change(current.targets, targetNamed(model, left.targets, failure.target)) };
}

function zoneNamed(model: Model, also: readonly string[], given: string): string {
  const zones = unique([...model.subnets.map((subnet) => subnet.zone), ...also]);
  const found = zones.find((zone) => zone === given || (given.length === 1 && zone.endsWith(given)));
  if (found) return found;
  throw new KitError({
    code: 'TWIN_UNKNOWN_ZONE',
    what: `no subnet stands in zone "${given}"`,
    where: `zone=${given}`,
    fix: `use one of ${zones.join(', ') || 'none: the templates have no zone'}`,
  });
}

function targetNamed(model: Model, also: readonly string[], given: string): string {
  const registered = model.targetGroups.flatMap((group) =>
    group.targets.map((target) => (isUnknown(target) ? target : target.id)),
  );
  const targets = unique([...registered, ...also]);
  if (targets.includes(given)) return given;
  throw new KitError({
    code: 'TWIN_UNKNOWN_TARGET',
    what: `no target group has the target "${given}"`,
    where: `target=${given}`,
    fix: `use one of ${targets.join(', ') || 'none: the templates have no target'}`,
  });
}

function unique(values: readonly unknown[]): string[] {
  return [...new Set(values.filter((value) => typeof value === 'string'))].sort();
}
