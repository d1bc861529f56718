import { DOMParser } from '@xmldom/xmldom';
import { Refusal } from '../authorizer/bearer';
import { checkGrammar } from './grammar';

/** What is read of a node; the types of the parser's versions differ, and this is the same in all. */
interface Node {
  readonly nodeType: number;
  readonly nodeValue: string | null;
}

export interface Element extends Node {
  readonly localName: string | null;
  readonly namespaceURI: string | null;
  readonly textContent: string | null;
  readonly childNodes: ArrayLike<Node>;
  readonly attributes: ArrayLike<{ readonly localName: string | null; readonly value: string }>;
  getAttribute(name: string): string | null;
  hasAttribute(name: string): boolean;
}

const elementNode = 1;
const textNode = 3;

/** A warning is the end, too. Of the parser's version 0.8, which is xml-crypto's. */
const strict: object = {
  errorHandler: (_level: string, message: string) => {
    throw new Error(message);
  },
};

/**
 * Parses XML that has elements, attributes and text only; anything else is refused before the parser sees it.
 * @throws Refusal
 */
export function parseXml(text: string): Element {
  const body = text.replace(
    /^<\?xml version="1\.0"( encoding="(utf-8|UTF-8)")?( standalone="(yes|no)")? ?\?>\s*/,
    '',
  );
  if (body.includes('<!') || body.includes('<?')) throw new Refusal('XML with more than elements');
  checkGrammar(body);
  let root: Element | null;
  try {
    const parser = new DOMParser(strict as never);
    root = parser.parseFromString(body, 'text/xml').documentElement as unknown as Element | null;
  } catch {
    throw new Refusal('not XML');
  }
  if (!root) throw new Refusal('not XML');
  return root;
}

/** Child elements; text between them has to be blank. */
export function childrenOf(element: Element): Element[] {
  const children: Element[] = [];
  for (const node of Array.from(element.childNodes)) {
    if (node.nodeType === elementNode) children.push(node as Element);
    else if (node.nodeType !== textNode || (node.nodeValue ?? '').trim() !== '')
      throw new Refusal('text between elements');
  }
  return children;
}

/** Child elements of a name and namespace. */
export function childrenNamed(element: Element, namespace: string, name: string): Element[] {
  return childrenOf(element).filter((child) => isNamed(child, namespace, name));
}

export function isNamed(element: Element, namespace: string, name: string): boolean {
  return element.namespaceURI === namespace && element.localName === name;
}

/** Every element, the root first. */
export function* elementsOf(root: Element): Generator<Element> {
  yield root;
  for (const node of Array.from(root.childNodes))
    if (node.nodeType === elementNode) yield* elementsOf(node as Element);
}

/** The text of an element that has nothing else in it. @throws Refusal */
export function textOf(element: Element): string {
  for (const node of Array.from(element.childNodes))
    if (node.nodeType !== textNode) throw new Refusal('elements within text');
  return (element.textContent ?? '').trim();
}

/** The only element of a list. @throws Refusal */
export function only(elements: readonly Element[], what: string): Element {
  if (elements.length !== 1) throw new Refusal(`${elements.length === 0 ? 'no' : 'more than one'} ${what}`);
  return elements[0]!;
}
