import { KitError, type Problem } from '../../kit-error';
import { type Flag, flags } from '../flags';
import type { Layer, Setting } from './layers';
import { refuseSecret } from './refuse-secret';

const prefix = 'HYBRID_PROBE_';

/** `--connect-timeout` is HYBRID_PROBE_CONNECT_TIMEOUT. */
export function variableOf(flag: string): string {
  return prefix + flag.toUpperCase().replaceAll('-', '_');
}

/**
 * What HYBRID_PROBE_<FLAG> variables say. Several values stand on lines of their own. An empty one keeps files from
 * saying anything of its flag. Pure.
 * @throws KitError PROBE_BAD_SETTING, PROBE_SECRET_WRITTEN; all problems at once
 */
export function environmentLayer(environment: Readonly<Record<string, string | undefined>>): Layer {
  const names = new Map(Object.keys(flags).map((flag) => [variableOf(flag), flag]));
  const problems: Problem[] = [];
  const settings = new Map<string, Setting>();
  for (const [variable, text] of Object.entries(environment)) {
    if (text === undefined || !variable.startsWith(prefix)) continue;
    const flag = names.get(variable);
    const refuse = (what: string, fix: string) =>
      problems.push({ code: 'PROBE_BAD_SETTING', what, where: variable, fix });
    if (flag === undefined) {
      refuse(`${variable} is no setting`, suggestion(variable, [...names.keys()]));
      continue;
    }
    const read = text === '' ? { value: undefined } : readText(flags[flag as keyof typeof flags], text);
    if ('what' in read) {
      refuse(read.what, read.fix);
      continue;
    }
    const secret = refuseSecret(flag, read.value, variable);
    if (secret) problems.push(secret);
    else settings.set(flag, { value: read.value, where: variable });
  }
  if (problems.length > 0) throw new KitError(problems);
  return { name: 'environment', settings };
}

function suggestion(variable: string, known: readonly string[]): string {
  const { guess } =
    require('../../../stacks/config-rules/rule') as typeof import('../../../stacks/config-rules/rule');
  const near = guess(variable, known);
  const rest = 'names are those of the flags in capitals, e.g. HYBRID_PROBE_CA';
  return near === undefined ? `unset it; ${rest}` : `did you mean ${near}? ${rest}`;
}

type Read = { readonly value: unknown } | { readonly what: string; readonly fix: string };

function readText({ type, array, choices }: Flag, text: string): Read {
  if (type === 'boolean') {
    if (/^(true|yes|on|1)$/i.test(text)) return { value: true };
    if (/^(false|no|off|0)$/i.test(text)) return { value: false };
    return { what: `"${text}" is neither true nor false`, fix: 'write true or false' };
  }
  if (type === 'number') {
    const value = Number(text);
    return Number.isFinite(value) ? { value } : { what: `"${text}" is no number`, fix: 'write a number' };
  }
  if (choices && !choices.includes(text))
    return { what: `"${text}" is none of ${choices.join(', ')}`, fix: 'use one of them' };
  return { value: array ? text.split('\n').filter((line) => line !== '') : text };
}
