import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reasons } from '../path/reasons';
import { planReasons } from '../plan/reasons';
import { probeReasons } from '../probe';
import { packageRoot } from '../root';
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

const intro = `# Runbooks

One page a kind of trouble: what is seen, what it means, two commands, causes and fixes, how to verify. \`trace\`, \`verify\`,
\`plan\` and \`probe\` print the page of a reason code beside its fix, and \`--json\` has it as \`runbook\`. Pages elsewhere, such
as on a wiki: \`--runbooks https://wiki.corp.example/runbooks/\`.

Names in commands are those of the reference environment. Saved queries are \`<environment>/<host>/<query>\` in CloudWatch
Logs Insights; fields of the access log are explained in [alarms and logs](../operations.md).

Written by \`npm run docs\` from the first line of each page.
`;

/** docs/runbooks/README.md: troubles first, then procedures, which have no symptom. */
function writeIndex(): string {
  const folder = join(packageRoot, 'docs', 'runbooks');
  const pages = readdirSync(folder)
    .filter((file) => file.endsWith('.md') && file !== 'README.md')
    .sort()
    .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));
  const isTrouble = ({ text }: { readonly text: string }) => text.includes('**Symptom.**');
  const rows = (listed: typeof pages) =>
    listed.map(
      ({ file, text }) => `| ${cell(text.split('\n')[0]!.slice(2))} | [${file.slice(0, -3)}](${file}) |`,
    );
  const table = (head: string, listed: typeof pages) =>
    `| ${head} | Page |\n|---|---|\n${rows(listed).join('\n')}\n`;
  const procedures = pages.filter((page) => !isTrouble(page));
  return `${intro}\n${table('Seen', pages.filter(isTrouble))}\n## Procedures\n\n${table('To do', procedures)}`;
}

export const runbookDocuments = [
  ...(Object.keys(runbookPages) as RunbookPage[]).map((page) => ({
    path: `docs/runbooks/${page}.md`,
    write: (current: string) => writeCodes(page, current),
  })),
  { path: 'docs/runbooks/README.md', write: writeIndex },
];
