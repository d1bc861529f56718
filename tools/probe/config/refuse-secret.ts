import type { Problem } from '../../kit-error';
import { isSecretHeader, secretIn } from './secret-shapes';

/**
 * The problem of a setting that holds a secret itself instead of naming where it is; undefined for all others.
 * Never shows the value. Pure.
 */
export function refuseSecret(flag: string, value: unknown, where: string): Problem | undefined {
  const texts = [value].flat().filter((one) => typeof one === 'string');
  const kind = texts.map((text) => secretKind(flag, text)).find((one) => one !== undefined);
  if (kind === undefined) return undefined;
  return { code: 'PROBE_SECRET_WRITTEN', what: `${flag} holds ${kind}`, where, fix: instead(flag) };
}

/** What kind of secret stands in the text of a flag. */
export function secretKind(flag: string, text: string): string | undefined {
  if (flag.startsWith('expect-')) return undefined;
  const header = flag === 'header' ? /^([^:@][^:]*):/.exec(text)?.[1] : undefined;
  if (header !== undefined && isSecretHeader(header)) return `the value of ${header.trim()}`;
  return secretIn(header === undefined ? text : text.slice(header.length + 1));
}

/** How a secret is given without writing it where it is seen. */
export function instead(flag: string): string {
  if (flag === 'header')
    return 'use --bearer-file, --bearer-secret, --api-keys or --token-command, or -H @FILE for any other header';
  if (flag === 'data') return 'keep the body in a file: -d @FILE';
  return 'keep it in a file, or in AWS Secrets Manager, and name that';
}
