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
  'tls-max': '--tls-max',
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
    return values.map((one) => ({ name: `--${name}`, curl, value: String(one) }));
  });
  return {
    program: basename(script) === 'hybrid-probe.cjs' ? 'node hybrid-probe.cjs' : 'npx hybrid-api probe',
    probe: said.flatMap(({ name, value }) => [name, value]),
    curl: said.flatMap(({ curl, value }) => (curl === undefined ? [] : [curl, value])),
  };
}
