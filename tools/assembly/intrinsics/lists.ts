import { formatAddress, parseCidr } from '../../ipv4';
import { isUnknown } from '../model';
import { inside, type Place, unknownAt } from './place';
import { resolve, resolveToText } from './resolve';
import { isObject, scalarText, type Value } from './values';

/** `[index, list]` */
export function select(argument: unknown, place: Place): Value {
  if (!Array.isArray(argument) || argument.length !== 2) {
    return unknownAt(place, 'Fn::Select needs an index and a list');
  }
  const index = resolveToText(argument[0], inside(place, 0));
  const list = resolve(argument[1], inside(place, 1));
  if (isUnknown(index)) return index;
  if (isUnknown(list)) return list;
  const item = Array.isArray(list) ? list[Number(index)] : undefined;
  return item ?? unknownAt(place, `Fn::Select: the list has no item ${index}`);
}

/** `[delimiter, text]` */
export function split(argument: unknown, place: Place): Value {
  if (!Array.isArray(argument) || argument.length !== 2) {
    return unknownAt(place, 'Fn::Split needs a delimiter and a text');
  }
  const delimiter = resolveToText(argument[0], inside(place, 0));
  const text = resolveToText(argument[1], inside(place, 1));
  if (isUnknown(delimiter)) return delimiter;
  return isUnknown(text) ? text : text.split(delimiter);
}

/** Needs the transform AWS::LanguageExtensions. */
export function length(argument: unknown, place: Place): Value {
  const list = resolve(argument, place);
  if (isUnknown(list)) return list;
  return Array.isArray(list) ? list.length : unknownAt(place, 'Fn::Length needs a list');
}

/** `[block, count, hostBits]`: `count` consecutive blocks of `2^hostBits` addresses. */
export function cidr(argument: unknown, place: Place): Value {
  if (!Array.isArray(argument)) return unknownAt(place, 'Fn::Cidr needs a block and a count');
  const parts = argument.map((part, index) => resolveToText(part, inside(place, index)));
  const [block, count, bits] = parts;
  for (const part of parts) if (isUnknown(part)) return part;
  const parsed = typeof block === 'string' ? parseCidr(block) : undefined;
  const hostBits = bits === undefined ? 8 : Number(bits);
  const wanted = Number(count);
  if (!parsed) return unknownAt(place, `Fn::Cidr: ${String(block)} is not an IPv4 block`);
  if (!(wanted >= 1) || !(hostBits >= 1) || wanted * 2 ** hostBits > parsed.size) {
    return unknownAt(place, `Fn::Cidr: ${String(block)} has no room for ${String(count)} blocks`);
  }
  return Array.from(
    { length: wanted },
    (_, index) => `${formatAddress(parsed.first + index * 2 ** hostBits)}/${32 - hostBits}`,
  );
}

/** Three zones by letter stand in for the account's own list, which no template shows. */
export function getAZs(argument: unknown, place: Place): Value {
  const region = resolveToText(argument, place);
  if (isUnknown(region)) return region;
  const name = region === '' ? place.scope.region : region;
  place.scope.world.note(`Fn::GetAZs in ${place.where.stack}: zones a, b and c of ${name} are assumed`);
  return ['a', 'b', 'c'].map((letter) => `${name}${letter}`);
}

/** `[map, key, secondKey, {DefaultValue}?]` */
export function findInMap(argument: unknown, place: Place): Value | undefined {
  if (!Array.isArray(argument) || argument.length < 3) {
    return unknownAt(place, 'Fn::FindInMap needs a map and two keys');
  }
  const names = argument.slice(0, 3).map((part, index) => resolveToText(part, inside(place, index)));
  for (const name of names) if (isUnknown(name)) return name;
  const [map, first, second] = names.map((name) => scalarText(name as Value) ?? '');
  const level = (place.scope.template.Mappings?.[map!] as Record<string, unknown> | undefined)?.[first!];
  const found = isObject(level) ? level[second!] : undefined;
  if (found !== undefined) return resolve(found, place);
  const fallback = argument[3] as { DefaultValue?: unknown } | undefined;
  if (isObject(fallback) && Object.hasOwn(fallback, 'DefaultValue')) {
    return resolve(fallback.DefaultValue, inside(place, 3));
  }
  return unknownAt(place, `Fn::FindInMap: no ${map}.${first}.${second} in Mappings`);
}
