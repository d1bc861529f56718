import type { PolicyDocument, PolicyStatement } from '../../assembly/model';

const sourceKeys = ['aws:sourcevpce', 'aws:sourcevpc'];

const keysOf = new WeakMap<PolicyStatement, ReadonlySet<string>>();

/** Whether a condition of the statement looks at one of the keys (in lower case). */
export function statementUses(statement: PolicyStatement, ...keys: readonly string[]): boolean {
  let used = keysOf.get(statement);
  if (!used) {
    const names = Object.values(statement.condition).flatMap((clause) => Object.keys(clause));
    used = new Set(names.map((name) => name.toLowerCase()));
    keysOf.set(statement, used);
  }
  return keys.some((key) => used.has(key));
}

/** Whether any statement looks at the key (in lower case). */
export function usesKey(statements: readonly PolicyStatement[], key: string): boolean {
  return statements.some((statement) => statementUses(statement, key));
}

/** Whether the statement looks at the endpoint or the VPC that a call comes through. */
export function usesSource(statement: PolicyStatement): boolean {
  return statementUses(statement, ...sourceKeys);
}

/** Whether a Deny names endpoints or VPCs, so that an authorizer's Allow can't open another way in. */
export function deniesOtherSources(document: PolicyDocument): boolean {
  return document.statements.some((statement) => statement.effect === 'Deny' && usesSource(statement));
}

/** `the statement "Sid"`, or its number by where it stands. */
export function describeStatement(statement: PolicyStatement): string {
  if (statement.sid) return `statement "${statement.sid}"`;
  const place = /Statement\[(\d+)\]/.exec(statement.where.property ?? '');
  return place ? `statement ${Number(place[1]) + 1}` : `a ${statement.effect} statement`;
}
