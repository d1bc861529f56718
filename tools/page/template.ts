import type { Eta } from 'eta';

let engine: Eta | undefined;

/**
 * A function from data to HTML; what `<%= %>` prints is escaped. Compiled when it is first used.
 * @param text Eta template; the data is `it`
 */
export function template<Data extends object>(text: string): (data: Data) => string {
  let compiled: ReturnType<Eta['compile']> | undefined;
  return (data) => {
    if (!engine) {
      const eta = require('eta') as typeof import('eta');
      engine = new eta.Eta({ autoEscape: true, autoTrim: false });
    }
    compiled ??= engine.compile(text);
    return engine.render(compiled, data);
  };
}

/** A link target that is a page: https, http or a relative path; anything else (`javascript:`) is none. */
export function safeLink(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  return /^https?:\/\//i.test(text) || !/^[^/]*:/.test(text) ? text : undefined;
}
