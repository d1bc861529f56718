/** An option of the command line; the form is that of yargs. */
export interface Flag {
  readonly alias?: string;
  readonly type: 'string' | 'boolean' | 'number';
  readonly array?: true;
  readonly nargs?: number;
  readonly choices?: readonly string[];
  readonly default?: string | number | boolean;
  /** Heading in the help. */
  readonly group: string;
  readonly describe: string;
}

export type Flags = Readonly<Record<string, Flag>>;

type One<F extends Flag> = F extends { readonly choices: readonly (infer Choice)[] }
  ? Choice
  : F['type'] extends 'boolean'
    ? boolean
    : F['type'] extends 'number'
      ? number
      : string;

/** What the flags were set to. */
export type Settings<F extends Flags> = {
  readonly [name in keyof F]?: F[name] extends { readonly array: true }
    ? readonly One<F[name]>[]
    : One<F[name]>;
};

/** An option with one value. */
export const text = { type: 'string', nargs: 1 } as const;
export const number = { type: 'number', nargs: 1 } as const;
