import { isUnknown, type Model } from '../../assembly/model';
import type { Match } from '../5-gateway';
import type { GatewayRequest } from '../exchange';
import { type AuthorizerContext, requestContext, templateHeaders } from '../lambda/event';
import { readQuery } from '../lambda/query';
import { variables } from '../lambda/several';
import { jsonPath } from './json-path';
import { Utilities } from './utilities';
import {
  fromJson,
  Host,
  isMap,
  mapOf,
  print,
  TemplateFault,
  toJson,
  Unsupported,
  type Value,
  type ValueMap,
} from './values';

/** One request whose templates are rendered. */
export interface Rendering {
  readonly model: Model;
  readonly request: GatewayRequest;
  readonly match: Match;
  readonly authorizer?: AuthorizerContext;
}

/** What `#set($context.responseOverride…)` asked for. */
export interface Overrides {
  status?: string;
  readonly headers: Map<string, string>;
}

export interface Scope {
  readonly roots: Readonly<Record<string, Value>>;
  readonly overrides: Overrides;
}

/** The objects of a request template. */
export function requestScope(rendering: Rendering, body: string): Scope {
  const { request, match } = rendering;
  const parameters = mapOf([
    ['path', fromJson(match.pathParameters)],
    ['querystring', mapOf(readQuery(request.query))],
    ['header', fromJson(templateHeaders(request, match))],
  ]);
  return scope(rendering, new Input(body, parameters));
}

/** The objects of a response template: the integration's answer takes the place of the request. */
export function responseScope(rendering: Rendering, body: string): Scope {
  return scope(rendering, new Input(body));
}

function scope({ model, request, match, authorizer }: Rendering, input: Input): Scope {
  const overrides: Overrides = { headers: new Map() };
  const known = fromJson(requestContext(model, request, match, authorizer)) as ValueMap;
  const context = new Context(known, overrides, request.receivedAt === null);
  const stageVariables = new StageVariables(
    fromJson(variables(match.stage)) as ValueMap,
    Object.entries(match.stage.variables).flatMap(([name, value]) => (isUnknown(value) ? [name] : [])),
  );
  return { overrides, roots: { input, util: new Utilities(), context, stageVariables } };
}

/** `$input`: aws-facts §1.7 (doc). */
class Input extends Host {
  #root: Value | undefined;

  constructor(
    readonly body: string,
    /** Absent: of a response, which has none. */
    readonly parameters?: ValueMap,
  ) {
    super();
  }

  get(name: string): Value {
    if (name === 'body') return this.body;
    throw new Unsupported(`$input.${name} is not known`);
  }

  override call(name: string, args: readonly Value[]): Value {
    const [argument = null] = args;
    switch (name) {
      case 'json': {
        const found = jsonPath(this.#json(), print(argument));
        return found === undefined ? '""' : toJson(found); // (from memory)
      }
      case 'path':
        return jsonPath(this.#json(), print(argument)) ?? null;
      case 'params':
        return this.#params(args);
      default:
        throw new Unsupported(`$input.${name}() is not known`);
    }
  }

  /** A body that is empty counts as an empty object. (from memory) */
  #json(): Value {
    if (this.#root !== undefined) return this.#root;
    try {
      this.#root = this.body === '' ? mapOf([]) : fromJson(JSON.parse(this.body));
    } catch {
      if (!this.parameters)
        throw new Unsupported('the integration answered no JSON, and the template reads it');
      throw new TemplateFault('Could not parse request body into json', 400); // (from memory)
    }
    return this.#root;
  }

  /** With a name, what is found first in path, query and headers; an empty text for none. */
  #params(args: readonly Value[]): Value {
    if (!this.parameters) throw new Unsupported('$input.params() in a response template');
    if (args.length === 0) return this.parameters;
    const name = print(args[0] ?? null);
    for (const kind of ['path', 'querystring', 'header']) {
      const found = (this.parameters[kind] as ValueMap)[name];
      if (found !== undefined) return found;
    }
    return '';
  }
}

/** Members that are documented and that nothing here can tell. */
const unknowable = new Set([
  'integration',
  'integrationLatency',
  'responseLatency',
  'status',
  'error',
  'waf',
]);

class Context extends Host {
  constructor(
    readonly known: ValueMap,
    readonly overrides: Overrides,
    /** When the request was made is not known. */
    readonly isTimeless: boolean,
  ) {
    super();
  }

  get(name: string): Value {
    if (unknowable.has(name) || (this.isTimeless && name.startsWith('requestTime'))) {
      throw new Unsupported(`$context.${name} is not known here`);
    }
    return this.known[name] ?? null;
  }

  /** The same target twice is an error: aws-facts §1.7 (doc). */
  override set([kind, target, name, ...more]: readonly string[], value: Value): void {
    const { overrides } = this;
    const twice = () => {
      throw new TemplateFault(`$context.${[kind, target, name].filter(Boolean).join('.')} is set twice`);
    };
    if (kind === 'responseOverride' && target === 'status' && name === undefined) {
      if (overrides.status !== undefined) twice();
      overrides.status = print(value);
    } else if (kind === 'responseOverride' && target === 'header' && name && more.length === 0) {
      if (overrides.headers.has(name)) twice();
      overrides.headers.set(name, print(value));
    } else {
      super.set(['$context', kind!, target!], value);
    }
  }
}

class StageVariables extends Host {
  constructor(
    readonly known: ValueMap,
    /** Their values could not be resolved. */
    readonly unresolved: readonly string[],
  ) {
    super();
  }

  get(name: string): Value {
    if (this.unresolved.includes(name))
      throw new Unsupported(`the value of stage variable ${name} is not known`);
    return this.known[name] ?? null;
  }

  override call(name: string, args: readonly Value[]): Value {
    if (name === 'get' && typeof args[0] === 'string') return this.get(args[0]);
    if (name === 'keySet' && this.unresolved.length === 0) return Object.keys(this.known);
    if (name === 'size' && this.unresolved.length === 0) return Object.keys(this.known).length;
    return super.call(name, args);
  }
}

/** A value of a mapping expression's JSON path, as a header has it; undefined: there is none. */
export function headerText(value: Value | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (value instanceof Host) return undefined;
  return typeof value === 'object' || isMap(value) ? toJson(value) : String(value);
}
