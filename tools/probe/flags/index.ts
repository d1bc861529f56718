import { callFlags } from './call';
import { expectedFlags } from './expected';
import type { Flag, Settings } from './flag';
import { fromFlags } from './from';
import { limitFlags } from './limits';
import { outputFlags } from './output';
import { runningFlags } from './running';
import { tlsFlags } from './tls';
import { viaFlags } from './via';
import { whoFlags } from './who';

export { examples } from './examples';
export type { Flag } from './flag';

/** The same for `hybrid-api probe` and for the single-file probe; one file for each heading of the help. */
export const flags = {
  ...callFlags,
  ...fromFlags,
  ...viaFlags,
  ...tlsFlags,
  ...whoFlags,
  ...expectedFlags,
  ...limitFlags,
  ...runningFlags,
  ...outputFlags,
} as const;

/** As parsers take them: what nobody says stays absent, so that files of settings can say it. */
export const flagsWithoutDefaults = Object.fromEntries(
  Object.entries<Flag>(flags).map(([name, { default: value, path: _path, ...flag }]) => [
    name,
    value === undefined ? flag : { ...flag, defaultDescription: JSON.stringify(value) },
  ]),
);

export type ProbeArguments = Settings<typeof flags>;
