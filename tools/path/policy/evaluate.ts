import type { PolicyDocument, PolicyStatement, Unknown } from '../../assembly/model';
import type { PolicyContext } from './context';
import { type CompiledStatement, compileStatement } from './statement';
import { no, yes } from './truth';

/** What a document says of a call. */
export interface PolicyDecision {
  readonly decision: 'allow' | 'silent' | 'explicit-deny' | 'unknown';
  /** The statement that decided; of `unknown`, the first that could not be settled. */
  readonly statement?: PolicyStatement;
  /** Of `unknown`: whether the call can still be allowed. If not, it is refused one way or the other. */
  readonly mayAllow: boolean;
  /** Of `unknown`: whether an explicit deny is possible. */
  readonly mayDeny: boolean;
  /** Of `unknown`: what would have to be known. */
  readonly unknowns: readonly Unknown[];
}

interface Rule extends CompiledStatement {
  readonly decided: PolicyDecision;
}

interface CompiledDocument {
  readonly denies: readonly Rule[];
  readonly allows: readonly Rule[];
}

const silent: PolicyDecision = { decision: 'silent', mayAllow: false, mayDeny: false, unknowns: [] };

const compiled = new WeakMap<PolicyDocument, CompiledDocument>();

function compile(document: PolicyDocument): CompiledDocument {
  const rules = document.statements.map((statement): Rule => {
    const allows = statement.effect === 'Allow';
    const decided: PolicyDecision = {
      decision: allows ? 'allow' : 'explicit-deny',
      statement,
      mayAllow: allows,
      mayDeny: !allows,
      unknowns: [],
    };
    return { ...compileStatement(statement, document.version), decided };
  });
  return {
    denies: rules.filter((rule) => rule.statement.effect === 'Deny'),
    allows: rules.filter((rule) => rule.statement.effect === 'Allow'),
  };
}

/**
 * Judges one document: an explicit deny wins, then an allow; otherwise it is silent.
 * Where a value that matters is unknown the decision is `unknown`, with the values named.
 * A document is compiled on first use.
 */
export function evaluate(document: PolicyDocument, context: PolicyContext): PolicyDecision {
  let rules = compiled.get(document);
  if (!rules) {
    rules = compile(document);
    compiled.set(document, rules);
  }
  let maybeDenies: Rule | undefined;
  for (const rule of rules.denies) {
    const result = rule.matches(context, null);
    if (result === yes) return rule.decided;
    if (result !== no) maybeDenies ??= rule;
  }
  let maybeAllows: Rule | undefined;
  let allows: Rule | undefined;
  for (const rule of rules.allows) {
    const result = rule.matches(context, null);
    if (result === yes) {
      allows = rule;
      break;
    }
    if (result !== no) maybeAllows ??= rule;
  }
  if (!maybeDenies) {
    if (allows) return allows.decided;
    if (!maybeAllows) return silent;
  }
  return undecided(context, maybeDenies, allows ?? maybeAllows, allows !== undefined);
}

function undecided(
  context: PolicyContext,
  deny: Rule | undefined,
  allow: Rule | undefined,
  allowIsSure: boolean,
): PolicyDecision {
  const seen: Unknown[] = [];
  deny?.matches(context, seen);
  if (!allowIsSure) allow?.matches(context, seen);
  return {
    decision: 'unknown',
    statement: (deny ?? allow)!.statement,
    mayAllow: allow !== undefined,
    mayDeny: deny !== undefined,
    unknowns: [...new Set(seen)],
  };
}
