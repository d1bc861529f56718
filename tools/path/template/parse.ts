import { TemplateFault } from './values';

/** The parser's tree (velocityjs); only the members that are read here. */
export type Node = string | Leaf | readonly Node[];

export interface Leaf {
  readonly type: string;
  readonly id?: string;
  readonly value?: unknown;
  readonly isEval?: boolean;
  readonly isRange?: boolean;
  readonly leader?: string;
  readonly prue?: boolean;
  readonly isWraped?: boolean;
  readonly path?: readonly Step[];
  readonly args?: readonly Leaf[] | false;
  readonly equal?: readonly [Leaf, Leaf];
  readonly from?: Leaf;
  readonly to?: string;
  readonly condition?: Leaf;
  readonly expression?: readonly Leaf[];
  readonly operator?: string;
}

export interface Step {
  readonly type: 'method' | 'property' | 'index';
  readonly id: string | Leaf;
  readonly args?: readonly Leaf[] | false;
}

const parsed = new Map<string, readonly Node[]>();
/** Templates of a whole estate; strings inside templates are among them. */
const kept = 2000;

/**
 * The tree of a template. The parser is loaded when the first template is met: most environments have none.
 * @throws TemplateFault for text that is no template: API Gateway refuses it too
 */
export function parseTemplate(text: string): readonly Node[] {
  const known = parsed.get(text);
  if (known) return known;
  const { parse } = require('velocityjs') as { parse: (text: string) => readonly Node[] };
  let tree: readonly Node[];
  try {
    tree = parse(text);
  } catch (error) {
    throw new TemplateFault(`the template cannot be parsed: ${String(error).split('\n', 1)[0]}`);
  }
  if (parsed.size >= kept) parsed.clear();
  parsed.set(text, tree);
  return tree;
}
