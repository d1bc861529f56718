import { isUnknown } from '../../assembly/model';
import type { PolicyContext } from './context';

/** A stretch of a policy value. In `literal` text, `*` and `?` stand for themselves. */
export interface Piece {
  readonly text: string;
  readonly literal: boolean;
}

interface Variable {
  readonly variable: string;
  readonly fallback?: string;
}

/** A policy value taken apart: text and `${…}` variables. */
export type Template = readonly (Piece | Variable)[];

const variableForm = /\$\{([^}]*)\}/g;

/**
 * Takes a policy value apart. Variables exist from version 2012-10-17 on; before it `${…}` is plain text.
 * `${*}`, `${?}` and `${$}` are the characters themselves. (IAM user guide, policy variables; from memory)
 */
export function parseTemplate(value: string, version: string): Template {
  if (version !== '2012-10-17' || !value.includes('${')) return [{ text: value, literal: false }];
  const parts: (Piece | Variable)[] = [];
  let end = 0;
  for (const found of value.matchAll(variableForm)) {
    if (found.index > end) parts.push({ text: value.slice(end, found.index), literal: false });
    parts.push(parseVariable(found[1]!));
    end = found.index + found[0].length;
  }
  if (end < value.length) parts.push({ text: value.slice(end), literal: false });
  return parts;
}

function parseVariable(inner: string): Piece | Variable {
  if (inner === '*' || inner === '?' || inner === '$') return { text: inner, literal: true };
  const withDefault = /^\s*([^,]+?)\s*,\s*'([^']*)'\s*$/.exec(inner);
  if (withDefault) return { variable: withDefault[1]!.toLowerCase(), fallback: withDefault[2]! };
  return { variable: inner.trim().toLowerCase() };
}

export function isFixed(template: Template): template is readonly Piece[] {
  return template.every((part) => 'text' in part);
}

/**
 * Fills the variables in. `undefined`: one has no single value and no default, so the value matches nothing.
 * `unknown`: one has a value that the template does not tell.
 */
export function fill(template: Template, context: PolicyContext): readonly Piece[] | undefined | 'unknown' {
  const pieces: Piece[] = [];
  for (const part of template) {
    if ('text' in part) {
      pieces.push(part);
      continue;
    }
    const value = context.key(part.variable);
    if (isUnknown(value)) return 'unknown';
    if (typeof value === 'string') pieces.push({ text: value, literal: true });
    else if (part.fallback !== undefined) pieces.push({ text: part.fallback, literal: true });
    else return undefined;
  }
  return pieces;
}

/** The value as plain text, for operators without wildcards. */
export function plainText(pieces: readonly Piece[]): string {
  return pieces.length === 1 ? pieces[0]!.text : pieces.map((piece) => piece.text).join('');
}
