import { Ledger } from './ledger';

const ledgerOf = (lines: string[]) => new Ledger((line) => lines.push(line));

test('a step that fails is told with its reason, and the run goes on', async () => {
  const lines: string[] = [];
  const ledger = ledgerOf(lines);
  const failed = await ledger.step('deploy', () => {
    throw new Error('no bucket\nin this account');
  });
  const passed = await ledger.step('destroy', async () => 7);
  expect([failed, passed]).toEqual([undefined, 7]);
  expect(lines[0]).toMatch(/^FAIL deploy {2}\d+\.\d s$/);
  expect(lines.slice(1, 3)).toEqual(['       no bucket', '       in this account']);
  expect(lines[3]).toMatch(/^ok {3}destroy {2}/);
});

test('the sum is a line that counts both', async () => {
  const ledger = ledgerOf([]);
  await ledger.step('one', () => 1);
  await ledger.step('two', () => Promise.reject(new Error('no')));
  expect(ledger.sum).toBe('1 passed, 1 failed');
  expect(ledger.failures).toBe(1);
});
