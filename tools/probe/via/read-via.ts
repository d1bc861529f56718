import { KitError } from '../../kit-error';

/** Who makes the calls instead of this machine. */
export interface Via {
  readonly kind: 'lambda';
  /** Function name or ARN, or a stack output: `Output` or `stack.Output`. */
  readonly name: string;
}

/**
 * What `--via` says.
 * @throws KitError PROBE_VIA
 */
export function readVia(text: string): Via {
  const [, kind, name] = /^(lambda):(\S+)$/.exec(text) ?? [];
  if (kind === 'lambda' && name) return { kind, name };
  throw new KitError({
    code: 'PROBE_VIA',
    what: `"${text}" names nobody who could call`,
    where: '--via',
    fix: 'write lambda:<function name>, lambda:<ARN>, lambda:<output> or lambda:<stack>.<output>',
  });
}

/** Region of an ARN; undefined for anything else. */
export function regionOfArn(name: string): string | undefined {
  return /^arn:[^:]+:[^:]+:([^:]+):/.exec(name)?.[1];
}
