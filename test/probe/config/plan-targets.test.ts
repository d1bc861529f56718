import { KitError } from '../../../tools/kit-error';
import type { FileCall } from '../../../tools/probe/config/parse';
import { planTargets } from '../../../tools/probe/config/plan-targets';

const url = 'https://pay.corp.example/';
const calls: FileCall[] = [
  { name: 'any', target: { name: 'any', url } },
  { name: 'here', target: { name: 'here', url, vantage: 'on-prem', resolver: '10.0.0.2' } },
  { name: 'app', target: { name: 'app', url, vantage: 'app' } },
];
const namesOf = (targets: readonly { name?: string }[]) => targets.map(({ name }) => name);

test('targets of another vantage are skipped, with the reason', () => {
  const { targets, skipped } = planTargets(calls, {}, undefined);
  expect(namesOf(targets)).toEqual(['any', 'here']);
  expect(skipped).toEqual([
    {
      name: 'app',
      url,
      method: 'GET',
      vantage: 'app',
      reason: 'to be called from app, and this probe runs at on-prem',
    },
  ]);
  expect(namesOf(planTargets(calls, { vantage: 'app' }, undefined).targets)).toEqual(['any', 'app']);
});

test('through a twin all are called, by its resolver', () => {
  const door = (port: number) => ({ socks: `127.0.0.1:${port}`, dns: `127.0.0.1:${port + 1}` });
  const doors = { vantages: { 'on-prem': door(1000), app: door(2000) }, ca: '/run/ca.pem' };
  const { targets, skipped } = planTargets(calls, {}, doors);
  expect(skipped).toEqual([]);
  expect(targets.map(({ proxy, resolver }) => [proxy, resolver])).toEqual([
    ['socks5h://127.0.0.1:1000', '127.0.0.1:1001'],
    ['socks5h://127.0.0.1:1000', '127.0.0.1:1001'],
    ['socks5h://127.0.0.1:2000', '127.0.0.1:2001'],
  ]);
});

test('of very many names the first are listed', () => {
  const many = Array.from({ length: 1000 }, (_, index) => ({ name: `call ${index}`, target: { url } }));
  const [problem] = (() => {
    try {
      planTargets(many, { only: ['coll 77'] }, undefined);
      return [];
    } catch (error) {
      return (error as KitError).problems;
    }
  })();
  expect(problem?.fix).toMatch(
    /^did you mean "call 77"\? Other names are call 0, .*call 19, … \(1000 in all\)$/,
  );
});

test('--only chooses by name, and a name that none has is guessed', () => {
  expect(namesOf(planTargets(calls, { only: ['here'] }, undefined).targets)).toEqual(['here']);
  const wrong = () => planTargets(calls, { only: ['heer', 'zzz'] }, undefined);
  expect(wrong).toThrow(KitError);
  expect(wrong).toThrow(
    /PROBE_UNKNOWN_TARGET: no call of hybrid.yaml is named "heer" \(--only\)\. Fix: did you mean "here"\?/,
  );
});
