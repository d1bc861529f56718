import { parseArgs } from 'node:util';

export interface Options {
  /** Environments by name; empty: all. */
  readonly only: readonly string[];
  /** Leaves environments, and moto, as they are after the deployment. */
  readonly keep: boolean;
  /** The account of the real credentials; undefined: moto. */
  readonly real?: string;
  /** Control planes side by side. */
  readonly lanes: number;
}

export const usage = `npm run test:deploy -- [--only NAME]… [--keep] [--lanes N]
npm run test:deploy -- --real --account ID --only NAME    in AWS itself: costs money, never tried`;

/**
 * Reads the command line.
 * @throws Error that says what is wrong with it
 */
export function readOptions(argv: readonly string[], names: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      only: { type: 'string', multiple: true, default: [] },
      keep: { type: 'boolean', default: false },
      real: { type: 'boolean', default: false },
      account: { type: 'string' },
      lanes: { type: 'string', default: '2' },
    },
  });
  const { only, keep, real, account, lanes } = values;
  const unknown = only.filter((name) => !names.includes(name));
  if (unknown.length)
    throw new Error(`no environment is called ${unknown.join(', ')}. There are: ${names.join(', ')}`);
  if (!/^[1-9]$/.test(lanes)) throw new Error(`--lanes ${lanes} is no number from 1 to 9`);
  if (real && !/^\d{12}$/.test(account ?? ''))
    throw new Error('--real needs --account with the number of the account');
  if (real && only.length !== 1)
    throw new Error('--real needs one --only: an environment costs money each hour');
  if (!real && account !== undefined) throw new Error('--account is for --real only');
  return { only, keep, lanes: Number(lanes), ...(real && { real: account }) };
}
