import { Refusal } from '../authorizer/bearer';

/** Deeper than any assertion, and shallow enough for walks that call themselves. */
const maxDepth = 32;

const name = '[A-Za-z_][\\w.-]*(?::[A-Za-z_][\\w.-]*)?';
const blank = '[ \\t\\r\\n]';
const entity = '&(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});';
/** Characters but controls, and the five entities that need no document type. */
const characters = (but: string) => `(?:[^<&${but}\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]|${entity})*`;
const value = `(?:"${characters('"')}"|'${characters("'")}')`;

const startTag = new RegExp(`<(${name})(?:${blank}+${name}=${value})*${blank}*(/?)>`, 'y');
const endTag = new RegExp(`</(${name})${blank}*>`, 'y');
const text = new RegExp(characters(''), 'y');

/**
 * Well-formed XML of elements, attributes and text, and nothing else: no document type (entities, billion laughs), no
 * comments (which cut text in two), no CDATA, no processing instructions. Parsers forgive what this does not.
 * @throws Refusal
 */
export function checkGrammar(xml: string): void {
  const open: string[] = [];
  let place = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = place;
    const match = pattern.exec(xml);
    if (match) place = pattern.lastIndex;
    return match;
  };
  do {
    const start = take(startTag);
    if (start) {
      if (!start[2]) open.push(start[1]!);
      if (open.length > maxDepth) throw new Refusal('XML is too deep');
    } else if (take(endTag)?.[1] !== open.pop()) throw new Refusal('not XML');
    if (open.length > 0 && take(text)![0].includes(']]>')) throw new Refusal('not XML');
  } while (open.length > 0);
  if (xml.slice(place).trim() !== '') throw new Refusal('not XML');
}
