import fc from 'fast-check';
import { type Cidr, contains, formatAddress, overlaps, parseAddress, parseCidr } from '../../tools/ipv4';

const address = fc.nat({ max: 2 ** 32 - 1 });
const cidr = fc
  .tuple(address, fc.integer({ min: 0, max: 32 }))
  .map(([number, prefix]) => parseCidr(`${formatAddress(number)}/${prefix}`) as Cidr);

test('an address is the same after it was written and read', () => {
  fc.assert(fc.property(address, (number) => parseAddress(formatAddress(number)) === number));
});

test('a block holds its own address and 2^(32 - prefix) of them', () => {
  fc.assert(
    fc.property(address, fc.integer({ min: 0, max: 32 }), (number, prefix) => {
      const block = parseCidr(`${formatAddress(number)}/${prefix}`) as Cidr;
      expect(block.first <= number && number <= block.last).toBe(true);
      expect(block.last - block.first + 1).toBe(2 ** (32 - prefix));
      expect(block.hostBits).toBe(block.first !== number);
    }),
  );
});

test('two blocks overlap exactly when one holds the other', () => {
  fc.assert(
    fc.property(cidr, cidr, (one, other) =>
      expect(overlaps(one, other)).toBe(contains(one, other) || contains(other, one)),
    ),
  );
});

test.each([
  '',
  '10.0.0.0',
  '10.0.0/8',
  '10.0.0.0/33',
  '10.0.0.0/08',
  '010.0.0.0/8',
  '10.0.0.256/32',
  '10.0.0.0/8/8',
  '::/0',
  ' 10.0.0.0/8',
])('"%s" is not a CIDR', (text) => expect(parseCidr(text)).toBeUndefined());
