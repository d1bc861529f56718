import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../root';

const intro = `# Examples

Ready environments, one for each system and front door. Each runs on this machine, from templates to called APIs:

\`\`\`sh
npm start -- --config docs/examples/base-paths/hybrid.yaml
\`\`\`

Its \`expect:\` says what is reached and what is not. A test synthesizes every folder with CloudFormation's schemas and the
AWS Solutions rules, checks the expectations on paper, and then on the twin with the real probe. What breaks them, one
mistake at a time, is in the [fault matrix](../fault-matrix.md).

Written by \`npm run docs\` from the first comment of each file.
`;

/** docs/examples/README.md: what each example shows. */
export function writeExamples(): string {
  const folder = join(packageRoot, 'docs', 'examples');
  const files = (readdirSync(folder, { recursive: true }) as string[])
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('/hybrid.yaml'))
    .sort();
  const rows = files.map((file) => {
    const name = file.slice(0, -'/hybrid.yaml'.length);
    return `| [${name}](${file}) | ${firstComment(readFileSync(join(folder, file), 'utf8'))} |`;
  });
  return `${intro}\n| Example | Shows |\n|---|---|\n${rows.join('\n')}\n`;
}

/** The comment lines that the file begins with, but for the one that editors read. */
function firstComment(text: string): string {
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    if (!line.startsWith('#')) break;
    if (!line.includes('yaml-language-server')) lines.push(line.slice(1).trim());
  }
  return lines.join(' ').replaceAll('|', '\\|');
}
