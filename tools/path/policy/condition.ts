import { isUnknown, type Known, Unknown, type Where } from '../../assembly/model';
import type { PolicyContext } from './context';
import { operators } from './operators';
import { fill, isFixed, parseTemplate } from './pattern';
import { no, not, type Truth, unknown, yes } from './truth';

/** One part of a statement: does it cover the call? Unknown values that matter are added to `seen`. */
export type Matcher = (context: PolicyContext, seen: Unknown[] | null) => Truth;

const operatorForm = /^(forallvalues:|foranyvalue:)?(.*?)(ifexists)?$/;

/** One operator with one key and its values. */
export interface Clause {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly Known<string>[];
  readonly version: string;
  readonly where: Where;
}

/** Compiles one line of a Condition. An operator that IAM does not have makes the answer unknown. */
export function compileClause(clause: Clause): Matcher {
  const [, set, base, ifExists] = operatorForm.exec(clause.operator.toLowerCase())!;
  const key = clause.key.toLowerCase();
  if (base === 'null') return compileNull(key, clause.values);
  const operator = operators[base!];
  if (!operator) {
    return always(new Unknown(`condition operator "${clause.operator}" is not known`, clause.where));
  }
  const equal = compileValues(clause, operator.compile, operator.variables === true);
  const negated = operator.negated === true;
  const missing = whenMissing(set, negated, ifExists !== undefined);
  const all = set === 'forallvalues:';
  const any = set === 'foranyvalue:';

  return (context, seen) => {
    const actual = context.key(key);
    if (actual === undefined) return missing;
    if (isUnknown(actual)) {
      seen?.push(actual);
      return unknown;
    }
    if (typeof actual === 'string') {
      const result = equal(actual, context, seen);
      return negated ? not(result) : result;
    }
    if (actual.length === 0) return missing;
    const results = actual.map((value) => equal(value, context, seen));
    if (all) return negated ? not(most(results)) : least(results);
    if (any) return negated ? not(least(results)) : most(results);
    return negated ? not(most(results)) : most(results);
  };
}

/**
 * A missing key fails a positive operator and satisfies a negated one; `IfExists` and `ForAllValues` are
 * satisfied, `ForAnyValue` is not. (IAM user guide, condition operators; from memory)
 */
function whenMissing(set: string | undefined, negated: boolean, ifExists: boolean): Truth {
  if (ifExists || set === 'forallvalues:') return yes;
  if (set === 'foranyvalue:') return no;
  return negated ? yes : no;
}

const most = (results: readonly Truth[]) => Math.max(...results) as Truth;
const least = (results: readonly Truth[]) => Math.min(...results) as Truth;

function always(reason: Unknown): Matcher {
  return (_context, seen) => {
    seen?.push(reason);
    return unknown;
  };
}

/** `"Null": {key: "true"}` holds where the key is missing, `"false"` where it is there. */
function compileNull(key: string, values: readonly Known<string>[]): Matcher {
  const known = values.filter((value): value is string => !isUnknown(value)).map((v) => v.toLowerCase());
  const unresolved = values.filter(isUnknown);
  return (context, seen) => {
    const actual = context.key(key);
    if (isUnknown(actual)) {
      seen?.push(actual);
      return unknown;
    }
    const missing = actual === undefined || (typeof actual !== 'string' && actual.length === 0);
    if (known.includes(String(missing))) return yes;
    if (unresolved.length === 0) return no;
    seen?.push(...unresolved);
    return unknown;
  };
}

type ValueTest = (actual: string, context: PolicyContext, seen: Unknown[] | null) => Truth;

/** Several values are alternatives. */
function compileValues(
  { values, version }: Clause,
  compile: (pieces: readonly { text: string; literal: boolean }[]) => (text: string) => boolean,
  variables: boolean,
): ValueTest {
  const fixed: ((text: string) => boolean)[] = [];
  const withVariables: ReturnType<typeof parseTemplate>[] = [];
  const unresolved = values.filter(isUnknown);
  for (const value of values) {
    if (isUnknown(value)) continue;
    const template = parseTemplate(value, variables ? version : '');
    if (isFixed(template)) fixed.push(compile(template));
    else withVariables.push(template);
  }
  const only = fixed.length === 1 ? fixed[0]! : undefined;
  if (only && withVariables.length === 0 && unresolved.length === 0) {
    return (actual) => (only(actual) ? yes : no);
  }
  return (actual, context, seen) => {
    for (const test of fixed) if (test(actual)) return yes;
    let result: Truth = no;
    for (const template of withVariables) {
      const pieces = fill(template, context);
      if (pieces === 'unknown') result = unknown;
      else if (pieces && compile(pieces)(actual)) return yes;
    }
    if (unresolved.length === 0) return result;
    seen?.push(...unresolved);
    return unknown;
  };
}
