/** An option of the command line; the form is that of yargs. */
export interface Flag {
  readonly alias?: string;
  readonly type: 'string' | 'boolean' | 'number';
  readonly array?: true;
  readonly nargs?: number;
  readonly choices?: readonly string[];
  /** Applied when no place says anything; shown in the help. */
  readonly default?: string | number | boolean;
  /** The value is the path of a file: in a file of settings a relative one is meant from its folder. */
  readonly path?: true;
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
/** An option with the path of a file. */
export const path = { ...text, path: true } as const;
export const number = { type: 'number', nargs: 1 } as const;
