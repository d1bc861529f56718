import type { PolicyDocument, PolicyStatement, Where } from '../../assembly/model';

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads a policy document from plain JSON (an authorizer's answer, a test case): strings become lists.
 * `undefined`: the value has not the shape of a policy.
 */
export function readPolicy(value: unknown, where: Where): PolicyDocument | undefined {
  if (!isObject(value)) return undefined;
  const listed = Array.isArray(value.Statement) ? (value.Statement as unknown[]) : [value.Statement];
  const statements = listed.map((statement, index) =>
    readStatement(statement, { ...where, property: `${where.property ?? 'policy'}.Statement[${index}]` }),
  );
  if (statements.some((statement) => statement === undefined)) return undefined;
  return {
    version: typeof value.Version === 'string' ? value.Version : '2008-10-17',
    statements: statements as PolicyStatement[],
  };
}

function readStatement(value: unknown, where: Where): PolicyStatement | undefined {
  if (!isObject(value)) return undefined;
  if (value.Effect !== 'Allow' && value.Effect !== 'Deny') return undefined;
  if (value.Action === undefined && value.NotAction === undefined) return undefined;
  return {
    where,
    sid: typeof value.Sid === 'string' ? value.Sid : undefined,
    effect: value.Effect,
    principal: readPrincipal(value.Principal),
    notPrincipal: readPrincipal(value.NotPrincipal),
    action: readList(value.Action),
    notAction: readList(value.NotAction),
    resource: readList(value.Resource),
    notResource: readList(value.NotResource),
    condition: readCondition(value.Condition),
  };
}

function readPrincipal(value: unknown): PolicyStatement['principal'] {
  if (value === '*') return '*';
  if (!isObject(value)) return undefined;
  return Object.fromEntries(Object.entries(value).map(([type, names]) => [type, readList(names)!]));
}

function readCondition(value: unknown): PolicyStatement['condition'] {
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).map(([operator, keys]) => [
      operator,
      Object.fromEntries(Object.entries(keys as Json).map(([key, values]) => [key, readList(values) ?? []])),
    ]),
  );
}

function readList(value: unknown): readonly string[] | undefined {
  if (value === undefined) return undefined;
  return (Array.isArray(value) ? value : [value]).map(String);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
