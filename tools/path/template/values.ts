/** What a template can hold: JSON's values, and the objects that API Gateway offers. `null` is no value. */
export type Value = null | boolean | number | string | Value[] | ValueMap | Host;

/** Without a prototype: callers choose the names. */
export interface ValueMap {
  [name: string]: Value;
}

/** An object of API Gateway's, such as `$input`: what is not among its members is not known. */
export abstract class Host {
  /** Member by name. @throws Unsupported for one that AWS does not document */
  abstract get(name: string): Value;
  /** @throws Unsupported for a method that AWS does not document */
  call(name: string, _args: readonly Value[]): Value {
    throw new Unsupported(`method ${name}() is not known`);
  }
  /** `#set($context.responseOverride.status = …)` @throws Unsupported where nothing can be set */
  set(path: readonly string[], _value: Value): void {
    throw new Unsupported(`${path.join('.')} can not be set`);
  }
  /** Text where it stands alone in a template. */
  print(): string {
    throw new Unsupported('how an object is printed is not known');
  }
}

/** The template asks for something whose result on AWS is not known: the answer is then `unknown`. */
export class Unsupported extends Error {}

/** The template fails on AWS too: an answer with an error. */
export class TemplateFault extends Error {
  constructor(
    message: string,
    /** What AWS answers, where it is not 500. */
    readonly status: 400 | 500 = 500,
  ) {
    super(message);
  }
}

export function isMap(value: Value | undefined): value is ValueMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Host);
}

/** A JSON value with maps that inherit nothing. */
export function fromJson(value: unknown): Value {
  if (Array.isArray(value)) return value.map(fromJson);
  if (typeof value !== 'object' || value === null) return value as Value;
  return mapOf(Object.entries(value).map(([name, member]) => [name, fromJson(member)]));
}

export function mapOf(entries: Iterable<readonly [string, Value]>): ValueMap {
  const map: ValueMap = Object.create(null);
  for (const [name, value] of entries) map[name] = value;
  return map;
}

/** As it stands in the output. */
export function print(value: Value): string {
  if (value === null) return '';
  if (value instanceof Host) return value.print();
  if (typeof value === 'object') {
    throw new Unsupported('how a list or an object is printed is not documented; use $input.json()');
  }
  return String(value);
}

/** JSON text, as `$input.json` writes it. */
export function toJson(value: Value): string {
  return JSON.stringify(value);
}
