import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectedCalls } from '../../lambdas/probe/calls';
import { isCanary, readCanary } from '../../lambdas/probe/canary';
import { environment } from '../helpers/synth';

const folder = mkdtempSync(join(tmpdir(), 'hybrid-probe-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('without an event the probe makes the calls that hybrid.yaml expects from the data centre', () => {
  writeFileSync(join(folder, 'calls.json'), JSON.stringify(environment().expect));
  const targets = JSON.parse(expectedCalls(folder)!) as { url: string; vantage: string }[];
  expect(targets.map(({ url }) => url)).toContain('https://pvt-api.corp.example/test-resource');
  expect(new Set(targets.map(({ vantage }) => vantage))).toEqual(new Set(['on-prem']));
});

test('a bundle without calls leaves them to the event', () => {
  expect(expectedCalls(join(folder, 'none'))).toBeUndefined();
});

describe('as a canary', () => {
  const settings = {
    namespace: 'hybrid-api/corp/canary',
    zones: [{ zone: 'eu-west-1a', cidr: '10.20.0.0/19' }],
    calls: [
      { from: 'on-prem', call: 'GET https://pvt-api.corp.example/', headers: {}, expect: { status: 200 } },
    ],
  };

  test('the event of the schedule is told from others', () => {
    expect([{ canary: true }, { canary: 'yes' }, {}, null, 'canary'].map(isCanary)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  test('the function makes the calls of canary.json', () => {
    writeFileSync(join(folder, 'canary.json'), JSON.stringify(settings));
    const { targets, namespace, zones } = readCanary(folder);
    expect(targets.map(({ url }) => url)).toEqual(['https://pvt-api.corp.example/']);
    expect({ namespace, zones }).toEqual({ namespace: settings.namespace, zones: settings.zones });
  });

  test('calls with an API key name its secret, where the function may read it; others are left out', () => {
    const [call] = settings.calls;
    const calls = [
      { ...call, apiKey: 'acme' },
      { ...call, apiKey: 'globex' },
    ];
    writeFileSync(join(folder, 'canary.json'), JSON.stringify({ ...settings, calls }));
    writeFileSync(join(folder, 'api-keys.json'), '{"acme":"partners/acme"}');
    expect(readCanary(folder).targets.map(({ apiKey }) => apiKey)).toEqual([{ secret: 'partners/acme' }]);
    writeFileSync(join(folder, 'calls.json'), JSON.stringify(calls));
    expect(JSON.parse(expectedCalls(folder)!)).toMatchObject([{ apiKey: { secret: 'partners/acme' } }]);
  });

  test('without one it says what to set', () => {
    expect(() => readCanary(join(folder, 'none'))).toThrow(/PROBE_BAD_EVENT: .* Fix: set operations\.canary/);
  });
});
