import { isUnknown, type PolicyDocument, Unknown } from '../../../tools/assembly/model';
import {
  anonymous,
  type ContextValue,
  contextOf,
  type PolicyContext,
} from '../../../tools/path/policy/context';

const where = { stack: 'corp', logicalId: 'Policy' };

/** `{"unknown": reason}` in a case stands for a value that the template doesn't tell. */
export function withUnknowns(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withUnknowns);
  if (typeof value !== 'object' || value === null) return value;
  const map = value as Record<string, unknown>;
  if (typeof map.unknown === 'string') return new Unknown(map.unknown, where);
  return Object.fromEntries(Object.entries(map).map(([key, own]) => [key, withUnknowns(own)]));
}

type Raw = Readonly<Record<string, unknown>>;

const listOf = (value: unknown) => (value === undefined ? undefined : Array.isArray(value) ? value : [value]);

function namesOf(value: unknown) {
  if (value === undefined || value === '*') return value;
  return Object.fromEntries(Object.entries(value as Raw).map(([type, names]) => [type, listOf(names)]));
}

/** A policy document as a case writes it, as the model has it. */
export function documentOf(raw: {
  readonly Version: string;
  readonly Statement: readonly Raw[];
}): PolicyDocument {
  const statements = raw.Statement.map((statement, index) => ({
    where: { ...where, property: `Policy.Statement[${index}]` },
    effect: statement.Effect,
    principal: namesOf(statement.Principal),
    notPrincipal: namesOf(statement.NotPrincipal),
    action: listOf(statement.Action),
    notAction: listOf(statement.NotAction),
    resource: listOf(statement.Resource),
    notResource: listOf(statement.NotResource),
    condition: Object.fromEntries(
      Object.entries((statement.Condition ?? {}) as Record<string, Raw>).map(([operator, keys]) => [
        operator,
        Object.fromEntries(Object.entries(keys).map(([key, values]) => [key, listOf(values)])),
      ]),
    ),
  }));
  return withUnknowns({ version: raw.Version, statements }) as PolicyDocument;
}

export interface RawCall {
  readonly principal?: unknown;
  readonly keys?: Raw;
}

/** GET /orders/7 of one API, anonymous and through vpce-1 unless told otherwise. */
export function callOf(call: RawCall = {}): PolicyContext {
  const principal = withUnknowns(call.principal ?? 'anonymous');
  return contextOf({
    principal: principal === 'anonymous' || !isPrincipal(principal) ? anonymous : principal,
    action: 'execute-api:Invoke',
    resource: 'arn:aws:execute-api:eu-west-1:111122223333:abc/demo/GET/orders/7',
    keys: withUnknowns(call.keys ?? { 'aws:SourceVpce': 'vpce-1' }) as Record<string, ContextValue>,
  });
}

function isPrincipal(value: unknown): value is PolicyContext['principal'] {
  return isUnknown(value) || (typeof value === 'object' && value !== null && 'kind' in value);
}
