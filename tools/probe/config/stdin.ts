import { KitError } from '../../kit-error';
import type { ProbeArguments } from '../flags';
import type { ProbeTarget } from '../target';

/**
 * Standard input can be one thing; a JSON object with several secrets in it is one, too.
 * @throws KitError PROBE_STDIN_TWICE
 */
export function checkStdin(args: ProbeArguments, usesFile: boolean, targets: readonly ProbeTarget[]): void {
  const { config, data, header = [] } = args;
  const uses = [
    ...(usesFile && config === '-' ? ['the file of calls (--config -)'] : []),
    ...(!usesFile && (data === '-' || data === '@-') ? ['the body (--data -)'] : []),
    ...(header.includes('@-') ? ['headers (--header @-)'] : []),
    ...secretUses(targets),
  ];
  if (uses.length < 2) return;
  throw new KitError({
    code: 'PROBE_STDIN_TWICE',
    what: `stdin is to be ${uses.join(' and ')}`,
    where: 'stdin',
    fix: 'give one of them as a file',
  });
}

function secretUses(targets: readonly ProbeTarget[]): string[] {
  const sources = targets.flatMap(({ bearer, apiKey }) => [
    { what: 'the bearer token', source: bearer },
    { what: 'the API key', source: apiKey },
  ]);
  const used = sources.filter(({ source }) => source && 'stdin' in source);
  const whole = new Set(used.filter(({ source }) => source?.name === undefined).map(({ what }) => what));
  const members = used.some(({ source }) => source?.name !== undefined) ? ['an object of secrets'] : [];
  return [...whole, ...members];
}
