import { canaryCalls, lacksFor } from '../canary-calls';
import { readableKeys } from '../readable-keys';
import { type Finding, finding, items, quote, type Rule, type SoundExpectation, suggest } from './rule';

/** A canary stands in the simulated data centre and makes calls of `expect` whose secrets it may read. */
export const checkCanary: Rule = (config, context) => {
  const { operations, onPremises, expect } = config;
  const canary = operations?.canary;
  if (!canary) return [];
  const found: Finding[] = [];
  if (onPremises?.simulate === false)
    found.push(
      finding(
        'CFG_CANARY',
        ['operations', 'canary'],
        'has no place to call from: nothing stands in the data centre',
        'set onPremises.simulate: true, or run the probe from a host of the data centre',
      ),
    );
  const told = [['expect'], ['apiKeys'], ['onPremises', 'secrets']];
  if (!told.every((path) => context.isSound(path))) return found;
  const calls = [...items(expect)].map(([, call]) => call);
  const keys = readableKeys(config as Parameters<typeof readableKeys>[0]);
  if (canary.calls) {
    for (const [index, name] of items(canary.calls)) {
      const wrong = whyNot(name, calls, keys);
      if (wrong)
        found.push(finding('CFG_CANARY', ['operations', 'canary', 'calls', index], wrong[0], wrong[1]));
    }
  } else if (canaryCalls(calls as never, undefined, keys).length === 0)
    found.push(
      finding(
        'CFG_CANARY',
        ['operations', 'canary'],
        'has nothing to call: no entry of expect is from on-prem, a GET, and without a secret',
        'add one to expect, or name calls in operations.canary.calls',
      ),
    );
  return found;
};

/** What is wrong with a name, and the fix. */
function whyNot(
  name: string,
  calls: readonly SoundExpectation[],
  keys: Readonly<Record<string, string>>,
): readonly [string, string] | undefined {
  const named = calls.find((call) => call.name === name);
  if (!named) {
    const names = calls.flatMap((call) => (call.from === 'on-prem' && call.name) || []);
    return [`${quote(name)} is the name of no call`, suggest(name, names)];
  }
  if (named.from !== 'on-prem')
    return [
      `${quote(name)} is called from ${named.from}`,
      'name a call from on-prem: the canary stands there',
    ];
  const lack = lacksFor(named as never, keys);
  if (lack === undefined) return undefined;
  const fix = lack.startsWith('API key')
    ? `name its secret in apiKeys.${named.apiKey}.secret and in onPremises.secrets, or name another call`
    : 'name a call that needs no secret: none is in a function';
  return [`${quote(name)} needs ${lack}`, fix];
}
