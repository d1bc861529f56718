import { hopNames } from '../path/hop';
import { formatNames as probeFormats } from '../probe/output/formats';

/** Values of options that yargs can't know by their choices, by verb. Loaded when a shell asks. */
const values: Readonly<Record<string, () => Readonly<Record<string, readonly string[]>>>> = {
  probe: () => ({ '-o': probeFormats, '--output': probeFormats }),
  doctor: () => {
    const { formatNames } = require('../doctor/outputs') as typeof import('../doctor/outputs');
    return { '-o': formatNames, '--output': formatNames, '--only': hopNames };
  },
};

/**
 * What may follow a word, where the words of the line tell it; `undefined`: whatever yargs knows.
 * @param line the verb, and the words before the one that is being typed
 */
export function valuesAfter(line: readonly string[], typed: string): readonly string[] | undefined {
  const [verb = ''] = line;
  return values[verb]?.()[line.at(-1) ?? '']?.filter((value) => value.startsWith(typed));
}
