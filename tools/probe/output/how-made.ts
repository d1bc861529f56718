import { basename } from 'node:path';
import type { Subject } from '../../runbooks';
import type { ProbeArguments } from '../flags';

/** Options that say how to get there, and what curl calls them; those of both have the same values. */
const kept = {
  twin: undefined,
  ca: '--cacert',
  cert: '--cert',
  key: '--key',
  proxy: '--proxy',
  resolve: '--resolve',
  'connect-to': '--connect-to',
  sni: undefined,
  'tls-min': undefined,
  'tls-max': '--tls-max',
  prefer: undefined,
  ipv4: '--ipv4',
  ipv6: '--ipv6',
  http2: '--http2',
  follow: '--location',
  'max-redirects': '--max-redirs',
} as const satisfies { readonly [name in keyof ProbeArguments]?: string | undefined };

/**
 * How the calls of this run are made, so that the commands to run next make them in the same way. Secrets and what
 * says where they are stay out.
 * @param script that Node.js runs: the single file names itself
 */
export function howMade(args: ProbeArguments, script = process.argv[1] ?? ''): NonNullable<Subject['made']> {
  const said = Object.entries(kept).flatMap(([name, curl]) => {
    const value = args[name as keyof typeof kept];
    const values = value === undefined ? [] : [value].flat();
    // What is switched on has no value; what is off is left out.
    return values.flatMap((one) => (one === false ? [] : { name: `--${name}`, curl, value: one }));
  });
  return {
    program: basename(script) === 'hybrid-probe.cjs' ? 'node hybrid-probe.cjs' : 'npx hybrid-api probe',
    probe: said.flatMap(({ name, value }) => [name, ...wordsOf(value)]),
    curl: said.flatMap(({ curl, value }) => (curl === undefined ? [] : [curl, ...wordsOf(value)])),
  };
}

function wordsOf(value: string | number | boolean): string[] {
  return value === true ? [] : [String(value)];
}
