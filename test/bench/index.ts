import Table from 'cli-table3';
import { benchApp } from './app';
import { benchAuthorizers } from './authorizers';
import { benchDoctor } from './doctor';
import type { Row } from './measure';
import { benchProbe } from './probe';
import { benchProxy } from './proxy';
import { roles } from './roles';
import { benchSuite } from './suite';
import { benchTrace } from './trace';
import { benchTwin } from './twin';

/** `npm run bench [app|trace|twin|probe|authorizers|proxy|doctor|suite …]`: every figure of one run, on this machine, beside what is asked of it. */
async function main(): Promise<void> {
  const role = roles[process.argv[2] ?? ''];
  if (role && process.send) return role();
  const sections = {
    app: benchApp,
    trace: benchTrace,
    twin: benchTwin,
    probe: benchProbe,
    authorizers: benchAuthorizers,
    proxy: benchProxy,
    doctor: benchDoctor,
    suite: benchSuite,
  };
  const asked = process.argv.slice(2);
  const table = new Table({
    head: ['what', 'measured', 'asked', ''],
    style: { head: [], border: [], compact: true },
  });
  let missed = 0;
  for (const [name, bench] of Object.entries(sections)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    console.error(`measuring ${name}`);
    for (const row of (await bench()) as readonly Row[]) {
      table.push([
        row.what,
        row.measured,
        row.target,
        row.met === undefined ? '' : row.met ? 'met' : 'MISSED',
      ]);
      if (row.met === false) missed++;
    }
  }
  console.log(table.toString());
  console.log(missed === 0 ? 'every figure that could be measured is met' : `${missed} missed`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
