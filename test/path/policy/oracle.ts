/** A slow, plain reading of IAM's rules, written apart from the evaluator to be compared with it. */

export interface OracleStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal: unknown;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

export type OracleKeys = Readonly<Record<string, string | undefined>>;

function glob(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  if (pattern[0] === '*')
    return glob(pattern.slice(1), text) || (text !== '' && glob(pattern, text.slice(1)));
  return (
    text !== '' && (pattern[0] === '?' || pattern[0] === text[0]) && glob(pattern.slice(1), text.slice(1))
  );
}

function bits(address: string): string {
  return address
    .split('.')
    .map((octet) => Number(octet).toString(2).padStart(8, '0'))
    .join('');
}

const tests: Readonly<Record<string, (actual: string, wanted: string) => boolean>> = {
  StringEquals: (a, b) => a === b,
  StringEqualsIgnoreCase: (a, b) => a.toLowerCase() === b.toLowerCase(),
  StringLike: (a, b) => glob(b, a),
  IpAddress: (a, b) => bits(a).startsWith(bits(b.split('/')[0]!).slice(0, Number(b.split('/')[1]))),
  NumericLessThan: (a, b) => Number(a) < Number(b),
};

function conditionHolds(operator: string, value: string | undefined, wanted: readonly string[]): boolean {
  if (operator === 'Null') return wanted.includes(String(value === undefined));
  const optional = operator.endsWith('IfExists');
  const base = optional ? operator.slice(0, -'IfExists'.length) : operator;
  const negated = base.includes('Not');
  const test = tests[base.replace('Not', '')]!;
  if (value === undefined) return optional || negated;
  const some = wanted.some((one) => test(value, one));
  return negated ? !some : some;
}

function covers(statement: OracleStatement, resource: string, keys: OracleKeys): boolean {
  return (
    statement.Principal === '*' &&
    statement.Action.some((action) => glob(action.toLowerCase(), 'execute-api:invoke')) &&
    statement.Resource.some((pattern) => glob(pattern, resource)) &&
    Object.entries(statement.Condition).every(([operator, clauses]) =>
      Object.entries(clauses).every(([key, wanted]) => conditionHolds(operator, keys[key], wanted)),
    )
  );
}

/** What the statements say of an anonymous `execute-api:Invoke`. */
export function oracle(
  statements: readonly OracleStatement[],
  resource: string,
  keys: OracleKeys,
): 'allow' | 'explicit-deny' | 'silent' {
  const covering = statements.filter((statement) => covers(statement, resource, keys));
  if (covering.some((statement) => statement.Effect === 'Deny')) return 'explicit-deny';
  return covering.length > 0 ? 'allow' : 'silent';
}
