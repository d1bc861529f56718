#!/usr/bin/env node
import { version } from '../../package.json';
import { formatProblem, KitError } from '../kit-error';
import { readLine } from './single-file/read-line';

/** The single-file probe: `node hybrid-probe.cjs [URL…]`, for a host that has Node.js and nothing else. */
async function main(): Promise<void> {
  const line = readLine(process.argv.slice(2));
  if (line.kind === 'probe') {
    const { runProbe } = require('./command') as typeof import('./command');
    process.exitCode = await runProbe(line.words, line.args);
  } else process.stdout.write(textOf(line));
}

function textOf(line: Exclude<ReturnType<typeof readLine>, { kind: 'probe' }>): string {
  if (line.kind === 'version') return `${version}\n`;
  if (line.kind === 'help')
    return (require('./single-file/help-text') as typeof import('./single-file/help-text')).helpText();
  const { completionScript } =
    require('./single-file/completion') as typeof import('./single-file/completion');
  return completionScript(line.shell ?? (process.env.SHELL?.endsWith('zsh') ? 'zsh' : 'bash'));
}

main().catch((error: unknown) => {
  const text = error instanceof KitError ? error.problems.map(formatProblem).join('\n') : String(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = 2;
});
