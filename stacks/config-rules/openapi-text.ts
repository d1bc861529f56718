import { isMap, LineCounter, parseDocument } from 'yaml';

/** A function named in an OpenAPI file: `${function:NAME}`. */
export interface Placeholder {
  readonly name: string;
  /** 1-based. */
  readonly line: number;
}

export function placeholdersIn(text: string): Placeholder[] {
  return text
    .split('\n')
    .flatMap((line, index) =>
      [...line.matchAll(/\$\{function:([^}]*)\}/g)].map(([, name = '']) => ({ name, line: index + 1 })),
    );
}

/** An OpenAPI file as read: YAML or JSON. */
export interface OpenApiText {
  readonly value: unknown;
  /** Line of a key, or of the nearest one above it. */
  lineOf(path: readonly string[]): number;
  readonly syntax?: { readonly message: string; readonly line: number };
}

export function readOpenApiText(text: string): OpenApiText {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const line = (offset: number) => lines.linePos(offset).line;
  const [error] = document.errors;
  const lineOf = (path: readonly string[]) => {
    let node: unknown = document.contents;
    let found = 1;
    for (const part of path) {
      const pair = isMap(node)
        ? node.items.find(({ key }) => String((key as { value?: unknown }).value) === part)
        : undefined;
      if (!pair) break;
      found = line((pair.key as { range?: [number, number, number] }).range?.[0] ?? 0);
      node = pair.value;
    }
    return found;
  };
  if (error)
    return { value: undefined, lineOf, syntax: { message: error.message, line: line(error.pos[0]) } };
  try {
    return { value: document.toJS(), lineOf };
  } catch (cause) {
    return { value: undefined, lineOf, syntax: { message: (cause as Error).message, line: 1 } };
  }
}
