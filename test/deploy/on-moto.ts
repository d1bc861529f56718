import { type ControlPlane, startMoto } from './control-plane';
import { type Expected, expectedFindings } from './doctor';
import type { Environment } from './environments';
import { type Lane, takeThrough } from './lane';
import type { Ledger } from './ledger';
import type { Options } from './options';
import { compareLacking, differences, readTables, Sightings } from './tables';
import { Toolkits } from './toolkits';
import { visit } from './visit';

const region = 'eu-west-1';
/** Of every example that names one. */
const account = '111122223333';
/** For a command of the CDK (s); most take three. */
const limit = 240;

/** What a run on moto saw, in all lanes together. */
class Observed {
  readonly sightings = new Sightings();
  readonly findings = new Set<Expected>();
  readonly added = new Set<string>();
}

/** Takes environments through moto servers, as many side by side as there are lanes, and compares the lists. */
export async function deployOnMoto(
  ledger: Ledger,
  python: string,
  chosen: readonly Environment[],
  options: Options,
): Promise<void> {
  const observed = new Observed();
  const queue = [...chosen];
  const lanes = Array.from({ length: Math.min(options.lanes, chosen.length) }, (_, index) =>
    runLane({ ledger, python, keep: options.keep }, `moto-${index + 1}`, queue, observed),
  );
  await Promise.all(lanes);
  if (options.only.length === 0) await compareLists(ledger, observed);
}

async function runLane(
  given: Pick<Lane, 'ledger' | 'python' | 'keep'>,
  name: string,
  queue: Environment[],
  observed: Observed,
): Promise<void> {
  const { ledger, python, keep } = given;
  const lacking = [...readTables().lacking.keys()];
  const plane = await ledger.step(`${name}: start`, () => startMoto({ python, name, region, lacking }));
  if (!plane) return;
  for (const type of plane.added) observed.added.add(type);
  const lane: Lane = {
    ...{ ...given, plane, region, account, method: 'direct', limit },
    saw: (found) => observed.sightings.add(found),
    visit: (deployed) => visit(deployed, (one) => observed.findings.add(one)),
  };
  try {
    const toolkits = new Toolkits(lane);
    for (let next = queue.shift(); next; next = queue.shift()) await takeThrough(lane, next, toolkits);
    if (keep) await serve(plane, ledger);
    else await ledger.step(`${name}: the bootstrap is gone too`, () => toolkits.remove());
  } finally {
    await plane.stop();
  }
}

async function serve(plane: ControlPlane, ledger: Ledger): Promise<void> {
  const { AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = plane.env(account);
  ledger.note(`AWS_ENDPOINT_URL=${AWS_ENDPOINT_URL} AWS_REGION=${region} \\`);
  ledger.note(`AWS_ACCESS_KEY_ID=${AWS_ACCESS_KEY_ID} AWS_SECRET_ACCESS_KEY=${AWS_SECRET_ACCESS_KEY}`);
  ledger.note('until Ctrl-C');
  await new Promise((resolve) => process.once('SIGINT', resolve));
}

async function compareLists(ledger: Ledger, { sightings, findings, added }: Observed): Promise<void> {
  const tables = readTables();
  await ledger.step('README.md lists what moto lacks, and nothing else', () =>
    expectNone([
      ...compareLacking(tables.lacking, sightings.types),
      ...differences('made by its service', tables.added, [...added]),
    ]),
  );
  await ledger.step('doctor.json lists what moto makes the doctor find, and nothing else', () => {
    const name = ({ check, code, type }: Expected) => `${check} ${code}${type ? ` beside ${type}` : ''}`;
    const met = [...findings].map(name);
    const idle = expectedFindings()
      .map(name)
      .filter((one) => !met.includes(one));
    expectNone(idle.map((one) => `${one} was never found`));
  });
}

function expectNone(problems: readonly string[]): void {
  if (problems.length) throw new Error(problems.join('\n'));
}
