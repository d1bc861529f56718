import yargs, { type Argv } from 'yargs';
import { KitError } from './kit-error';
import { verbs } from './verbs';
import { valuesAfter } from './verbs/completion';
import { guessOptions } from './verbs/guess-option';
import { type Example, leadWithExamples } from './verbs/help';
import { splitLetters } from './verbs/letters';

/** Exit codes of every verb; a probe of one target adds 10–18 for the hop. */
const usageError = 2;
const programName = 'hybrid-api';

async function main(): Promise<void> {
  const words = forShell(process.argv.slice(2));
  const asked = words.filter((word) => word !== '--help' && word !== '-h');
  if (words.length === 0) {
    console.error(await helpOf(words));
    process.exitCode = usageError;
  } else if (asked.length < words.length) console.log(await helpOf(asked));
  else await commandLine(words).parseAsync();
}

async function helpOf(words: string[]): Promise<string> {
  const examples: Example[] = [];
  const help = await commandLine(words, examples).getHelp();
  return leadWithExamples(help, examples);
}

/** @param examples where those of the verb are put, or else those of the program */
function commandLine(words: string[], examples: Example[] = []): Argv {
  const parser: Argv = yargs(splitLetters(words));
  parser.example = ((command: string, meaning: string) => {
    examples.push([command.replace('$0', programName), meaning]);
    return parser;
  }) as Argv['example'];
  parser
    .scriptName(programName)
    .usage('$0 <verb>\n\nCalls private REST APIs by a company name, and names the hop that said no.')
    .example('$0 trace --from on-prem GET https://pvt-api.corp.example/', 'walk the templates on paper')
    .example('$0 verify', 'every expectation of hybrid.yaml, on paper')
    .example('$0 twin --ready-file ready.json', 'serve the templates on loopback')
    .example('$0 probe https://pvt-api.corp.example/', 'call for real and name the hop')
    .example('$0 doctor', 'look at what is deployed, read-only')
    .example('source <($0 completion bash)', 'complete verbs and options in this shell; or zsh')
    .demandCommand(1, 'No verb is named.')
    .strict()
    .recommendCommands()
    .completion('completion', 'Print a script that completes verbs and options: bash or zsh', complete)
    .wrap(Math.min(110, process.stdout.columns ?? 100))
    .alias('h', 'help')
    .version()
    .exitProcess(false)
    .fail((message, error) => {
      // What yargs itself refuses, such as a flag without its value, is no defect.
      if (error && error.name !== 'YError') throw error;
      throw new UsageError(`${sentence(message)}${guessOptions(message, optionsOf(parser))}`);
    });
  if (verbOf(words[0]) !== '') examples.length = 0;
  for (const verb of verbs) parser.command(verb);
  return parser;
}

/** `completion zsh`: yargs is told the shell by a variable alone. */
function forShell(words: string[]): string[] {
  const [verb, shell, ...more] = words;
  if (verb !== 'completion' || shell === undefined || shell.startsWith('-')) return words;
  if (!['bash', 'zsh'].includes(shell)) throw new UsageError(`"${shell}" is neither bash nor zsh.`);
  process.env.SHELL = `/bin/${shell}`;
  return [verb, ...more];
}

function complete(
  typed: string,
  _args: unknown,
  others: (done: (error: Error | null, completions: string[] | undefined) => void) => void,
  done: (completions: string[]) => void,
): void {
  const line = process.argv.slice(process.argv.indexOf('--get-yargs-completions') + 2, -1);
  const own = valuesAfter(line, typed);
  if (own) done([...own]);
  else others((_error, completions = []) => done(completions.map(shortened)));
}

/** yargs has a letter with two dashes. */
function shortened(option: string): string {
  return option.replace(/^--(?=.$)/, '-');
}

/** The long options of the verb that yargs reads; its types lack the method. */
function optionsOf(parser: Argv): string[] {
  const { key } = (parser as unknown as { getOptions(): { key: Record<string, unknown> } }).getOptions();
  return Object.keys(key).filter((name) => name.length > 1);
}

function sentence(text: string): string {
  return /[.?!]$/.test(text) ? text : `${text}.`;
}

/** The verb and a blank; nothing for a word that is none. */
function verbOf(word = ''): string {
  return verbs.some(({ command }) => String(command).split(' ')[0] === word) ? `${word} ` : '';
}

/** A command line that yargs refused. */
class UsageError extends Error {}

main().catch((error: unknown) => {
  if (error instanceof KitError) {
    for (const line of error.message.split('\n')) console.error(line);
  } else if (error instanceof UsageError) {
    console.error(`CLI_USAGE: ${error.message} Fix: see "hybrid-api ${verbOf(process.argv[2])}--help"`);
  } else {
    console.error(error);
    console.error(
      'INTERNAL: this is a defect of hybrid-api, not of your input. Fix: report it with the lines above',
    );
  }
  process.exitCode = usageError;
});
