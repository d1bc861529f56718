import { isMap, mapOf, Unsupported, type Value, type ValueMap } from './values';

type Method<T> = (self: T, args: readonly Value[]) => Value;

const text = (value: Value | undefined): string => {
  if (typeof value === 'string') return value;
  throw new Unsupported(`an argument is ${value === undefined ? 'missing' : 'no text'}`);
};
const index = (value: Value | undefined): number => {
  if (typeof value === 'number') return value;
  throw new Unsupported('an argument is no number');
};

/** Java's replacement text as JavaScript's: `$1` is the same, a backslash quotes. */
function replacement(java: string): string {
  return java.replace(/\\(.)|\$(?!\d)/g, (_, quoted?: string) => (quoted === '$' ? '$$' : (quoted ?? '$$')));
}

/** A Java pattern, as far as it means the same here. @throws Unsupported */
function javaPattern(source: string, flags = ''): RegExp {
  const inline = /^\(\?([is]+)\)/.exec(source);
  const rest = inline ? source.slice(inline[0].length) : source;
  // Possessive quantifiers, atomic groups, quotes, POSIX classes, class intersections: Java's alone.
  if (/[*+?}]\+|\(\?>|\\[QEGZzAhHRX]|\\p\{|&&|\(\?[a-z-]+[:)]/.test(rest)) {
    throw new Unsupported(`the pattern ${source} has a part that only Java knows`);
  }
  try {
    return new RegExp(rest, `${flags}${inline?.[1] ?? ''}`);
  } catch {
    throw new Unsupported(`the pattern ${source} is not understood`);
  }
}

/** Whether a Java pattern matches all of a text, as `Matcher.matches()`. @throws Unsupported */
export function matchesWhole(pattern: string, subject: string): boolean {
  const { source, flags } = javaPattern(pattern);
  return new RegExp(`^(?:${source})$`, flags).test(subject);
}

const ofText: Readonly<Record<string, Method<string>>> = {
  charAt: (self, [at]) => self.charAt(index(at)),
  concat: (self, [other]) => self + text(other),
  contains: (self, [part]) => self.includes(text(part)),
  endsWith: (self, [part]) => self.endsWith(text(part)),
  equals: (self, [other]) => self === other,
  equalsIgnoreCase: (self, [other]) => self.toLowerCase() === text(other).toLowerCase(),
  indexOf: (self, [part]) => self.indexOf(text(part)),
  isEmpty: (self) => self === '',
  lastIndexOf: (self, [part]) => self.lastIndexOf(text(part)),
  length: (self) => self.length,
  matches: (self, [pattern]) => matchesWhole(text(pattern), self),
  replace: (self, [from, to]) => self.replaceAll(text(from), () => text(to)),
  replaceAll: (self, [from, to]) => self.replace(javaPattern(text(from), 'g'), replacement(text(to))),
  replaceFirst: (self, [from, to]) => self.replace(javaPattern(text(from)), replacement(text(to))),
  split: (self, [by]) => {
    const parts = self.split(javaPattern(text(by)));
    while (parts.length > 1 && parts.at(-1) === '') parts.pop(); // Java leaves the empty end out
    return parts;
  },
  startsWith: (self, [part]) => self.startsWith(text(part)),
  substring: (self, [from, to]) => {
    const [start, end] = [index(from), to === undefined ? self.length : index(to)];
    if (start < 0 || end > self.length || start > end) throw new Unsupported('substring() is out of range');
    return self.slice(start, end);
  },
  toLowerCase: (self) => self.toLowerCase(),
  toString: (self: string) => self,
  toUpperCase: (self) => self.toUpperCase(),
  trim: (self) => self.trim(),
};

const ofList: Readonly<Record<string, Method<Value[]>>> = {
  add: (self, [item]) => {
    self.push(item ?? null);
    return true;
  },
  contains: (self, [item]) => self.includes(item ?? null),
  get: (self, [at]) => self[index(at)] ?? null,
  indexOf: (self, [item]) => self.indexOf(item ?? null),
  isEmpty: (self) => self.length === 0,
  size: (self) => self.length,
};

const ofMap: Readonly<Record<string, Method<ValueMap>>> = {
  containsKey: (self, [name]) => text(name) in self,
  entrySet: (self) =>
    Object.entries(self).map(([key, value]) =>
      mapOf([
        ['key', key],
        ['value', value],
      ]),
    ),
  get: (self, [name]) => self[text(name)] ?? null,
  isEmpty: (self) => Object.keys(self).length === 0,
  keySet: (self) => Object.keys(self),
  put: (self, [name, value]) => {
    const before = self[text(name)] ?? null;
    self[text(name)] = value ?? null;
    return before;
  },
  remove: (self, [name]) => {
    const before = self[text(name)] ?? null;
    delete self[text(name)];
    return before;
  },
  size: (self) => Object.keys(self).length,
  values: (self) => Object.values(self),
};

const ofEntry: Readonly<Record<string, string>> = { getKey: 'key', getValue: 'value' };

/** A method of Java's on a value of a template. @throws Unsupported for one that is not among those listed */
export function callMethod(self: Value, name: string, args: readonly Value[]): Value {
  const pick = <T>(methods: Readonly<Record<string, Method<T>>>, own: T): Value => {
    if (!Object.hasOwn(methods, name)) throw new Unsupported(`method ${name}() is not known`);
    return methods[name]!(own, args);
  };
  if (typeof self === 'string') return pick(ofText, self);
  if (Array.isArray(self)) return pick(ofList, self);
  if (isMap(self)) return ofEntry[name] ? (self[ofEntry[name]] ?? null) : pick(ofMap, self);
  if (name === 'toString') return String(self);
  if (name === 'equals') return self === args[0];
  throw new Unsupported(`method ${name}() of a ${typeof self} is not known`);
}
