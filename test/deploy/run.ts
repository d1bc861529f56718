import { type ControlPlane, startMoto } from './control-plane';
import { type Expected, expectedFindings } from './doctor';
import { type Environment, environments } from './environments';
import { type Lane, takeThrough } from './lane';
import { Ledger } from './ledger';
import { type Options, readOptions, usage } from './options';
import { folder } from './places';
import { type Python, preparePython } from './python';
import { compareLacking, differences, readTables, Sightings } from './tables';
import { lintTemplates, templatesOf } from './template-lint';
import { Toolkits } from './toolkits';
import { visit } from './visit';

const region = 'eu-west-1';
/** Of every example that names one. */
const account = '111122223333';

async function main(): Promise<void> {
  const all = environments();
  const options = readOptions(
    process.argv.slice(2),
    all.map(({ name }) => name),
  );
  const chosen = options.only.length ? all.filter(({ name }) => options.only.includes(name)) : all;
  const ledger = new Ledger();
  ledger.note(`${chosen.length} environments; logs in ${folder('logs')}`);
  const python = await ledger.step('Python with moto and cfn-lint', () => preparePython(folder('logs')));
  if (python) {
    await deployAll(ledger, python, chosen, options);
    await ledger.step('cfn-lint finds nothing in any template', async () => {
      const problems = await lintTemplates(python.cfnLint, templatesOf(chosen), chosen.length === all.length);
      if (problems.length) throw new Error(problems.join('\n'));
    });
  }
  console.log(ledger.sum);
  process.exitCode = ledger.failures ? 1 : 0;
}

/** Takes the environments through their control planes, as many side by side as there are lanes. */
async function deployAll(
  ledger: Ledger,
  { python }: Python,
  chosen: readonly Environment[],
  options: Options,
): Promise<void> {
  const tables = readTables();
  const sightings = new Sightings();
  const met = new Set<Expected>();
  const queue = [...chosen];
  const added = new Set<string>();
  const lanes = Array.from({ length: Math.min(options.lanes, chosen.length) }, async (_, index) => {
    const name = `moto-${index + 1}`;
    const plane = await ledger.step(`${name}: start`, () =>
      startMoto({ python, name, region, lacking: [...tables.lacking.keys()] }),
    );
    if (!plane) return;
    for (const type of plane.added) added.add(type);
    const lane: Lane = {
      ...{ plane, ledger, python, region, account, method: 'direct', limit: 240, keep: options.keep },
      saw: (found) => sightings.add(found),
      visit: (deployed) => visit(deployed, (one) => met.add(one)),
    };
    try {
      await takeAll(lane, queue, name);
    } finally {
      await leave(plane, ledger, options);
    }
  });
  await Promise.all(lanes);
  if (options.only.length) return;
  await ledger.step('README.md lists what moto lacks, and nothing else', () => {
    const problems = [
      ...compareLacking(tables.lacking, sightings.types),
      ...differences('made by its service', tables.added, [...added]),
    ];
    if (problems.length) throw new Error(problems.join('\n'));
  });
  await ledger.step('doctor.json lists what moto makes the doctor find, and nothing else', () => {
    const seen = [...met].map(({ check, code }) => `${check} ${code}`);
    const idle = expectedFindings().filter(({ check, code }) => !seen.includes(`${check} ${code}`));
    if (idle.length)
      throw new Error(idle.map(({ check, code }) => `${check} ${code} was never found`).join('\n'));
  });
}

async function takeAll(lane: Lane, queue: Environment[], name: string): Promise<void> {
  const toolkits = new Toolkits(lane);
  for (let next = queue.shift(); next; next = queue.shift()) await takeThrough(lane, next, toolkits);
  if (!lane.keep) await lane.ledger.step(`${name}: the bootstrap is gone too`, () => toolkits.remove());
}

async function leave(plane: ControlPlane, ledger: Ledger, { keep }: Options): Promise<void> {
  if (keep) {
    const { AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = plane.env(account);
    ledger.note(`AWS_ENDPOINT_URL=${AWS_ENDPOINT_URL} AWS_REGION=${region} \\`);
    ledger.note(`AWS_ACCESS_KEY_ID=${AWS_ACCESS_KEY_ID} AWS_SECRET_ACCESS_KEY=${AWS_SECRET_ACCESS_KEY}`);
    ledger.note('until Ctrl-C');
    await new Promise((resolve) => process.once('SIGINT', resolve));
  }
  await plane.stop();
}

main().catch((error: Error) => {
  console.error(`${error.message}\n${usage}`);
  process.exitCode = 2;
});
