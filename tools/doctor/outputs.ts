import { writeFileSync } from 'node:fs';
import { KitError, type Problem } from '../kit-error';
import { renderJunit } from './report/junit';
import type { DoctorReport } from './report/report';
import { renderTable, type TableOptions } from './report/table';
import { writing } from './writing';

const unwritable = {
  code: 'DOCTOR_BAD_OUTPUT',
  where: '--output',
  fix: 'name a file in a folder that is there',
};

export const formatNames = ['table', 'json', 'junit'] as const;
export type Format = (typeof formatNames)[number];

/** Where one form of the report goes. */
export interface Output {
  readonly format: Format;
  /** @default stdout */
  readonly file?: string;
}

/**
 * `format` or `format=file`, as `--output` has them.
 * @throws KitError with every fault: an unknown format, two that go to stdout
 */
export function parseOutputs(texts: readonly string[]): readonly Output[] {
  const fault = (what: string): Problem => ({
    code: 'DOCTOR_BAD_OUTPUT',
    what,
    where: '--output',
    fix: `use ${formatNames.join(', ')}, and a file for all but one: -o table -o junit=doctor.xml`,
  });
  const problems: Problem[] = [];
  const outputs = texts.flatMap((text): Output[] => {
    const [name = '', ...rest] = text.split('=');
    const file = rest.length > 0 ? rest.join('=') : undefined;
    const format = formatNames.find((one) => one === name);
    if (!format) problems.push(fault(`"${name}" is no format`));
    if (file === '') problems.push(fault(`"${text}" names no file`));
    return format ? [{ format, file }] : [];
  });
  if (outputs.filter(({ file }) => file === undefined).length > 1)
    problems.push(fault(`"${texts.join('" and "')}" go to stdout both`));
  if (problems.length > 0) throw new KitError(problems);
  return outputs.length > 0 ? outputs : [{ format: 'table' }];
}

/**
 * Writes a report in every form that is asked for.
 * @throws KitError for a file that can't be written
 */
export function writeOutputs(report: DoctorReport, outputs: readonly Output[], options: TableOptions): void {
  writeForms(outputs, (format, isFile) =>
    render(report, format, isFile ? { ...options, color: false } : options),
  );
}

/**
 * Writes what is made of each form to stdout or its file.
 * @param render whether it goes to a file tells if colours have a place
 * @throws KitError for a file that can't be written
 */
export function writeForms(
  outputs: readonly Output[],
  render: (format: Format, isFile: boolean) => string,
): void {
  for (const { format, file } of outputs) {
    const text = `${render(format, file !== undefined)}\n`;
    if (file === undefined) {
      process.stdout.write(text);
      continue;
    }
    writing(file, unwritable, () => writeFileSync(file, text));
  }
}

function render(report: DoctorReport, format: Format, options: TableOptions): string {
  if (format === 'json') return JSON.stringify(report, null, 2);
  return format === 'junit' ? renderJunit(report) : renderTable(report, options);
}
