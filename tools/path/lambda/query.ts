import { decode } from '../gateway/router';
import type { HeaderList } from '../hop';

/** Decoded pairs of a query as on the wire; `;` separates as `&` does: aws-facts §1.7 (doc) */
export function readQuery(query: string): HeaderList {
  if (query === '') return [];
  const pairs: [string, string][] = [];
  for (const part of query.split(/[&;]/)) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const name = equals < 0 ? part : part.slice(0, equals);
    const value = equals < 0 ? '' : part.slice(equals + 1);
    pairs.push([decode(plusToSpace(name)), decode(plusToSpace(value))]);
  }
  return pairs;
}

function plusToSpace(text: string): string {
  return text.includes('+') ? text.replaceAll('+', ' ') : text;
}
