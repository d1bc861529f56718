import { firstBroken } from '../../../lambdas/authorizer-rules/judge';
import type { Rule } from '../../../lambdas/authorizer-rules/settings';
import cases from '../../cases/authorizer-rules.json';

interface Case {
  readonly name: string;
  readonly rules: readonly Rule[];
  readonly headers?: Readonly<Record<string, readonly string[]>>;
  readonly source?: string;
  /** What is said of the first rule that does not hold. */
  readonly broken?: string;
}

describe('rules', () => {
  test.each(cases as unknown as readonly Case[])('$name', ({ rules, headers = {}, source, broken }) => {
    expect(firstBroken(rules, { headers, sourceIp: source ?? '10.20.0.10' })).toBe(broken);
  });
});
