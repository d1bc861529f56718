import { canaryCalls, secretOf } from '../canary-calls';
import { type Finding, finding, items, quote, type Rule, type SoundExpectation, suggest } from './rule';

/** A canary stands in the simulated data centre and makes calls of `expect` that need no secret. */
export const checkCanary: Rule = ({ operations, onPremises, expect }, context) => {
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
  if (!context.isSound(['expect'])) return found;
  const calls = [...items(expect)].map(([, call]) => call);
  if (canary.calls) {
    for (const [index, name] of items(canary.calls)) {
      const wrong = whyNot(name, calls);
      if (wrong)
        found.push(finding('CFG_CANARY', ['operations', 'canary', 'calls', index], wrong[0], wrong[1]));
    }
  } else if (canaryCalls(calls as never, undefined).length === 0)
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
function whyNot(name: string, calls: readonly SoundExpectation[]): readonly [string, string] | undefined {
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
  const secret = secretOf(named as never);
  if (secret === undefined) return undefined;
  return [`${quote(name)} needs ${secret}`, 'name a call that needs no secret: none is in a function'];
}
