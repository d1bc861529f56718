import type { Bucket, QuotaCounter } from '../../tools/path/usage/limits';
import { UsageMeter } from '../../tools/twin/usage-meter';

const where = { stack: 'corp', logicalId: 'Plan' };
const bucket: Bucket = { id: 'b', what: 'the stage', where, rateLimit: 2, burstLimit: 3 };
const quota = (period: QuotaCounter['period'], offset = 0): QuotaCounter => ({
  id: 'q',
  what: 'the plan',
  where,
  limit: 10,
  offset,
  period,
});

let now = Date.UTC(2026, 2, 1, 12);
const meter = () => new UsageMeter(() => now);
const day = 86_400_000;

test('a bucket is full at first, loses a token a call, and fills at its rate up to its size', () => {
  const own = meter();
  expect(own.tokens(bucket)).toBe(3);
  for (let call = 0; call < 3; call += 1) own.count({ buckets: [bucket] });
  expect(own.tokens(bucket)).toBe(0);
  now += 500;
  expect(own.tokens(bucket)).toBe(1);
  now += 60_000;
  expect(own.tokens(bucket)).toBe(3);
});

test('buckets are kept apart by their ids', () => {
  const own = meter();
  own.count({ buckets: [bucket] });
  expect(own.tokens({ ...bucket, id: 'other' })).toBe(3);
});

test.each([
  ['DAY', day],
  ['WEEK', 7 * day],
  ['MONTH', 31 * day],
] as const)('a quota a %s counts calls until the next period begins', (period, length) => {
  const own = meter();
  own.count({ buckets: [], quota: quota(period) });
  own.count({ buckets: [], quota: quota(period) });
  expect(own.used(quota(period))).toBe(2);
  now += length;
  expect(own.used(quota(period))).toBe(0);
});

test('a week begins on Monday', () => {
  now = Date.UTC(2026, 2, 1, 23); // a Sunday
  const own = meter();
  own.count({ buckets: [], quota: quota('WEEK') });
  now += 2 * 60 * 60 * 1000;
  expect(own.used(quota('WEEK'))).toBe(0);
});

test('the offset counts in the first period only', () => {
  const own = meter();
  expect(own.used(quota('DAY', 4))).toBe(4);
  own.count({ buckets: [], quota: quota('DAY', 4) });
  expect(own.used(quota('DAY', 4))).toBe(5);
  now += day;
  expect(own.used(quota('DAY', 4))).toBe(0);
});
