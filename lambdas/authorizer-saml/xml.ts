import { DOMParser, type Element } from '@xmldom/xmldom';
import { Refusal } from '../authorizer/bearer';

/** Deeper than any assertion, and shallow enough for walks that call themselves. */
const maxDepth = 32;

/**
 * Parses XML that has elements, attributes and text only. A document type (entities, billion laughs), comments (which
 * cut text in two), CDATA and processing instructions are refused before any parser sees them.
 * @throws Refusal
 */
export function parseXml(text: string): Element {
  const body = text.replace(
    /^<\?xml version="1\.0"( encoding="(utf-8|UTF-8)")?( standalone="(yes|no)")? ?\?>\s*/,
    '',
  );
  if (body.includes('<!') || body.includes('<?')) throw new Refusal('XML with more than elements');
  let root: Element | null;
  try {
    const parser = new DOMParser({
      onError: (_level, message) => {
        throw new Error(message);
      },
    });
    root = parser.parseFromString(body, 'text/xml').documentElement;
  } catch {
    throw new Refusal('not XML');
  }
  if (!root) throw new Refusal('not XML');
  checkDepth(root);
  return root;
}

/** Without calling itself, as later walks do for each level. */
function checkDepth(root: Element): void {
  let level: readonly Element[] = [root];
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > maxDepth) throw new Refusal('XML is too deep');
    level = level.flatMap((element) =>
      Array.from(element.childNodes).filter((node): node is Element => node.nodeType === node.ELEMENT_NODE),
    );
  }
}

/** Child elements; text between them has to be blank. */
export function childrenOf(element: Element): Element[] {
  const children: Element[] = [];
  for (const node of Array.from(element.childNodes)) {
    if (node.nodeType === node.ELEMENT_NODE) children.push(node as Element);
    else if (node.nodeType !== node.TEXT_NODE || (node.nodeValue ?? '').trim() !== '')
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
    if (node.nodeType === node.ELEMENT_NODE) yield* elementsOf(node as Element);
}

/** The text of an element that has nothing else in it. @throws Refusal */
export function textOf(element: Element): string {
  for (const node of Array.from(element.childNodes))
    if (node.nodeType !== node.TEXT_NODE) throw new Refusal('elements within text');
  return (element.textContent ?? '').trim();
}

/** The only element of a list. @throws Refusal */
export function only(elements: readonly Element[], what: string): Element {
  if (elements.length !== 1) throw new Refusal(`${elements.length === 0 ? 'no' : 'more than one'} ${what}`);
  return elements[0]!;
}
