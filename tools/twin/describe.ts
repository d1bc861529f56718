import { notEmulated } from './not-emulated';
import type { ReadyFile } from './ready';

/**
 * What to tell a person once the twin serves: ports, how to use them, and what is not as on AWS.
 * @param calls URLs to show as ready-made `curl` lines, one for each vantage and URL
 */
export function describeTwin(ready: ReadyFile, calls: readonly string[] = []): string {
  const names = Object.keys(ready.vantages);
  const width = Math.max(7, ...names.map((name) => name.length));
  const rows = Object.entries(ready.vantages).map(
    ([name, { socks, dns }]) => `  ${name.padEnd(width)}  socks5h://${socks.padEnd(15)}  dns ${dns}`,
  );
  const urls = calls.length > 0 ? calls : ['https://…'];
  const doors =
    calls.length > 0 ? Object.entries(ready.vantages) : Object.entries(ready.vantages).slice(0, 1);
  const curls = doors.flatMap(([name, { socks }]) => [
    `  # from ${name}`,
    ...urls.map((url) => `  curl --proxy socks5h://${socks} --cacert ${ready.ca} --max-time 5 ${url}`),
  ]);
  return [
    'The twin serves. Stand in a network by its port:',
    ...rows,
    '',
    calls.length > 0 ? 'Ready-made:' : `Trust ${ready.ca}, for instance:`,
    ...curls,
    '',
    'Health checks run faster than the templates say. Not emulated:',
    ...notEmulated.map((line) => `  - ${line}`),
  ].join('\n');
}
