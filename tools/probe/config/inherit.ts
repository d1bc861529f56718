import type { CallSettings, FileTarget } from './schema';

/** Of these a call has one: the nearest that is written takes the place of all that is inherited. */
const provers = ['bearer', 'token', 'sigv4'] as const;

/** Members that are mappings of single settings: what is inherited is added to. */
const mappings = ['headers', 'timeouts'] as const;

/** The settings of a target: its own before those of its module before the defaults. Pure. */
export function inherit(
  target: FileTarget,
  module: CallSettings | undefined,
  defaults: CallSettings | undefined,
): CallSettings {
  const { name: _name, url: _url, module: _module, without = [], ...own } = target;
  const inherited = over(module ?? {}, defaults ?? {});
  return over(
    own,
    Object.fromEntries(Object.entries(inherited).filter(([key]) => !without.includes(key as never))),
  );
}

function over(upper: CallSettings, lower: CallSettings): CallSettings {
  const proves = provers.some((key) => upper[key] !== undefined);
  const kept = proves
    ? Object.fromEntries(Object.entries(lower).filter(([key]) => !provers.includes(key as never)))
    : lower;
  const joined = mappings.flatMap((key) =>
    upper[key] && lower[key] ? [[key, { ...lower[key], ...upper[key] }] as const] : [],
  );
  return { ...kept, ...upper, ...Object.fromEntries(joined) };
}
