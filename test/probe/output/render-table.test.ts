import { explainAll, renderTable } from '../../../tools/probe';
import { resultOf, silentResult } from '../helpers/results';

const good = { schemaVersion: 1, results: [resultOf()] } as const;
const mixed = { schemaVersion: 1, results: [resultOf(), silentResult] } as const;

const rowsOf = (text: string) => text.split('\n').filter((line) => line.startsWith('│'));

test('a call has a line of its own, and a row of each address with the status, every phase and the verdict', () => {
  const [head, call, row] = rowsOf(renderTable(good, { columns: 120 }));
  const cells = (line = '') =>
    line
      .split('│')
      .map((cell) => cell.trim())
      .slice(1, -1);
  expect(cells(head)).toEqual([
    'address',
    'status',
    'resolve',
    'connect',
    'tls',
    'first byte',
    'total',
    'verdict',
  ]);
  expect(cells(call)).toEqual(['GET pvt-api.corp.example/']);
  expect(cells(row)).toEqual(['10.20.1.7', '200', '1.3', '2.0', '4.0', '120', '128', 'ok']);
});

test('what is not as expected is named below the table with its hop, its code, what else it may be and the fix', () => {
  const text = renderTable(mixed, { columns: 120 });
  expect(text).toContain('network CONNECT_TIMED_OUT: 10.20.1.7:443 does not answer');
  expect(text).toContain('low confidence; may also be ENI_SG_RULES_MISMATCH');
  expect(text).toContain('fix: Follow the path');
  expect(text).toMatch(/1 of 2 as expected$/);
});

test.each([40, 59, 60, 80, 99, 100, 110, 160])(
  'no line is wider than a terminal of %d columns',
  (columns) => {
    const widest = Math.max(
      ...renderTable(mixed, { columns })
        .split('\n')
        .map((line) => line.length),
    );
    expect(widest).toBeLessThanOrEqual(columns);
  },
);

test('without colour there is no escape sequence, with colour there is', () => {
  expect(renderTable(mixed)).not.toContain('\u001b[');
  expect(renderTable(mixed, { color: true })).toContain('\u001b[31m');
});

test('who made the calls is said, where it was not this machine', () => {
  const via = { kind: 'lambda', name: 'corp-probe' } as const;
  expect(renderTable({ ...good, via })).toMatch(/1 of 1 as expected; called by lambda corp-probe$/);
});

test('calls that were not made are counted with the reason', () => {
  const url = 'https://pvt-api.corp.example/';
  const skipped = [{ url, method: 'GET', vantage: 'app', reason: 'to be called from app' }];
  expect(renderTable({ ...good, skipped })).toMatch(/1 of 1 as expected, 1 skipped: to be called from app$/);
});

test('a refusal that was expected needs no words', () => {
  const result = resultOf({ outcome: 'stop', fix: 'mend it', expected: { status: 403 }, status: 403 });
  expect(renderTable({ schemaVersion: 1, results: [result] })).not.toContain('mend it');
});

test('what a failure means, the two commands to run next and the runbook stand below it, the commands unbroken', () => {
  const text = renderTable(explainAll(mixed), { columns: 60 });
  expect(text).toContain('means: Packets vanish');
  expect(text).toContain('  next: npx hybrid-api trace --from on-prem GET https://pvt-api.corp.example/\n');
  expect(text).toContain('        sudo traceroute -n -T -p 443 10.20.1.7\n');
  expect(text).toContain('runbook: docs/runbooks/timeout.md');
});

test('what a server sends does not move the cursor', () => {
  const because = 'the body does not contain "ok": \u001b[2J\u009b1A';
  const text = renderTable({ schemaVersion: 1, results: [{ ...silentResult, because }] });
  expect(text).toContain('"ok": \ufffd[2J\ufffd1A');
});

test('many that end in the same way are told once, the others are named', () => {
  const results = Array.from({ length: 9 }, (_, index) => ({ ...silentResult, name: `call ${index + 1}` }));
  const text = renderTable(explainAll({ schemaVersion: 1, results }), { columns: 140 });
  expect(text.match(/runbook:/g)).toHaveLength(1);
  expect(text).toContain('✗ call 1 (10.20.1.7)');
  expect(text.match(/also: call \d \(10\.20\.1\.7\): 10\.20\.1\.7:443 does not answer/g)).toHaveLength(5);
  expect(text).toContain('and 3 more that end in the same way (--json has all)');
});
