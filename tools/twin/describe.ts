import { notEmulated } from './not-emulated';
import type { ReadyFile } from './ready';

/** What to tell a person once the twin serves: ports, how to use them, and what is not as on AWS. */
export function describeTwin(ready: ReadyFile): string {
  const names = Object.keys(ready.vantages);
  const width = Math.max(7, ...names.map((name) => name.length));
  const rows = Object.entries(ready.vantages).map(
    ([name, { socks, dns }]) => `  ${name.padEnd(width)}  socks5h://${socks.padEnd(15)}  dns ${dns}`,
  );
  const first = Object.values(ready.vantages)[0];
  return [
    'The twin serves. Stand in a network by its port:',
    ...rows,
    '',
    `Trust ${ready.ca}, for instance:`,
    `  curl --proxy socks5h://${first?.socks} --cacert ${ready.ca} https://…`,
    '',
    'Health checks run faster than the templates say. Not emulated:',
    ...notEmulated.map((line) => `  - ${line}`),
  ].join('\n');
}
