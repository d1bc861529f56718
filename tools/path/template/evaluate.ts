import { callMethod } from './methods';
import { type Leaf, type Node, parseTemplate, type Step } from './parse';
import { Host, isMap, mapOf, print, TemplateFault, Unsupported, type Value } from './values';

/** Iterations of all loops together: aws-facts §1.6 (doc). */
const iterations = 1000;

/** Levels of nested strings, each of which is a template of its own. */
const depthLimit = 20;

/**
 * Renders a Velocity template over the objects that it is given. Methods are those of methods.ts and of the
 * objects: none of JavaScript's own, so that a template can run nothing here.
 * @throws Unsupported where the result on AWS is not known; TemplateFault where AWS fails too
 */
export function evaluate(template: string, roots: Readonly<Record<string, Value>>): string {
  const run = new Run(roots);
  return run.render(parseTemplate(template));
}

class Run {
  readonly #variables = new Map<string, Value>();
  #iterations = 0;
  #depth = 0;
  #breaking = false;

  constructor(readonly roots: Readonly<Record<string, Value>>) {}

  render(nodes: readonly Node[]): string {
    let text = '';
    for (const node of nodes) {
      if (this.#breaking) return text;
      text += this.#node(node);
    }
    return text;
  }

  #node(node: Node): string {
    if (typeof node === 'string') return node;
    if (isBlock(node)) return this.#block(node);
    switch (node.type) {
      case 'references':
        return this.#print(node);
      case 'set':
        this.#set(node.equal!);
        return '';
      case 'comment':
        return '';
      case 'raw':
        return String(node.value);
      case 'break':
        this.#breaking = true;
        return '';
      default:
        throw new Unsupported(`directive ${node.type} is not known`);
    }
  }

  #block(block: readonly Node[]): string {
    const [head, ...body] = block;
    if (head === undefined) return '';
    if (typeof head === 'string' || isBlock(head)) return this.render(block);
    if (head.type === 'if') return this.#branch(block);
    if (head.type === 'foreach') return this.#loop(head, body);
    throw new Unsupported(`directive ${head.type} is not known`);
  }

  #branch(block: readonly Node[]): string {
    const chosen: Node[] = [];
    let taken = false;
    for (const node of block) {
      const isLeaf = typeof node !== 'string' && !isBlock(node);
      if (isLeaf && ['if', 'elseif', 'else'].includes(node.type)) {
        if (taken) break;
        taken = node.type === 'else' || isTrue(this.#value(node.condition!));
      } else if (taken) chosen.push(node);
    }
    return this.render(chosen);
  }

  #loop({ from, to = '' }: Leaf, body: readonly Node[]): string {
    const over = this.#value(from!);
    const items = Array.isArray(over) ? over : isMap(over) ? Object.values(over) : [];
    if (over !== null && items.length === 0 && !Array.isArray(over) && !isMap(over)) {
      throw new Unsupported('#foreach over something else than a list or an object');
    }
    const outer = [to, 'foreach', 'velocityCount'].map((name) => [name, this.#variables.get(name)] as const);
    let text = '';
    for (const [at, item] of items.entries()) {
      this.#iterations += 1;
      if (this.#iterations > iterations) {
        throw new TemplateFault(`more than ${iterations} iterations of #foreach`);
      }
      const state = { index: at, count: at + 1, hasNext: at + 1 < items.length, first: at === 0 };
      this.#variables.set(to, item);
      this.#variables.set('foreach', mapOf([...Object.entries(state), ['last', !state.hasNext]]));
      this.#variables.set('velocityCount', at + 1);
      text += this.render(body);
      if (this.#breaking) break;
    }
    this.#breaking = false;
    for (const [name, value] of outer) {
      if (value === undefined) this.#variables.delete(name);
      else this.#variables.set(name, value);
    }
    return text;
  }

  #set([target, source]: readonly [Leaf, Leaf]): void {
    const value = this.#value(source);
    const { id = '', path = [] } = target;
    const names = path.map((step) => this.#nameOf(step));
    if (names.length === 0) {
      this.#variables.set(id, value);
      return;
    }
    let owner = this.#variables.get(id) ?? this.roots[id];
    if (owner instanceof Host) {
      owner.set(names, value);
      return;
    }
    for (const name of names.slice(0, -1)) owner = isMap(owner) ? owner[name] : undefined;
    if (!isMap(owner)) throw new Unsupported(`#set of $${id}.${names.join('.')}, which is no object`);
    owner[names.at(-1)!] = value;
  }

  #nameOf(step: Step): string {
    if (step.type === 'method') throw new Unsupported('#set of what a method returns');
    return typeof step.id === 'string' ? step.id : print(this.#value(step.id));
  }

  #print(leaf: Leaf): string {
    const value = this.#reference(leaf);
    if (value !== undefined) return print(value);
    if (leaf.leader === '$!') return '';
    // Velocity prints the reference itself; whether API Gateway does is not documented.
    throw new Unsupported(`$${leaf.id} has no value`);
  }

  /** `undefined`: the name stands for nothing at all. */
  #reference({ id = '', path = [], args }: Leaf): Value | undefined {
    if (args) throw new Unsupported(`$${id}() is not known`);
    let value: Value | undefined = this.#variables.get(id);
    if (value === undefined && Object.hasOwn(this.roots, id)) value = this.roots[id];
    for (const step of path) {
      if (value === undefined) return undefined;
      value = this.#step(value, step);
    }
    return value;
  }

  #step(owner: Value, step: Step): Value {
    if (step.type === 'method') {
      const args = (step.args || []).map((arg) => this.#value(arg));
      const name = String(step.id);
      if (owner === null) throw new Unsupported(`${name}() of no value`);
      return owner instanceof Host ? owner.call(name, args) : callMethod(owner, name, args);
    }
    if (owner === null) return null;
    const key = typeof step.id === 'string' ? step.id : this.#value(step.id);
    if (owner instanceof Host) return owner.get(String(key));
    if (Array.isArray(owner) && Number.isInteger(Number(key))) return owner[Number(key)] ?? null;
    if (isMap(owner)) return owner[String(key)] ?? null;
    throw new Unsupported(`.${String(key)} of a ${Array.isArray(owner) ? 'list' : typeof owner}`);
  }

  #value(leaf: Leaf): Value {
    switch (leaf.type) {
      case 'references':
        return this.#reference(leaf) ?? null;
      case 'string':
        return this.#string(leaf);
      case 'integer':
      case 'decimal':
        return Number(leaf.value);
      case 'bool':
        return leaf.value === 'null' ? null : leaf.value === 'true';
      case 'array':
        return this.#array(leaf);
      case 'map':
        return mapOf(
          Object.entries(leaf.value as Record<string, Leaf>).map(([name, item]) => [name, this.#value(item)]),
        );
      case 'math':
        return this.#math(leaf.operator!, leaf.expression!);
      default:
        throw new Unsupported(`expression ${leaf.type} is not known`);
    }
  }

  #string({ value, isEval }: Leaf): string {
    const text = String(value);
    if (!isEval || !/[$#]/.test(text)) return text;
    this.#depth += 1;
    if (this.#depth > depthLimit) throw new Unsupported('texts in texts are nested too deep');
    const rendered = this.render(parseTemplate(text));
    this.#depth -= 1;
    return rendered;
  }

  #array({ value, isRange }: Leaf): Value[] {
    const items = value as readonly (Leaf | string)[];
    const itemOf = (item: Leaf | string) => (typeof item === 'string' ? Number(item) : this.#value(item));
    if (!isRange) return items.map(itemOf);
    const [from, to] = items.map((item) => Number(itemOf(item)));
    if (from === undefined || to === undefined || Math.abs(to - from) > iterations) {
      throw new TemplateFault(`a range of more than ${iterations} items`);
    }
    const step = to < from ? -1 : 1;
    return Array.from({ length: Math.abs(to - from) + 1 }, (_, at) => from + step * at);
  }

  #math(operator: string, operands: readonly Leaf[]): Value {
    const [left, right] = operands;
    const one = () => this.#value(left!);
    const other = () => this.#value(right!);
    switch (operator) {
      case 'parenthesis':
        return one();
      case 'not':
        return !isTrue(one());
      case '&&':
        return isTrue(one()) && isTrue(other());
      case '||':
        return isTrue(one()) || isTrue(other());
      case '==':
        return isEqual(one(), other());
      case '!=':
        return !isEqual(one(), other());
      default:
        return arithmetic(operator, one(), other());
    }
  }
}

function isBlock(node: Node): node is readonly Node[] {
  return Array.isArray(node);
}

/** Velocity 1: everything but false and null is true. */
function isTrue(value: Value): boolean {
  return value !== false && value !== null;
}

/** Velocity compares values of different types by their texts. */
function isEqual(one: Value, other: Value): boolean {
  if (one === null || other === null) return one === other;
  if (typeof one === 'object' || typeof other === 'object') {
    throw new Unsupported('lists or objects are compared');
  }
  return typeof one === typeof other ? one === other : String(one) === String(other);
}

function arithmetic(operator: string, one: Value, other: Value): Value {
  if (typeof one !== 'number' || typeof other !== 'number') {
    throw new Unsupported(`${operator} of something else than numbers`);
  }
  switch (operator) {
    case '+':
      return one + other;
    case '-':
      return one - other;
    case '*':
      return one * other;
    case '/':
    case '%': {
      if (other === 0) throw new Unsupported('a division by zero');
      if (operator === '%') return one % other;
      const isWhole = Number.isInteger(one) && Number.isInteger(other);
      return isWhole ? Math.trunc(one / other) : one / other;
    }
    case '<':
      return one < other;
    case '>':
      return one > other;
    case '<=':
      return one <= other;
    case '>=':
      return one >= other;
    default:
      throw new Unsupported(`operator ${operator} is not known`);
  }
}
