import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectedCalls } from '../../lambdas/probe/handler';
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
