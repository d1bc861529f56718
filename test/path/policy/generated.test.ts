import fc from 'fast-check';
import { type PolicyDocument, Unknown } from '../../../tools/assembly/model';
import { anonymous, type ContextValue, contextOf } from '../../../tools/path/policy/context';
import { evaluate } from '../../../tools/path/policy/evaluate';
import { compileGlob } from '../../../tools/path/policy/glob';
import { type OracleKeys, type OracleStatement, oracle } from './oracle';
import { documentOf } from './read-policy';

const letters = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 6 });
const patterns = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*', '?'), maxLength: 6 });
const address = fc
  .tuple(fc.constantFrom(9, 10), fc.constantFrom(0, 128), fc.constantFrom(0, 255), fc.constantFrom(1, 2))
  .map((octets) => octets.join('.'));
const cidr = fc.tuple(address, fc.integer({ min: 0, max: 32 })).map(([base, length]) => `${base}/${length}`);
const number = fc.integer({ min: -3, max: 3 }).map(String);
const listOf = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 1, maxLength: 3 });

const textKeys = ['aws:Referer', 'aws:UserAgent'];
const clause = fc.oneof(
  fc.record({
    operator: fc.constantFrom(
      ...['Equals', 'NotEquals', 'EqualsIgnoreCase', 'NotEqualsIgnoreCase', 'Like', 'NotLike'].flatMap(
        (name) => [`String${name}`, `String${name}IfExists`],
      ),
    ),
    key: fc.constantFrom(...textKeys),
    values: listOf(patterns),
  }),
  fc.record({
    operator: fc.constantFrom('IpAddress', 'NotIpAddress', 'IpAddressIfExists', 'NotIpAddressIfExists'),
    key: fc.constant('aws:VpcSourceIp'),
    values: listOf(cidr),
  }),
  fc.record({
    operator: fc.constantFrom('NumericLessThan', 'NumericLessThanIfExists'),
    key: fc.constant('aws:EpochTime'),
    values: listOf(number),
  }),
  fc.record({
    operator: fc.constant('Null'),
    key: fc.constantFrom(...textKeys, 'aws:VpcSourceIp'),
    values: listOf(fc.constantFrom('true', 'false')),
  }),
);

const condition = fc.array(clause, { maxLength: 3 }).map((clauses) => {
  const built: Record<string, Record<string, string[]>> = {};
  for (const { operator, key, values } of clauses) {
    built[operator] = { ...built[operator], [key]: values };
  }
  return built;
});

const statement: fc.Arbitrary<OracleStatement> = fc.record({
  Effect: fc.constantFrom('Allow', 'Deny'),
  Principal: fc.constantFrom('*', '*', '*', { AWS: '111122223333' }),
  Action: listOf(fc.constantFrom('execute-api:Invoke', 'execute-api:*', 'EXECUTE-api:In?oke', 's3:*', '*')),
  Resource: listOf(patterns),
  Condition: condition,
});

const keys: fc.Arbitrary<OracleKeys> = fc.record({
  'aws:Referer': fc.option(letters, { nil: undefined }),
  'aws:UserAgent': fc.option(letters, { nil: undefined }),
  'aws:VpcSourceIp': fc.option(address, { nil: undefined }),
  'aws:EpochTime': fc.option(number, { nil: undefined }),
});

function decide(
  document: PolicyDocument,
  resource: string,
  values: Record<string, ContextValue | undefined>,
) {
  const present = Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, ContextValue] => entry[1] !== undefined),
  );
  return evaluate(
    document,
    contextOf({ principal: anonymous, action: 'execute-api:Invoke', resource, keys: present }),
  );
}

function compiled(statements: readonly OracleStatement[]): PolicyDocument {
  return documentOf({ Version: '2012-10-17', Statement: statements as unknown as Record<string, unknown>[] });
}

test('a pattern matches what a character-by-character reading matches', () => {
  const statementOf = (pattern: string): OracleStatement => ({
    Effect: 'Allow',
    Principal: '*',
    Action: ['*'],
    Resource: [pattern],
    Condition: {},
  });
  fc.assert(
    fc.property(patterns, letters, (pattern, text) => {
      const matches = compileGlob([{ text: pattern, literal: false }])(text);
      expect(matches).toBe(oracle([statementOf(pattern)], text, {}) === 'allow');
    }),
    { numRuns: 2000 },
  );
});

test('a document decides as a plain reading of its statements does', () => {
  fc.assert(
    fc.property(fc.array(statement, { maxLength: 5 }), letters, keys, (statements, resource, values) => {
      expect(decide(compiled(statements), resource, values).decision).toBe(
        oracle(statements, resource, values),
      );
    }),
    { numRuns: 2000 },
  );
});

test('a decision made in spite of an unknown key holds for every value of that key', () => {
  const hidden = new Unknown('hidden', { stack: 'corp', logicalId: 'Policy' });
  const name = fc.constantFrom(...textKeys);
  fc.assert(
    fc.property(
      fc.array(statement, { maxLength: 5 }),
      letters,
      keys,
      name,
      (statements, resource, values, unknownKey) => {
        const { decision, mayAllow, mayDeny } = decide(compiled(statements), resource, {
          ...values,
          [unknownKey]: hidden,
        });
        const real = oracle(statements, resource, values);
        if (decision !== 'unknown') expect(real).toBe(decision);
        else {
          if (real === 'allow') expect(mayAllow).toBe(true);
          if (real === 'explicit-deny') expect(mayDeny).toBe(true);
        }
      },
    ),
    { numRuns: 2000 },
  );
});
