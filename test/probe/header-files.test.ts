import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Expectation } from '../../stacks/config-schema';
import { expectedCall } from '../../tools/expectations/call-line';
import { showHeaders } from '../../tools/expectations/header-values';
import { callsFrom } from '../../tools/probe/expectations';
import { prepareTarget } from '../../tools/probe/target';

const folder = mkdtempSync(join(tmpdir(), 'hybrid-headers-'));
const file = join(folder, 'amy.jwt');

afterAll(() => rmSync(folder, { recursive: true }));

const expectation = (name: string): Expectation => ({
  from: 'on-prem',
  call: 'GET https://pay.corp.example/',
  headers: { 'X-Plain': 'text', Authorization: { file: join(folder, name), prefix: 'Bearer ' } },
  expect: { status: 200 },
});

test('a header’s value is read from its file when the call is made', () => {
  writeFileSync(file, 'first\n');
  const call = () => expectedCall(expectation('amy.jwt')).headers;
  expect(call()).toEqual([
    ['X-Plain', 'text'],
    ['Authorization', 'Bearer first'],
  ]);
  writeFileSync(file, 'second');
  expect(call()).toContainEqual(['Authorization', 'Bearer second']);
});

test('a file that is not there is PROBE_HEADER_FILE', () => {
  expect(() => expectedCall(expectation('bob.jwt'))).toThrow(/PROBE_HEADER_FILE.*bob\.jwt/);
});

test('on a host without the file the call is skipped, and the reason is said', () => {
  const { targets, skipped } = callsFrom(
    { expect: [expectation('amy.jwt'), expectation('bob.jwt')] },
    'on-prem',
  );
  expect(targets).toHaveLength(1);
  expect(skipped).toEqual([
    {
      method: 'GET',
      url: 'https://pay.corp.example/',
      vantage: 'on-prem',
      reason: expect.stringContaining('bob.jwt'),
    },
  ]);
});

test('a report names the file, not what is in it', () => {
  expect(showHeaders(expectation('amy.jwt').headers)).toEqual([
    ['X-Plain', 'text'],
    ['Authorization', `(in ${file})`],
  ]);
});

test('a value that can’t be sent is not shown: it may be a token', () => {
  const target = { url: 'https://pay.corp.example/', headers: { Authorization: 'Bearer s3cret\n' } };
  expect(() => prepareTarget(target)).toThrow(/PROBE_BAD_HEADER/);
  expect(() => prepareTarget(target)).not.toThrow(/s3cret/);
});
