import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { type ConfigPath, type Finding, formatPath, quote } from '../config-rules/rule';

/** The YAML of hybrid.yaml: its value, what is wrong with the syntax, and where things stand. */
export interface ReadDocument {
  readonly value: unknown;
  readonly findings: readonly (Finding & { readonly line: number })[];
  /** Top-level keys that could not be read: they are not missing. */
  readonly broken: ReadonlySet<string>;
  /** 1-based line of a key or list item, or of the nearest one above it. */
  lineOf(path: ConfigPath): number;
  /** The text of a scalar as written, e.g. `0123`. */
  sourceOf(path: ConfigPath): string | undefined;
}

const topLevelKey = /^(["']?)([\w-]+)\1\s*:/;

/** The text cut before every line that begins a top-level key; lines keep their numbers by padding. */
function splitTopLevel(
  text: string,
): { readonly key: string; readonly padded: string; readonly plain: string }[] {
  const lines = text.split('\n');
  const starts = lines.flatMap((line, index) => (topLevelKey.test(line) ? [index] : []));
  return starts.map((start, place) => {
    const plain = lines.slice(start, starts[place + 1]).join('\n');
    return { key: topLevelKey.exec(plain)?.[2] ?? '', padded: '\n'.repeat(start) + plain, plain };
  });
}

function parse(text: string): { readonly document: Document; readonly lines: LineCounter } {
  const lines = new LineCounter();
  // Duplicate keys are found by findDuplicateKeys, which can name both lines.
  return {
    document: parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      logLevel: 'error',
      uniqueKeys: false,
      merge: true,
    }),
    lines,
  };
}

function syntaxFinding(message: string, line: number): Finding & { readonly line: number } {
  const sentence = message.replace('; please use YAML.parseAllDocuments()', '');
  return {
    code: 'CFG_SYNTAX',
    path: [],
    line,
    what: `not YAML: ${sentence}`,
    fix: 'correct the line or the one above it: indent by blanks, close every bracket and quote',
  };
}

/**
 * A broken top-level block is reported and left out, so that the rest of the file is checked in the same run.
 * A file that breaks as a whole is reported as it is.
 */
function parseAround(text: string) {
  const whole = parse(text);
  if (whole.document.errors.length === 0) return { ...whole, findings: [], broken: new Set<string>() };
  const findings: (Finding & { readonly line: number })[] = [];
  const broken = new Set<string>();
  let rest = text;
  for (const { key, padded, plain } of splitTopLevel(text)) {
    const { document, lines } = parse(padded);
    const error = document.errors[0];
    if (!error) continue;
    // The parser reports an open bracket where it gives up: past the end of the block is its last line.
    const last = padded.trimEnd().split('\n').length;
    findings.push(syntaxFinding(error.message, Math.min(lines.linePos(error.pos[0]).line, last)));
    broken.add(key);
    rest = rest.replace(plain, plain.replace(/[^\n]/g, ''));
  }
  const repaired = parse(rest);
  const error = repaired.document.errors[0];
  if (!error) return { ...repaired, findings, broken };
  const line = repaired.lines.linePos(error.pos[0]).line;
  return {
    ...repaired,
    findings: [...findings, syntaxFinding(error.message, line)],
    broken,
    unreadable: true,
  };
}

function findDuplicateKeys(node: unknown, path: ConfigPath, line: (offset: number) => number): Finding[] {
  if (isSeq(node))
    return node.items.flatMap((item, index) => findDuplicateKeys(item, [...path, index], line));
  if (!isMap(node)) return [];
  const first = new Map<string, number>();
  return node.items.flatMap(({ key, value }) => {
    const name = isScalar(key) ? String(key.value) : String(key);
    const here = line((key as { range?: readonly number[] }).range?.[0] ?? 0);
    const earlier = first.get(name);
    const at = [...path, name];
    const below = findDuplicateKeys(value, at, line);
    if (earlier === undefined) {
      first.set(name, here);
      return below;
    }
    const duplicate: Finding & { readonly line: number } = {
      code: 'CFG_DUPLICATE_KEY',
      path: at,
      line: here,
      what: `${formatPath(at)} is written twice, first on line ${earlier}`,
      fix: 'keep one of the two',
    };
    return [duplicate, ...below];
  });
}

/** Reads YAML; never throws. */
export function readDocument(text: string): ReadDocument {
  const { document, lines, findings, broken, ...rest } = parseAround(text);
  const line = (offset: number) => lines.linePos(offset).line;
  const locate = (path: ConfigPath): { readonly offset: number; readonly node?: unknown } => {
    let node: unknown = document.contents;
    let offset = (document.contents as { range?: readonly number[] } | null)?.range?.[0] ?? 0;
    for (const part of path) {
      if (isAlias(node)) node = node.resolve(document);
      if (isMap(node)) {
        const pair = node.items.findLast(({ key }) => isScalar(key) && String(key.value) === String(part));
        if (!pair) return { offset };
        offset = (pair.key as { range?: readonly number[] }).range?.[0] ?? offset;
        node = pair.value;
      } else if (isSeq(node) && typeof part === 'number' && node.items[part]) {
        node = node.items[part];
        offset = (node as { range?: readonly number[] }).range?.[0] ?? offset;
      } else return { offset };
    }
    return { offset, node };
  };
  const lineOf = (path: ConfigPath) => line(locate(path).offset);
  const sourceOf = (path: ConfigPath) => {
    const { node } = locate(path);
    return isScalar(node) ? node.source : undefined;
  };
  const duplicates = findDuplicateKeys(document.contents, [], line).map((one) => ({ line: 1, ...one }));
  const found = [...findings, ...duplicates];
  if ('unreadable' in rest) return { value: undefined, findings: found, broken, lineOf, sourceOf };
  try {
    return { value: document.toJS(), findings: found, broken, lineOf, sourceOf };
  } catch (cause) {
    const message = (cause as Error).message;
    const alias = /: (\S+)$/.exec(message)?.[1];
    const at = alias === undefined ? 0 : Math.max(0, text.indexOf(`*${alias}`));
    return {
      value: undefined,
      findings: [
        ...found,
        syntaxFinding(
          alias === undefined ? message : `alias ${quote(`*${alias}`)} has no anchor before it`,
          line(at),
        ),
      ],
      broken,
      lineOf,
      sourceOf,
    };
  }
}
