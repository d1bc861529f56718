import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { doctorReasons } from '../doctor/reasons';
import { reasons } from '../path/reasons';
import { planReasons } from '../plan/reasons';
import { probeReasons } from '../probe';
import { packageRoot } from '../root';
import {
  commandsOfPage,
  pageFor,
  type RunbookPage,
  referenceSubject,
  runbookPages,
  type Subject,
} from '../runbooks';
import type { ErrorRegistry } from './errors';

interface Coded {
  readonly code: string;
  readonly means: string;
  readonly fix: string;
  readonly page: RunbookPage;
}

/** Every code that something is to be done about, with its page. */
export function codesWithRunbook(): Coded[] {
  const ofHops = Object.entries({ ...reasons, ...probeReasons, ...doctorReasons })
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

/** Pages that are about another call than most. */
const subjects: { readonly [page in RunbookPage]?: Subject } = {
  websocket: { url: 'wss://ws.corp.example/' },
  'client-certificates': { url: 'https://orders.corp.example/' },
  'public-api-from-the-vpc': { url: 'https://a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com/prod/' },
};

/** The two commands that the probe prints, for the reference environment. */
function nextOf(page: RunbookPage): string {
  const commands = commandsOfPage(page, subjects[page] ?? referenceSubject);
  return ['```sh', ...commands, '```'].join('\n');
}

function codesOf(page: RunbookPage): string {
  const rows = codesWithRunbook()
    .filter((one) => one.page === page)
    .map(({ code, means, fix }) => `| \`${code}\` | ${cell(means)} | ${cell(fix)} |`);
  return rows.length > 0 ? ['| Code | Means | Fix |', '|---|---|---|', ...rows].join('\n') : 'None.';
}

/**
 * The text with one marked place made anew.
 * @throws Error for a page without the place
 */
function replacePlace(page: RunbookPage, place: string, text: string, by: string): string {
  const begin = `<!-- begin ${place}: written by tools/write-docs.ts -->`;
  const from = text.indexOf(begin);
  const to = text.indexOf(`<!-- end ${place} -->`);
  if (from < 0 || to < from) throw new Error(`docs/runbooks/${page}.md has no place for its ${place}`);
  return `${text.slice(0, from)}${begin}\n${by}\n${text.slice(to)}`;
}

/** A runbook with its commands and the table of its codes made anew; the prose stays. */
function writePage(page: RunbookPage, current: string): string {
  return replacePlace(page, 'codes', replacePlace(page, 'next', current, nextOf(page)), codesOf(page));
}

const intro = `# Runbooks

One page a kind of trouble: what is seen, what it means, two commands, causes and fixes, how to verify. \`trace\`, \`verify\`,
\`plan\` and \`probe\` print the page of a reason code beside its fix, and \`--json\` has it as \`runbook\`. Pages elsewhere, such
as on a wiki: \`--runbooks https://wiki.corp.example/runbooks/\`. The two commands of a page are those that \`probe\`,
\`trace\`, \`verify\` and \`doctor\` print (\`next\` in JSON) with the values of the call; \`plan\` prints what tells of its codes.

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
    write: (current: string) => writePage(page, current),
  })),
  { path: 'docs/runbooks/README.md', write: writeIndex },
];
