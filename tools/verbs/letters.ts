import { type Flag, flags } from '../probe/flags';

/** Options of a verb, as they stand on the line (`-o`, `--output`). */
interface Options {
  readonly valued: ReadonlySet<string>;
  readonly switches: ReadonlySet<string>;
}

/** The verbs that have options with letters and values. */
const optionsOf: Readonly<Record<string, () => Options>> = {
  probe: () => ({ valued: namesOf(false), switches: namesOf(true) }),
  doctor: () => ({ valued: new Set(['-o']), switches: new Set(['-q']) }),
  trace: () => ({ valued: new Set(['-H', '-d']), switches: new Set() }),
};

/**
 * The words with a blank between a letter and the value behind it (`-ojson`, `-XPOST`, `-Lm5`), which curl, the
 * single-file probe and most programs take and yargs does not. Pure.
 * @param words the verb, and what follows it
 */
export function splitLetters(words: readonly string[]): string[] {
  const options = optionsOf[words[0] ?? '']?.();
  if (!options) return [...words];
  const end = words.indexOf('--');
  return words.flatMap((word, at) => {
    const isValue = options.valued.has(words[at - 1] ?? '');
    return isValue || (end >= 0 && at > end) ? [word] : split(word, options);
  });
}

function split(word: string, { valued, switches }: Options): string[] {
  if (!/^-[^-]/.test(word)) return [word];
  const letters = word.slice(1);
  for (const [at, letter] of [...letters].entries()) {
    const value = letters.slice(at + 1);
    if (valued.has(`-${letter}`) && value !== '' && !value.startsWith('='))
      return [`-${letters.slice(0, at + 1)}`, value];
    if (!switches.has(`-${letter}`)) break;
  }
  return [word];
}

function namesOf(switches: boolean): Set<string> {
  const chosen = Object.entries<Flag>(flags).filter(([, { type }]) => (type === 'boolean') === switches);
  return new Set(
    chosen.flatMap(([name, { alias }]) => [`--${name}`, ...(alias === undefined ? [] : [`-${alias}`])]),
  );
}
