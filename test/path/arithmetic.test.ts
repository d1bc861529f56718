import fc from 'fast-check';
import { Unknown } from '../../tools/assembly/model';
import { cidrContains, isPrivateAddress, parseAddress } from '../../tools/ipv4';
import { publicFrontAddress } from '../../tools/path/address';
import { covers, isInZone, normalizeName } from '../../tools/path/names';
import { allOf, anyOf, type Ternary } from '../../tools/path/ternary';
import { negotiate, versionsOf } from '../../tools/path/tls-policies';
import { at } from '../helpers/model';

const octet = fc.integer({ min: 0, max: 255 });
const address = fc.tuple(octet, octet, octet, octet).map((octets) => octets.join('.'));

describe('addresses', () => {
  test.each([
    ['10.0.0.0/8', '10.255.255.255', true],
    ['10.0.0.0/8', '11.0.0.0', false],
    ['10.20.1.0/24', '10.20.1.0', true],
    ['10.20.1.7/24', '10.20.1.200', true],
    ['0.0.0.0/0', '203.0.113.9', true],
    ['10.20.1.9/32', '10.20.1.9', true],
    ['10.20.1.9', '10.20.1.9', false],
    ['::/0', '10.20.1.9', false],
    ['10.0.0.0/33', '10.0.0.1', false],
    ['not a cidr', '10.0.0.1', false],
  ])('%s contains %s: %s', (cidr, own, expected) => {
    expect(cidrContains(cidr, own)).toBe(expected);
  });

  test('every address is in its own network of any length', () => {
    fc.assert(
      fc.property(address, fc.integer({ min: 0, max: 32 }), (own, prefix) =>
        cidrContains(`${own}/${prefix}`, own),
      ),
    );
  });

  test('a longer prefix never contains what a shorter one excludes', () => {
    fc.assert(
      fc.property(address, address, fc.integer({ min: 1, max: 32 }), (base, own, prefix) => {
        return !cidrContains(`${base}/${prefix}`, own) || cidrContains(`${base}/${prefix - 1}`, own);
      }),
    );
  });

  test.each(['', '1.2.3', '1.2.3.4.5', '256.1.1.1', '1.2.3.x', '1..2.3', '-1.2.3.4'])(
    '"%s" is no address',
    (text) => {
      expect(parseAddress(text)).toBeUndefined();
    },
  );

  test('the public front of a name is one public address', () => {
    fc.assert(
      fc.property(fc.domain(), (name) => {
        const own = publicFrontAddress(name);
        return (
          own === publicFrontAddress(name) && cidrContains('198.51.100.0/24', own) && !isPrivateAddress(own)
        );
      }),
    );
  });
});

describe('names', () => {
  test.each([
    ['*.corp.example', 'a.corp.example', true],
    ['*.corp.example', 'A.Corp.Example.', true],
    ['*.corp.example', 'corp.example', false],
    ['*.corp.example', 'a.b.corp.example', false],
    ['a.corp.example', 'a.corp.example', true],
    ['a.corp.example', 'b.corp.example', false],
  ])('a certificate for %s covers %s: %s', (name, host, expected) => {
    expect(covers([name], host)).toBe(expected);
  });

  test('a zone holds its apex and what is below it, by whole labels', () => {
    expect(isInZone('corp.example', 'corp.example')).toBe(true);
    expect(isInZone('a.b.corp.example', 'corp.example')).toBe(true);
    expect(isInZone('notcorp.example', 'corp.example')).toBe(false);
  });

  test('names compare without case and last dot', () => {
    expect(normalizeName('A.Corp.EXAMPLE.')).toBe('a.corp.example');
  });
});

describe('three-valued logic', () => {
  const open = new Unknown('missing', at('X'));
  const values = fc.array(fc.constantFrom<Ternary>(true, false, open));

  test('one true makes an "or" true, and only without one an unknown matters', () => {
    fc.assert(
      fc.property(values, (own) => {
        const expected = own.includes(true) ? true : own.includes(open) ? open : false;
        return anyOf(own) === expected;
      }),
    );
  });

  test('one false makes an "and" false, and only without one an unknown matters', () => {
    fc.assert(
      fc.property(values, (own) => {
        const expected = own.includes(false) ? false : own.includes(open) ? open : true;
        return allOf(own) === expected;
      }),
    );
  });
});

describe('TLS policies', () => {
  test.each([
    ['ELBSecurityPolicy-2016-08', ['1.0', '1.1', '1.2']],
    ['ELBSecurityPolicy-TLS-1-2-2017-01', ['1.2']],
    ['ELBSecurityPolicy-TLS13-1-2-2021-06', ['1.2', '1.3']],
    ['ELBSecurityPolicy-TLS13-1-3-2021-06', ['1.3']],
    ['ELBSecurityPolicy-TLS13-1-0-PQ-2025-09', ['1.0', '1.1', '1.2', '1.3']],
    ['ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04', ['1.2', '1.3']],
    ['ELBSecurityPolicy-Made-Up', undefined],
  ])('%s speaks %j', (policy, versions) => {
    expect(versionsOf(policy)).toEqual(versions);
  });

  test('the highest version of both sides is chosen, or none', () => {
    expect(negotiate(['1.0', '1.1', '1.2'], '1.3')).toBe('1.2');
    expect(negotiate(['1.2', '1.3'], '1.1')).toBeUndefined();
  });
});
