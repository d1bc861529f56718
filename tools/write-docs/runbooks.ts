import { reasons } from '../path/reasons';
import { planReasons } from '../plan/reasons';
import { probeReasons } from '../probe';
import { pageFor, type RunbookPage, runbookPages } from '../runbooks';
import type { ErrorRegistry } from './errors';

const begin = '<!-- begin codes: written by tools/write-docs.ts -->';
const end = '<!-- end codes -->';

interface Coded {
  readonly code: string;
  readonly means: string;
  readonly fix: string;
  readonly page: RunbookPage;
}

/** Every code that something is to be done about, with its page. */
export function codesWithRunbook(): Coded[] {
  const ofHops = Object.entries({ ...reasons, ...probeReasons })
    .filter(([, { fix }]) => fix !== 'Nothing to change.')
    .map(([code, { means, fix, hop }]) => ({ code, means, fix, page: pageFor(code, hop) }));
  const ofPlans = Object.entries<ErrorRegistry[string]>(planReasons).map(([code, { means, fix }]) => ({
    code,
    means,
    fix,
    page: pageFor(code, null),
  }));
  return [...ofHops, ...ofPlans];
}

const cell = (text: string) => text.replaceAll('|', '\\|');

/**
 * A runbook with the table of its codes made anew; the prose stays.
 * @throws Error for a page without the place
 */
function writeCodes(page: RunbookPage, current: string): string {
  const from = current.indexOf(begin);
  const to = current.indexOf(end);
  if (from < 0 || to < from) throw new Error(`docs/runbooks/${page}.md has no place for its codes`);
  const rows = codesWithRunbook()
    .filter((one) => one.page === page)
    .map(({ code, means, fix }) => `| \`${code}\` | ${cell(means)} | ${cell(fix)} |`);
  const table = rows.length > 0 ? ['| Code | Means | Fix |', '|---|---|---|', ...rows].join('\n') : 'None.';
  return `${current.slice(0, from)}${begin}\n${table}\n${current.slice(to)}`;
}

export const runbookDocuments = (Object.keys(runbookPages) as RunbookPage[]).map((page) => ({
  path: `docs/runbooks/${page}.md`,
  write: (current: string) => writeCodes(page, current),
}));
