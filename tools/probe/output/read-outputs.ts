import { suggest } from '../../../stacks/config-rules/rule';
import { KitError, type Problem } from '../../kit-error';
import { type Format, formatNames } from './formats';

/** One `-o`: a format, and the file it goes to; without one stdout. */
export interface OutputPlace {
  readonly format: Format;
  readonly file?: string;
}

/**
 * Where results go. Without anything for stdout the table is shown there too.
 * @param texts `format` or `format=file` of each `-o`; `-` is stdout
 * @param obstacleTo why no file can be written there; `undefined` when one can
 * @throws KitError PROBE_BAD_OUTPUT for every format, file or double use that can't be followed
 */
export function readOutputs(
  texts: readonly string[],
  obstacleTo: (file: string) => string | undefined,
): OutputPlace[] {
  const problems: Problem[] = [];
  const refuse = (text: string, what: string, fix: string): void => {
    problems.push({ code: 'PROBE_BAD_OUTPUT', what, where: `-o ${text}`, fix });
  };
  const outputs: OutputPlace[] = [];
  for (const word of texts) {
    const text = word.replace(/^=/, ''); // `-o=json`: Node.js keeps the sign after a letter
    const at = text.indexOf('=');
    const name = at < 0 ? text : text.slice(0, at);
    const file = at < 0 ? '-' : text.slice(at + 1);
    const format = formatNames.find((one) => one === name);
    const obstacle = file === '-' || file === '' ? undefined : obstacleTo(file);
    if (!format) refuse(text, `"${name}" is no format`, suggest(name, formatNames));
    else if (file === '') refuse(text, 'there is no file after "="', `write e.g. ${name}=report.${name}`);
    else if (obstacle !== undefined) refuse(text, obstacle, 'name a file in a folder that can be written to');
    else if (outputs.some((other) => (other.file ?? '-') === file))
      refuse(
        text,
        `two formats go to ${file === '-' ? 'stdout' : file}`,
        'give each but one a file, e.g. -o table -o json=report.json',
      );
    else outputs.push(file === '-' ? { format } : { format, file });
  }
  if (problems.length > 0) throw new KitError(problems);
  const silent = outputs.every(({ file }) => file !== undefined);
  return silent ? [{ format: 'table' }, ...outputs] : outputs;
}
