import { KitError } from '../../kit-error';
import type { ViaKind } from './find-output';

/** Who makes the calls instead of this machine. */
export interface Via {
  /** One function, or the state machine that lets many of them call. */
  readonly kind: ViaKind;
  /** Function name, ARN, or a stack output: `Output` or `stack.Output`. */
  readonly name: string;
}

/**
 * What `--via` says.
 * @throws KitError PROBE_VIA
 */
export function readVia(text: string): Via {
  const [, kind, name] = /^(lambda|fleet):(\S+)$/.exec(text) ?? [];
  if ((kind === 'lambda' || kind === 'fleet') && name) return { kind, name };
  throw new KitError({
    code: 'PROBE_VIA',
    what: `"${text}" names nobody who could call`,
    where: '--via',
    fix: 'write lambda:<function name>, lambda:<ARN>, lambda:<output> or lambda:<stack>.<output>; the same with fleet: for a state machine',
  });
}

/** Region of an ARN; undefined for anything else. */
export function regionOfArn(name: string): string | undefined {
  return /^arn:[^:]+:[^:]+:([^:]+):/.exec(name)?.[1];
}
