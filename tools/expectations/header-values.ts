import { readFileSync } from 'node:fs';
import type { Expectation } from '../../stacks/config-schema';
import { KitError } from '../kit-error';
import type { HeaderList } from '../path/hop';

/**
 * Headers with the values that are kept in files, which may have been written a moment ago by what issues tokens.
 * @throws KitError PROBE_HEADER_FILE
 */
export function readHeaders(headers: Expectation['headers']): HeaderList {
  return Object.entries(headers).map(([name, value]) =>
    typeof value === 'string' ? [name, value] : [name, value.prefix + readValue(name, value.file)],
  );
}

function readValue(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new KitError(
      {
        code: 'PROBE_HEADER_FILE',
        what: `${file} with the value of header ${name} can't be read`,
        where: 'expect',
        fix: 'write the file, or call from where it is',
      },
      { cause },
    );
  }
}

/** Headers for a report: of a value that is kept in a file, the file. */
export function showHeaders(headers: Expectation['headers']): HeaderList {
  return Object.entries(headers).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : `(in ${value.file})`,
  ]);
}
