import type { PolicyDocument, PolicyStatement } from '../../assembly/model';

interface Uses {
  readonly keys: ReadonlySet<string>;
  readonly deniesOtherSources: boolean;
}

const inspected = new WeakMap<PolicyDocument, Uses>();

const sourceKeys = ['aws:sourcevpce', 'aws:sourcevpc'];

function inspect(document: PolicyDocument): Uses {
  let uses = inspected.get(document);
  if (!uses) {
    uses = {
      keys: new Set(document.statements.flatMap((statement) => [...keysOf(statement)])),
      deniesOtherSources: document.statements.some(
        (statement) => statement.effect === 'Deny' && sourceKeys.some((key) => keysOf(statement).has(key)),
      ),
    };
    inspected.set(document, uses);
  }
  return uses;
}

function keysOf(statement: PolicyStatement): Set<string> {
  return new Set(
    Object.values(statement.condition).flatMap((keys) => Object.keys(keys).map((k) => k.toLowerCase())),
  );
}

/** Whether a condition of the document looks at the key (in lower case). */
export function usesKey(document: PolicyDocument, key: string): boolean {
  return inspect(document).keys.has(key);
}

/** Whether a Deny names endpoints or VPCs, so that an authorizer's Allow can't open another way in. */
export function deniesOtherSources(document: PolicyDocument): boolean {
  return inspect(document).deniesOtherSources;
}

/** `the statement "Sid"`, or its number by where it stands. */
export function describeStatement(statement: PolicyStatement): string {
  if (statement.sid) return `statement "${statement.sid}"`;
  const place = /Statement\[(\d+)\]/.exec(statement.where.property ?? '');
  return place ? `statement ${Number(place[1]) + 1}` : `a ${statement.effect} statement`;
}
