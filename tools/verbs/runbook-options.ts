import type { Argv } from 'yargs';

export interface RunbookOptions {
  readonly runbooks?: string;
}

/** Where the page of a reason code is: what is printed beside a fix. */
export function runbookOptions<T>(argv: Argv<T>): Argv<T & RunbookOptions> {
  return argv.option('runbooks', {
    type: 'string',
    describe: 'Folder or address of the runbooks [default: docs/runbooks/]',
    requiresArg: true,
  }) as Argv<T & RunbookOptions>;
}
