import { faults } from '../../test/faults';
import { type Fault, saidBy } from '../../test/faults/fault';
import { hopNames } from '../path/hop';

const intro = `# Fault matrix

One mistake at a time in the reference environment, then in the examples, and how each level shows it. Every row is a test: the trace names
the hop and the code, the twin shows the symptom, and the probe says what it can from outside. Where the probe's own
code differs, the caller cannot tell; the trace's code is then among the candidates that the probe lists, and its
confidence is not high. A remark lets the call pass: it is seen on paper only.

Symptoms without an HTTP status: \`nxdomain\`, \`no-data\`, \`servfail\` (the resolver), \`timeout\` (silence), \`refused\`,
\`tls\` (the handshake fails), \`reset\` (connected, TLS done, cut before a response).

Written by \`npm run docs\` from \`test/faults/\`.
`;

/** docs/fault-matrix.md: a table a hop, from the faults that the tests run. */
export function writeFaultMatrix(): string {
  const tables = hopNames.map((hop, index) => {
    const ofReference = faults.filter((fault) => fault.hop === hop && fault.example === undefined);
    return table(`${index + 1}. ${hop}`, ofReference);
  });
  const examples = [...new Set(faults.flatMap(({ example }) => example ?? []))].sort();
  const others = examples.map((name) => {
    const title = `Example [${name}](examples/${name}/hybrid.yaml)`;
    return table(
      title,
      faults.filter(({ example }) => example === name),
    );
  });
  return `${intro}\n${[...tables, ...others].join('\n')}`;
}

function table(title: string, listed: readonly Fault[]): string {
  const head = `| Fault | On paper | The caller sees | The probe says |\n|---|---|---|---|`;
  return `## ${title}\n\n${head}\n${listed.map(row).join('\n')}\n`;
}

function row(fault: Fault): string {
  const kind = fault.outcome === 'stop' ? '' : fault.outcome === 'pass' ? ' (remark)' : ' (unknown)';
  const said = saidBy(fault);
  const attributed =
    fault.outcome === 'pass' ? 'as expected' : `\`${said}\`${said === fault.code ? '' : ' and candidates'}`;
  return `| ${fault.name} | \`${fault.code}\`${kind} | ${fault.seen} | ${attributed} |`;
}
