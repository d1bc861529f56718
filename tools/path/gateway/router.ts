import type { ApiDefinition, Method } from '../../assembly/model';

/** Where a path and a method lead in one definition. */
export type Routed =
  | {
      readonly kind: 'method';
      readonly method: Method;
      readonly pathParameters: Readonly<Record<string, string>>;
    }
  /** The resource is there, without the method. */
  | { readonly kind: 'no-method'; readonly resourcePath: string }
  | { readonly kind: 'no-resource' };

interface Node {
  readonly exact: Map<string, Node>;
  /** `{name}` */
  parameter?: { readonly name: string; readonly node: Node };
  /** `{name+}` */
  greedy?: { readonly name: string; readonly node: Node };
  path?: string;
  methods?: Map<string, Method>;
}

const routers = new WeakMap<ApiDefinition, Node>();

function routerOf(definition: ApiDefinition): Node {
  let root = routers.get(definition);
  if (root) return root;
  root = { exact: new Map() };
  for (const method of definition.methods) {
    let node = root;
    for (const segment of splitPath(method.path)) node = childOf(node, segment);
    node.path = method.path;
    node.methods ??= new Map();
    node.methods.set(method.httpMethod.toUpperCase(), method);
  }
  routers.set(definition, root);
  return root;
}

function childOf(node: Node, segment: string): Node {
  const parameter = /^\{(.+?)(\+)?\}$/.exec(segment);
  if (!parameter) {
    const child = node.exact.get(segment) ?? { exact: new Map() };
    node.exact.set(segment, child);
    return child;
  }
  const slot = parameter[2] ? 'greedy' : 'parameter';
  node[slot] ??= { name: parameter[1]!, node: { exact: new Map() } };
  return node[slot].node;
}

/** Segments of a path; a trailing slash makes none. */
export function splitPath(path: string): string[] {
  const segments = path.split('/');
  segments.shift();
  if (segments.at(-1) === '') segments.pop();
  return segments;
}

/**
 * Finds the resource first, then the method on it: an exact segment beats `{name}`, which beats `{name+}`,
 * and a resource without the method does not fall back to a wider one. (from memory; AWS documents the
 * order of the three only)
 */
export function route(definition: ApiDefinition, httpMethod: string, path: string): Routed {
  const segments = splitPath(path);
  const parameters: [string, string][] = [];
  const node = find(routerOf(definition), segments, 0, parameters);
  if (!node?.methods) return { kind: 'no-resource' };
  const method = node.methods.get(httpMethod) ?? node.methods.get('ANY');
  if (!method) return { kind: 'no-method', resourcePath: node.path! };
  return { kind: 'method', method, pathParameters: Object.fromEntries(parameters) };
}

function find(
  node: Node,
  segments: readonly string[],
  at: number,
  parameters: [string, string][],
): Node | undefined {
  if (at === segments.length) return node.methods && node;
  const segment = decode(segments[at]!);
  const exact = node.exact.get(segment);
  const found = exact && find(exact, segments, at + 1, parameters);
  if (found) return found;
  if (node.parameter && segment !== '') {
    const kept = parameters.length;
    parameters.push([node.parameter.name, segment]);
    const below = find(node.parameter.node, segments, at + 1, parameters);
    if (below) return below;
    parameters.length = kept;
  }
  if (!node.greedy) return undefined;
  parameters.push([node.greedy.name, segments.slice(at).map(decode).join('/')]);
  return node.greedy.node;
}

/** Percent-decoded; as it is where it can't be decoded. */
export function decode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
