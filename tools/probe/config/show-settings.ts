import type { Settled } from './layers';
import { secretKind } from './refuse-secret';

/** Every setting that applies, and where it comes from; a line each. Secrets are not shown. Pure. */
export function showSettings({ origins }: Settled): string {
  const rows = [...origins]
    .filter(([name, { value }]) => value !== undefined && name !== 'show-settings')
    .map(([name, { value, layer, where }]) => ({
      name,
      value: [value]
        .flat()
        .map((one) => shown(name, one))
        .join(', '),
      from: where === layer || layer === 'command line' ? layer : `${layer}, ${where}`,
    }))
    .sort((one, other) => one.name.localeCompare(other.name));
  const width = (key: 'name' | 'value') => Math.min(48, Math.max(...rows.map((row) => row[key].length)));
  return rows
    .map(({ name, value, from }) => `${name.padEnd(width('name'))}  ${value.padEnd(width('value'))}  ${from}`)
    .join('\n');
}

function shown(name: string, value: unknown): string {
  if (typeof value !== 'string' || secretKind(name, value) === undefined) return String(value);
  return name === 'header' ? `${value.split(':')[0]}: (not shown)` : '(not shown)';
}
