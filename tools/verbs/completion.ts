import { hopNames } from '../path/hop';
import { formatNames } from '../probe/output/formats';

/** Values of options that yargs can't know by their choices. */
const values: Readonly<Record<string, readonly string[]>> = {
  '-o': formatNames,
  '--output': formatNames,
  '--only': hopNames,
};

/**
 * What may follow a word, where the words of the line tell it; `undefined`: whatever yargs knows.
 * @param line words before the one that is being typed
 */
export function valuesAfter(line: readonly string[], typed: string): readonly string[] | undefined {
  const known = values[line.at(-1) ?? ''];
  if (known === undefined || (line.at(-1) === '--only' && !line.includes('doctor'))) return undefined;
  return known.filter((value) => value.startsWith(typed));
}
