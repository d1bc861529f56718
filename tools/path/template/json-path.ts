import { isMap, Unsupported, type Value } from './values';

const step = /^(?:\.([A-Za-z_@][\w@-]*)|\[(\d+)\]|\['([^'\\]*)'\]|\["([^"\\]*)"\])/;

/**
 * The value at a JSONPath; `undefined`: there is none. A path that can match many is evaluated by the library,
 * without its evaluation of expressions, and gives a list.
 * @throws Unsupported for filters and scripts
 */
export function jsonPath(root: Value, path: string): Value | undefined {
  const text = path.trim().replace(/^\$/, '');
  let rest = text;
  let value: Value | undefined = root;
  while (rest !== '') {
    const found = step.exec(rest);
    if (!found) return many(root, path.trim());
    const [whole, plain, position, single, double] = found;
    rest = rest.slice(whole.length);
    if (position !== undefined) value = Array.isArray(value) ? value[Number(position)] : undefined;
    else value = isMap(value) ? value[(plain ?? single ?? double)!] : undefined;
  }
  return value;
}

function many(root: Value, path: string): Value {
  if (/\?\(|\[\(|`/.test(path)) throw new Unsupported(`the path ${path} has a filter or a script`);
  const { JSONPath } = require('jsonpath-plus') as {
    JSONPath: (options: { path: string; json: unknown; eval: false; wrap: true }) => unknown;
  };
  try {
    const found = JSONPath({
      path: path.startsWith('$') ? path : `$${path}`,
      json: root,
      eval: false,
      wrap: true,
    });
    return (found as Value[] | undefined) ?? [];
  } catch (error) {
    throw new Unsupported(`the path ${path} is not understood: ${(error as Error).message}`);
  }
}
