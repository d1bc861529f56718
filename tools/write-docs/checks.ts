import { checks } from '../doctor/checks';
import { hopNames } from '../path/hop';

const begin = '<!-- begin checks: written by tools/write-docs.ts -->';
const end = '<!-- end checks -->';

/**
 * docs/doctor.md with the table of checks made anew; the prose stays.
 * @throws Error for a page without the place
 */
export function writeChecks(current: string): string {
  const from = current.indexOf(begin);
  const to = current.indexOf(end);
  if (from < 0 || to < from) throw new Error('docs/doctor.md has no place for the checks');
  const rows = hopNames.flatMap((hop) =>
    checks.filter((check) => check.hop === hop).map(({ name, asks }) => `| ${hop} | \`${name}\` | ${asks} |`),
  );
  const table = ['| Hop | Check | Asks |', '|---|---|---|', ...rows].join('\n');
  return `${current.slice(0, from)}${begin}\n${table}\n${current.slice(to)}`;
}
