import yargs from 'yargs';
import { KitError } from './kit-error';
import { verbs } from './verbs';

/** Exit codes of every verb; a probe of one target adds 10–18 for the hop. */
const usageError = 2;

async function main(): Promise<void> {
  const parser = yargs(process.argv.slice(2))
    .scriptName('hybrid-api')
    .usage('$0 <verb>\n\nCalls private REST APIs by a company name, and names the hop that said no.')
    .example('$0 trace --from on-prem GET https://pvt-api.corp.example/', 'walk the templates on paper')
    .example('$0 verify', 'every expectation of hybrid.yaml, on paper')
    .example('$0 twin --ready-file ready.json', 'serve the templates on loopback')
    .example('$0 probe https://pvt-api.corp.example/', 'call for real and name the hop')
    .example('$0 doctor', 'look at what is deployed, read-only')
    .demandCommand(1, 'No verb is named.')
    .strict()
    .recommendCommands()
    .wrap(Math.min(110, process.stdout.columns ?? 100))
    .alias('h', 'help')
    .version()
    .exitProcess(false)
    .fail((message, error) => {
      throw error ?? new UsageError(message);
    });
  for (const verb of verbs) parser.command(verb);
  if (process.argv.length === 2) {
    parser.showHelp('error');
    process.exitCode = usageError;
    return;
  }
  await parser.parseAsync();
}

function sentence(text: string): string {
  return /[.?!]$/.test(text) ? text : `${text}.`;
}

/** A command line that yargs refused. */
class UsageError extends Error {}

main().catch((error: unknown) => {
  if (error instanceof KitError) {
    for (const line of error.message.split('\n')) console.error(line);
  } else if (error instanceof UsageError) {
    console.error(
      `CLI_USAGE: ${sentence(error.message)} Fix: see "hybrid-api ${process.argv[2] ?? ''} --help"`,
    );
  } else {
    console.error(error);
    console.error(
      'INTERNAL: this is a defect of hybrid-api, not of your input. Fix: report it with the lines above',
    );
  }
  process.exitCode = usageError;
});
