import { distance } from 'fastest-levenshtein';
import type { HybridConfig } from '../config-schema';
import type { ConfigErrorCode } from './errors';

/** Keys and indexes from the root of hybrid.yaml, e.g. `['apis', 2, 'host']`. */
export type ConfigPath = readonly (string | number)[];

/** One thing that is wrong, at a path; the reader adds file and line. */
export interface Finding {
  readonly code: ConfigErrorCode;
  readonly path: ConfigPath;
  /** Sentence with the offending value; begins with the path. */
  readonly what: string;
  readonly fix: string;
  /** Place in another file, such as `orders.yaml:12`. @default the line of `path` in hybrid.yaml */
  readonly where?: string;
}

/**
 * The parts of a type that the schema accepted, so that rules can run on a file that is broken elsewhere.
 * Lists keep their positions: a broken item is undefined.
 */
export type Sound<T> = T extends readonly (infer Item)[]
  ? (Sound<Item> | undefined)[]
  : T extends object
    ? { [Key in keyof T]?: Sound<T[Key]> }
    : T;

export type SoundConfig = Sound<HybridConfig>;
export type SoundApi = Sound<HybridConfig['apis'][number]>;
export type SoundExpectation = Sound<HybridConfig['expect'][number]>;

/** What rules know of the world around the file. Paths are relative to the folder of hybrid.yaml. */
export interface RuleContext {
  /** Whether the schema accepted all that is written at a path: only then can something be called absent. */
  isSound(path: ConfigPath): boolean;
  /** Every key of `functions`, also of those whose settings are broken; undefined: they can't be read. */
  readonly functionNames?: readonly string[];
  exists(path: string): boolean;
  /** Text of a file; undefined: can't be read. */
  read(path: string): string | undefined;
}

/** A topic of cross rules. Pure; never throws for a bad config. */
export type Rule = (config: SoundConfig, context: RuleContext) => Finding[];

/** `apis[2].host`, `apis[0].routes["GET /"]` */
export function formatPath(path: ConfigPath): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    if (!/^[\w-]+$/.test(part)) return `${text}[${quote(part)}]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');
}

/** A value as it is shown in a message; long ones are cut. */
export function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 100 ? `${text.slice(0, 96)}…${typeof value === 'string' ? '"' : ''}` : text;
}

/** A finding whose sentence begins with its path. */
export function finding(code: ConfigErrorCode, path: ConfigPath, what: string, fix: string): Finding {
  return { code, path, what: `${formatPath(path)} ${what}`.trim(), fix };
}

/** Letters to change; two that swapped places, as in "hots", count as one. */
function apart(word: string, candidate: string): number {
  const letters = (text: string) => [...text].sort().join('');
  return letters(word) === letters(candidate) && word !== candidate ? 1 : distance(word, candidate);
}

/** The candidate that was probably meant: at most a third of its letters differ. */
export function guess(word: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates
    .map((candidate) => ({ candidate, letters: apart(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, letters }) => letters <= Math.max(1, Math.floor(candidate.length / 3)));
  return ranked.sort((one, other) => one.letters - other.letters)[0]?.candidate;
}

/** `did you mean "x"? Use one of x, y` */
export function suggest(word: string, candidates: readonly string[], lead = 'use one of'): string {
  const near = guess(word, candidates);
  const list = candidates.length > 0 ? `${lead} ${candidates.join(', ')}` : 'none is defined';
  if (near === undefined) return list;
  const meant = `did you mean ${quote(near)}?`;
  return candidates.length === 1 ? meant : `${meant} ${list[0]?.toUpperCase()}${list.slice(1)}`;
}

/** The items that the schema accepted, with their positions in the file. */
export function* items<T>(list: readonly (T | undefined)[] | undefined): Generator<[number, T]> {
  for (const [index, item] of (list ?? []).entries()) if (item !== undefined) yield [index, item];
}

/** One CFG_DUPLICATE for every value that an earlier one equals. */
export function findDuplicates(
  values: Iterable<{ readonly path: ConfigPath; readonly value: string }>,
  kind: string,
): Finding[] {
  const first = new Map<string, ConfigPath>();
  const found: Finding[] = [];
  for (const { path, value } of values) {
    const earlier = first.get(value);
    if (earlier)
      found.push(
        finding(
          'CFG_DUPLICATE',
          path,
          `${quote(value)} is the same ${kind} as ${formatPath(earlier)}`,
          'remove one of the two, or correct it',
        ),
      );
    else first.set(value, path);
  }
  return found;
}
