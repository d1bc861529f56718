import { configErrors } from '../../stacks/config-rules/errors';
import { stackErrors } from '../../stacks/errors';
import { assemblyErrors } from '../assembly/errors';
import { doctorErrors } from '../doctor/errors';
import { doctorReasons } from '../doctor/reasons';
import { hopNames } from '../path/hop';
import { reasons } from '../path/reasons';
import { anyHopReasons } from '../path/reasons/any-hop';
import { planReasons } from '../plan/reasons';
import { probeErrors } from '../probe/errors';
import { probeReasons } from '../probe/reasons';
import { twinErrors } from '../twin/errors';
import { cliErrors } from '../verbs/errors';

/** Code → what it means and the general fix. */
export type ErrorRegistry = Readonly<Record<string, { readonly means: string; readonly fix: string }>>;

/** Every registry of codes, by the name of its section in docs/errors.md. */
export const errorRegistries: Readonly<Record<string, ErrorRegistry>> = {
  config: configErrors,
  templates: assemblyErrors,
  'command-line': cliErrors,
  stacks: stackErrors,
  twin: twinErrors,
  probe: probeErrors,
  doctor: doctorErrors,
  'probe-reasons': probeReasons,
  'doctor-reasons': doctorReasons,
  'plan-reasons': planReasons,
  ...Object.fromEntries(
    hopNames.map((hop) => [
      hop,
      Object.fromEntries(
        Object.entries(reasons).filter(([code, reason]) => reason.hop === hop && !(code in anyHopReasons)),
      ),
    ]),
  ),
  'any-hop': anyHopReasons,
};

const begin = (section: string) => `<!-- begin ${section}: written by tools/write-docs.ts -->`;
const end = (section: string) => `<!-- end ${section} -->`;

const cell = (text: string) => text.replaceAll('|', '\\|');

function table(registry: ErrorRegistry): string {
  const rows = Object.entries(registry).map(
    ([code, { means, fix }]) => `| \`${code}\` | ${cell(means)} | ${cell(fix)} |`,
  );
  return ['| Code | Means | Fix |', '|---|---|---|', ...rows].join('\n');
}

/**
 * docs/errors.md with the marked sections made anew; the prose between them stays.
 * @throws Error for a registry without a section
 */
export function writeErrors(current: string): string {
  return Object.entries(errorRegistries).reduce((text, [section, registry]) => {
    const from = text.indexOf(begin(section));
    const to = text.indexOf(end(section));
    if (from < 0 || to < from) throw new Error(`docs/errors.md has no section "${section}"`);
    return `${text.slice(0, from)}${begin(section)}\n${table(registry)}\n${text.slice(to)}`;
  }, current);
}
