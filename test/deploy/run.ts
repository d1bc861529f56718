import { environments } from './environments';
import { Ledger } from './ledger';
import { deployOnAws } from './on-aws';
import { deployOnMoto } from './on-moto';
import { readOptions, usage } from './options';
import { folder } from './places';
import { preparePython } from './python';
import { lintTemplates, templatesOf } from './template-lint';

async function main(): Promise<void> {
  const all = environments();
  const names = all.map(({ name }) => name);
  const options = readOptions(process.argv.slice(2), names);
  const chosen = options.only.length ? all.filter(({ name }) => options.only.includes(name)) : all;
  const ledger = new Ledger();
  // moto ends with this process, however that ends; --keep waits for Ctrl-C itself.
  for (const signal of options.keep ? (['SIGTERM'] as const) : (['SIGINT', 'SIGTERM'] as const))
    process.once(signal, () => process.exit(130));
  ledger.note(`${chosen.length} environments; logs in ${folder('logs')}`);
  const python = await ledger.step('Python with moto and cfn-lint', () => preparePython(folder('logs')));
  if (python) {
    const lane = { ledger, python: python.python, keep: options.keep };
    if (options.real) await deployOnAws(lane, chosen[0]!, options.real);
    else await deployOnMoto(ledger, python.python, chosen, options);
    await ledger.step('cfn-lint finds nothing in any template', async () => {
      const problems = await lintTemplates(python.cfnLint, templatesOf(chosen), chosen.length === all.length);
      if (problems.length) throw new Error(problems.join('\n'));
    });
  }
  console.log(ledger.sum);
  process.exitCode = ledger.failures ? 1 : 0;
}

main().catch((error: Error) => {
  console.error(`${error.message}\n${usage}`);
  process.exitCode = 2;
});
