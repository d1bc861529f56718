import { surprises } from './doctor';

const found = (outcome: string, code: string) => ({
  ...{ check: 'zone-exists', outcome, code, subject: 'corp.example', because: 'so it is' },
});
const expected = [{ check: 'zone-exists', code: 'READ_FAILED', because: 'moto lacks the call' }];

test.each(['stop', 'unknown'])('%s that is not expected is a surprise', (outcome) => {
  expect(surprises([found(outcome, 'ZONE_MISSING')], expected)).toEqual([
    `${outcome} zone-exists ZONE_MISSING corp.example: so it is`,
  ]);
});

test('what is expected is no surprise, and is told to have been met', () => {
  const met: unknown[] = [];
  expect(surprises([found('unknown', 'READ_FAILED')], expected, (one) => met.push(one))).toEqual([]);
  expect(met).toEqual(expected);
});

test('the same code of another check is a surprise', () => {
  expect(surprises([{ ...found('unknown', 'READ_FAILED'), check: 'quotas-dns' }], expected)).toHaveLength(1);
});

test('what is expected of any check is no surprise of one', () => {
  const anywhere = [{ check: '*', code: 'OTHER_ACCOUNT_NOT_READ', because: 'one account at a time' }];
  expect(surprises([found('unknown', 'OTHER_ACCOUNT_NOT_READ')], anywhere)).toEqual([]);
});

test('passes, remarks among them, and checks that do not apply are none', () => {
  expect(surprises([found('pass', 'ZONE_FOUND'), found('not-applicable', 'X')], [])).toEqual([]);
});
