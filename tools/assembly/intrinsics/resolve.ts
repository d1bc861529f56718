import { isUnknown } from '../model';
import { chooseIf, resolveCondition } from './conditions';
import { cidr, findInMap, getAZs, length, select, split } from './lists';
import { inside, type Place, unknownAt } from './place';
import { getAtt, getStackOutput, importValue, ref } from './references';
import { base64, join, sub, toJsonString } from './strings';
import { firstUnknown, type Value } from './values';

/** Resolves one intrinsic's argument; `undefined` is `AWS::NoValue`. */
export type Intrinsic = (argument: unknown, place: Place) => Value | undefined;

const condition: Intrinsic = (argument, place) => resolveCondition(argument, place);

/** Every intrinsic that is resolved; what is not here is named and becomes unknown. */
export const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: ref,
  'Fn::GetAtt': getAtt,
  'Fn::ImportValue': importValue,
  'Fn::GetStackOutput': getStackOutput,
  'Fn::Sub': sub,
  'Fn::Join': join,
  'Fn::Base64': base64,
  'Fn::ToJsonString': toJsonString,
  'Fn::Select': select,
  'Fn::Split': split,
  'Fn::Length': length,
  'Fn::Cidr': cidr,
  'Fn::GetAZs': getAZs,
  'Fn::FindInMap': findInMap,
  'Fn::If': chooseIf,
  'Fn::Equals': (argument, place) => condition({ 'Fn::Equals': argument }, place),
  'Fn::And': (argument, place) => condition({ 'Fn::And': argument }, place),
  'Fn::Or': (argument, place) => condition({ 'Fn::Or': argument }, place),
  'Fn::Not': (argument, place) => condition({ 'Fn::Not': argument }, place),
};

function resolveText(text: string, place: Place): Value {
  if (!text.includes('{{resolve:')) return text;
  const reference = /\{\{resolve:[^}]*\}\}/.exec(text)?.[0] ?? text;
  return unknownAt(place, `dynamic reference ${reference} is read at deploy time`);
}

/**
 * Resolves a template value. Lists and objects keep their shape, with an Unknown at each leaf that could
 * not be resolved; `undefined` means that the property is absent (`AWS::NoValue`).
 */
export function resolve(raw: unknown, place: Place): Value | undefined {
  if (typeof raw === 'string') return resolveText(raw, place);
  if (raw === undefined || raw === null || typeof raw !== 'object') return raw as Value | undefined;
  if (Array.isArray(raw)) {
    return raw.flatMap((item, index) => {
      const value = resolve(item, inside(place, index));
      return value === undefined ? [] : [value];
    });
  }
  const keys = Object.keys(raw);
  const [only] = keys;
  if (keys.length === 1 && only !== undefined && (only === 'Ref' || only.startsWith('Fn::'))) {
    const intrinsic = intrinsics[only];
    if (!intrinsic) return unknownAt(place, `${only} is not resolved by this reader`);
    const value = intrinsic((raw as Record<string, unknown>)[only], place);
    return typeof value === 'string' ? resolveText(value, place) : value;
  }
  const result: Record<string, Value> = {};
  for (const key of keys) {
    if (key.startsWith('Fn::')) {
      result[key] = unknownAt(inside(place, key), `${key} is not resolved by this reader`);
      continue;
    }
    const value = resolve((raw as Record<string, unknown>)[key], inside(place, key));
    if (value !== undefined) result[key] = value;
  }
  return result;
}

/** Resolves to a text; an Unknown anywhere in it makes it Unknown. */
export function resolveToText(raw: unknown, place: Place): string | ReturnType<typeof unknownAt> {
  const value = resolve(raw, place);
  if (isUnknown(value)) return value;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return String(value);
  }
  return firstUnknown(value) ?? unknownAt(place, 'a text was expected here');
}
