import { guess } from '../../stacks/config-rules/rule';

/** ` Did you mean --runbooks?` for each option that is not known and near one that is. Pure. */
export function guessOptions(message: string, known: readonly string[]): string {
  const [, list = ''] = /^Unknown arguments?: (.+)$/.exec(message) ?? [];
  const unknown = new Set(list.split(', ').filter((word) => word.length > 1));
  const near = [...unknown].flatMap((word) => guess(word, known) ?? []);
  return near.length === 0
    ? ''
    : ` Did you mean ${[...new Set(near)].map((name) => `--${name}`).join(', ')}?`;
}
