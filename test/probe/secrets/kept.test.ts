import { Kept } from '../../../tools/probe/secrets/kept';

let now = 0;
const kept = () => new Kept<number>(() => now, 10);
beforeEach(() => {
  now = 0;
});

test('a value is got once, also by those who ask at the same time, until it ends', async () => {
  const values = kept();
  let calls = 0;
  const fetch = async () => ({ value: ++calls, until: now + 100 });
  expect(await Promise.all([values.get('a', fetch), values.get('a', fetch)])).toEqual([1, 1]);
  now = 99;
  expect(await values.get('a', fetch)).toBe(1);
  expect(await values.get('b', fetch)).toBe(2);
  now = 100;
  expect(await values.get('a', fetch)).toBe(3);
});

test('a failure is kept for a while, then tried again', async () => {
  const values = kept();
  let calls = 0;
  const fetch = async (): Promise<never> => {
    throw new Error(String(++calls));
  };
  await expect(values.get('a', fetch)).rejects.toThrow('1');
  await expect(values.get('a', fetch)).rejects.toThrow('1');
  now = 10;
  await expect(values.get('a', fetch)).rejects.toThrow('2');
});
