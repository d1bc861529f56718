/** Steps of the part of JSONPath that the kit evaluates: names and list positions. */
type Path = readonly (string | number)[];

/**
 * Reads `.action`, `.a.b[0]` and `["with spaces"]`; an empty text is the whole document.
 * `undefined`: wildcards, filters, slices and functions, which are not evaluated.
 */
export function parseJsonPath(text: string): Path | undefined {
  const steps: (string | number)[] = [];
  let rest = text;
  while (rest !== '') {
    const name = /^\.([A-Za-z_$][\w$-]*)/.exec(rest);
    const position = /^\[(\d+)\]/.exec(rest);
    const quoted = /^\[(?:'([^'\\]*)'|"([^"\\]*)")\]/.exec(rest);
    const found = name ?? position ?? quoted;
    if (!found) return undefined;
    steps.push(position ? Number(position[1]) : (name?.[1] ?? quoted?.[1] ?? quoted?.[2] ?? ''));
    rest = rest.slice(found[0].length);
  }
  return steps;
}

/** What a path leads to in a parsed document; `undefined` where there is nothing. */
export function readJsonPath(document: unknown, path: Path): unknown {
  let value = document;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    if (typeof step === 'number' && !Array.isArray(value)) return undefined;
    if (!Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

/** As AWS makes text of a value: "the result will be stringified" (developer guide, doc); of objects inferred. */
export function stringified(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The document of a message; `undefined`: it is no JSON. */
export function parseMessage(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
