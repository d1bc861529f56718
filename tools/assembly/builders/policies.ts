import { isObject, scalarText, type Value } from '../intrinsics/values';
import { isUnknown, type Known, type PolicyDocument, type PolicyStatement, type Where } from '../model';
import type { Resource } from '../resource';
import type { World } from '../world';

type Texts = readonly Known<string>[];

interface Source {
  readonly where: Where;
  readonly world: World;
  /** Completes a resource that is written relative to the API. */
  readonly expand?: (resource: string) => string;
}

/** A policy in a resource's property: an object or a JSON text. `undefined` where there is none. */
export function policyOf(
  resource: Resource,
  property: string,
  expand?: Source['expand'],
): Known<PolicyDocument> | undefined {
  const value = resource.property(property);
  const where = resource.settings.at(property);
  return value === undefined ? undefined : readPolicy(value, { where, world: resource.world, expand });
}

/** Normalizes a policy document: every element a list, each statement with its place. */
export function readPolicy(value: Value, source: Source): Known<PolicyDocument> {
  if (isUnknown(value)) return value;
  let document: Value = value;
  if (typeof value === 'string') {
    try {
      document = JSON.parse(value) as Value;
    } catch {
      return source.world.unknown('the policy is not JSON', source.where);
    }
  }
  if (!isObject(document)) return source.world.unknown('the policy is not an object', source.where);
  const statements = document.Statement;
  if (isUnknown(statements)) return statements;
  const isList = Array.isArray(statements);
  const result: PolicyStatement[] = [];
  for (const [index, statement] of (isList ? statements : [statements ?? {}]).entries()) {
    // A whole statement that is unknown may deny: then the document decides nothing.
    if (isUnknown(statement)) return statement;
    const property = `${source.where.property}.Statement${isList ? `[${index}]` : ''}`;
    const read = readStatement(statement, { ...source, where: { ...source.where, property } });
    if (isUnknown(read)) return read;
    result.push(read);
  }
  return { version: scalarText(document.Version) ?? '2008-10-17', statements: result };
}

function readStatement(statement: Value, source: Source): Known<PolicyStatement> {
  if (!isObject(statement)) return source.world.unknown('the statement is not an object', source.where);
  const effect = statement.Effect;
  if (effect !== 'Allow' && effect !== 'Deny') {
    return isUnknown(effect)
      ? effect
      : source.world.unknown('the statement has no Effect Allow or Deny', source.where);
  }
  const list = (name: string) => (statement[name] === undefined ? undefined : texts(statement[name]));
  const resources = (name: string) =>
    list(name)?.map((one) => (isUnknown(one) || !source.expand ? one : source.expand(one)));
  const condition = readConditions(statement.Condition, source);
  if (isUnknown(condition)) return condition;
  return {
    where: source.where,
    sid: scalarText(statement.Sid),
    effect,
    principal: readPrincipal(statement.Principal),
    notPrincipal: readPrincipal(statement.NotPrincipal),
    action: list('Action'),
    notAction: list('NotAction'),
    resource: resources('Resource'),
    notResource: resources('NotResource'),
    condition,
  };
}

function texts(value: Value): Texts {
  return (Array.isArray(value) ? value : [value]).flatMap((item): Texts => {
    if (isUnknown(item)) return [item];
    const text = scalarText(item);
    return text === undefined ? [] : [text];
  });
}

function readPrincipal(value: Value | undefined): PolicyStatement['principal'] {
  if (value === undefined || value === '*') return value;
  if (!isObject(value)) return { AWS: texts(value) };
  return Object.fromEntries(Object.entries(value).map(([type, names]) => [type, texts(names)]));
}

function readConditions(value: Value | undefined, source: Source): Known<PolicyStatement['condition']> {
  if (value === undefined) return {};
  if (!isObject(value)) {
    return isUnknown(value) ? value : source.world.unknown('Condition is not an object', source.where);
  }
  const result: Record<string, Record<string, Texts>> = {};
  for (const [operator, keys] of Object.entries(value)) {
    if (isUnknown(keys)) return keys;
    result[operator] = Object.fromEntries(
      Object.entries(isObject(keys) ? keys : {}).map(([key, values]) => [key, texts(values)]),
    );
  }
  return result;
}
