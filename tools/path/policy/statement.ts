import { isUnknown, type Known, type PolicyStatement, type Unknown } from '../../assembly/model';
import { compileClause, type Matcher } from './condition';
import type { Principal } from './context';
import { compileGlob, type TextTest } from './glob';
import { fill, isFixed, parseTemplate, type Template } from './pattern';
import { no, not, type Truth, unknown, yes } from './truth';

export interface CompiledStatement {
  readonly statement: PolicyStatement;
  readonly matches: Matcher;
}

/** Compiles one statement: principal, action, resource and every condition must cover the call. */
export function compileStatement(statement: PolicyStatement, version: string): CompiledStatement {
  const parts: Matcher[] = [];
  if (statement.principal) parts.push(compilePrincipal(statement.principal));
  if (statement.notPrincipal) parts.push(negate(compilePrincipal(statement.notPrincipal)));
  if (statement.action) parts.push(compileAction(statement.action));
  if (statement.notAction) parts.push(negate(compileAction(statement.notAction)));
  if (statement.resource) parts.push(compileResource(statement.resource, version));
  if (statement.notResource) parts.push(negate(compileResource(statement.notResource, version)));
  for (const [operator, keys] of Object.entries(statement.condition)) {
    for (const [key, values] of Object.entries(keys)) {
      parts.push(compileClause({ operator, key, values, version, where: statement.where }));
    }
  }
  const matches: Matcher = (context, seen) => {
    let result: Truth = yes;
    for (const part of parts) {
      const value = part(context, seen);
      if (value === no) return no;
      if (value < result) result = value;
    }
    return result;
  };
  return { statement, matches };
}

function negate(matcher: Matcher): Matcher {
  return (context, seen) => not(matcher(context, seen));
}

function compilePrincipal(element: NonNullable<PolicyStatement['principal']>): Matcher {
  if (element === '*') return () => yes;
  const accounts = element.AWS ?? [];
  if (accounts.includes('*')) return () => yes;
  const unresolved = Object.values(element).flat().filter(isUnknown);
  const names = new Set(accounts.filter((value): value is string => !isUnknown(value)));
  const services = new Set((element.Service ?? []).filter((value): value is string => !isUnknown(value)));
  return (context, seen) => {
    const principal = context.principal;
    if (isUnknown(principal)) {
      seen?.push(principal);
      return unknown;
    }
    if (principal.kind === 'service' ? services.has(principal.name) : namesCaller(names, principal))
      return yes;
    return settle(unresolved, seen);
  };
}

/** An account admits its principals, a role its sessions. An anonymous caller is nobody's: aws-facts §2.2 (doc) */
function namesCaller(names: ReadonlySet<string>, principal: Principal): boolean {
  if (principal.kind !== 'aws') return false;
  if (names.has(principal.arn)) return true;
  if (!principal.byNameOnly && names.has(principal.account)) return true;
  const session = /^arn:([^:]+):sts::(\d+):assumed-role\/([^/]+)\//.exec(principal.arn);
  for (const name of names) {
    if (!principal.byNameOnly && name.endsWith(`:iam::${principal.account}:root`)) return true;
    const role = /^arn:([^:]+):iam::(\d+):role\/(?:.*\/)?([^/]+)$/.exec(name);
    if (session && role && role[1] === session[1] && role[2] === session[2] && role[3] === session[3]) {
      return true;
    }
  }
  return false;
}

/** Actions ignore case and have no variables. */
function compileAction(values: readonly Known<string>[]): Matcher {
  const tests: TextTest[] = [];
  for (const value of values) {
    if (!isUnknown(value)) tests.push(compileGlob([{ text: value.toLowerCase(), literal: false }]));
  }
  const unresolved = values.filter(isUnknown);
  return (context, seen) => {
    const action = context.action.toLowerCase();
    for (const test of tests) if (test(action)) return yes;
    return settle(unresolved, seen);
  };
}

const relative = 'execute-api:/';

function compileResource(values: readonly Known<string>[], version: string): Matcher {
  const unresolved = values.filter(isUnknown);
  const tests: TextTest[] = [];
  const withVariables: Template[] = [];
  for (const value of values) {
    if (isUnknown(value)) continue;
    const template = parseTemplate(value, version);
    if (isFixed(template)) tests.push(compileArnOrRelative(value, template));
    else withVariables.push(template);
  }
  return (context, seen) => {
    for (const test of tests) if (test(context.resource)) return yes;
    let result: Truth = no;
    for (const template of withVariables) {
      const pieces = fill(template, context);
      if (pieces === 'unknown') result = unknown;
      else if (pieces && compileGlob(pieces)(context.resource)) return yes;
    }
    const rest = settle(unresolved, seen);
    return rest > result ? rest : result;
  };
}

/** API Gateway expands `execute-api:/stage/METHOD/path` to the API's own ARN when it saves: aws-facts §2.2 (doc) */
function compileArnOrRelative(value: string, pieces: Parameters<typeof compileGlob>[0]): TextTest {
  if (!value.startsWith(relative)) return compileGlob(pieces);
  const test = compileGlob([
    { ...pieces[0]!, text: pieces[0]!.text.slice(relative.length) },
    ...pieces.slice(1),
  ]);
  return (arn) => test(arn.slice(arn.indexOf('/') + 1));
}

function settle(unresolved: readonly Unknown[], seen: Unknown[] | null): Truth {
  if (unresolved.length === 0) return no;
  seen?.push(...unresolved);
  return unknown;
}
