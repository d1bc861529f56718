import { isUnknown } from '../model';
import { inside, type Place, unknownAt } from './place';
import { getAtt, ref } from './references';
import { resolve, resolveToText } from './resolve';
import { firstUnknown, isObject, scalarText, type Value } from './values';

/** `[delimiter, [parts]]` */
export function join(argument: unknown, place: Place): Value {
  if (!Array.isArray(argument) || argument.length !== 2) {
    return unknownAt(place, 'Fn::Join needs a delimiter and a list');
  }
  const delimiter = resolveToText(argument[0], inside(place, 0));
  const parts = resolve(argument[1], inside(place, 1));
  if (isUnknown(delimiter)) return delimiter;
  if (isUnknown(parts)) return parts;
  if (!Array.isArray(parts)) return unknownAt(place, 'Fn::Join needs a list');
  const texts: string[] = [];
  for (const part of parts) {
    const text = scalarText(part);
    if (text === undefined)
      return firstUnknown(part) ?? unknownAt(place, 'Fn::Join has a part that is not text');
    texts.push(text);
  }
  return texts.join(delimiter);
}

/** `text` or `[text, variables]`; `${!literal}` stays as `${literal}`. */
export function sub(argument: unknown, place: Place): Value {
  const [text, variables] = Array.isArray(argument) ? argument : [argument, {}];
  if (typeof text !== 'string') return unknownAt(place, 'Fn::Sub needs a text');
  const own = isObject(variables) ? variables : {};
  let unknown: Value | undefined;
  const result = text.replace(/\$\{([^}]*)\}/g, (written, inner: string) => {
    if (inner.startsWith('!')) return `\${${inner.slice(1)}}`;
    const name = inner.trim();
    const value = Object.hasOwn(own, name)
      ? resolve(own[name], inside(place, name))
      : name.includes('.')
        ? getAtt(name, place)
        : ref(name, place);
    const part = Array.isArray(value) ? value.join(',') : scalarText(value);
    if (part === undefined || firstUnknown(value)) {
      unknown ??= firstUnknown(value) ?? unknownAt(place, `${written} is not text`);
      return written;
    }
    return part;
  });
  return unknown ?? result;
}

export function base64(argument: unknown, place: Place): Value {
  const text = resolveToText(argument, place);
  return isUnknown(text) ? text : Buffer.from(text, 'utf8').toString('base64');
}

/** Needs the transform AWS::LanguageExtensions. */
export function toJsonString(argument: unknown, place: Place): Value {
  const value = resolve(argument, place);
  if (value === undefined) return unknownAt(place, 'Fn::ToJsonString has nothing to convert');
  return firstUnknown(value) ?? JSON.stringify(value);
}
