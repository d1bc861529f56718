import type { Assembly } from './assembly';
import { resolve } from './intrinsics/resolve';
import type { Value } from './intrinsics/values';
import { type HybridMetadata, readMetadata } from './metadata';
import { isUnknown, Unknown, type Where } from './model';
import type { Resource } from './resource';
import { placeholderAccount, placeholderRegion, StackScope } from './stack-scope';
import { AddressBook } from './stand-ins/address-book';
import { SubnetIndex } from './subnet-index';

export interface WorldOptions {
  /** Values of template parameters, by `Name` or `Stack:Name`. @default the templates' own defaults */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** All stacks of an assembly while they are being resolved: what crosses stack borders lives here. */
export class World {
  readonly scopes: readonly StackScope[];
  readonly unknowns: Unknown[] = [];
  readonly notes = new Set<string>();
  readonly parameters: Readonly<Record<string, string>>;
  readonly #unknownsByKey = new Map<string, Unknown>();
  #exports: Map<string, { scope: StackScope; output: string }> | undefined;
  #byType: Map<string, Resource[]> | undefined;
  #metadata: HybridMetadata | undefined;
  #subnets: SubnetIndex | undefined;
  #addresses: AddressBook | undefined;

  constructor(assembly: Assembly, options: WorldOptions = {}) {
    this.parameters = options.parameters ?? {};
    this.scopes = assembly.stacks.map((stack) => new StackScope(this, stack));
    this.#noteAssumed('region', placeholderRegion);
    this.#noteAssumed('account', placeholderAccount);
  }

  #noteAssumed(what: 'region' | 'account', placeholder: string): void {
    const names = this.scopes.flatMap(({ name, stack }) => (stack[what] === undefined ? [name] : []));
    if (names.length > 0)
      this.note(`The ${what} of ${names.join(', ')} is not known: ${placeholder} is assumed`);
  }

  stack(name: string): StackScope | undefined {
    return this.scopes.find((scope) => scope.name === name);
  }

  /** Names a value once, however often it is met. */
  unknown(reason: string, where: Where): Unknown {
    const key = JSON.stringify([reason, where.stack, where.logicalId, where.property]);
    let unknown = this.#unknownsByKey.get(key);
    if (!unknown) {
      unknown = new Unknown(reason, where);
      this.#unknownsByKey.set(key, unknown);
      this.unknowns.push(unknown);
    }
    return unknown;
  }

  note(text: string): void {
    this.notes.add(text);
  }

  /** Resources of one type, in template order. */
  ofType(...types: readonly string[]): readonly Resource[] {
    if (!this.#byType) {
      this.#byType = new Map();
      for (const resource of this.all()) {
        const list = this.#byType.get(resource.type) ?? [];
        if (list.length === 0) this.#byType.set(resource.type, list);
        list.push(resource);
      }
    }
    const index = this.#byType;
    return types.flatMap((type) => index.get(type) ?? []);
  }

  *all(): Generator<Resource> {
    for (const scope of this.scopes) yield* scope.resources.values();
  }

  /** The resource that creates a nested stack. */
  parentOf(scope: StackScope): Resource | undefined {
    const parent = scope.stack.parent;
    return parent && this.stack(parent.stack)?.resource(parent.logicalId);
  }

  nestedStack(resource: Resource): StackScope | undefined {
    return this.scopes.find(
      ({ stack: { parent } }) =>
        parent?.stack === resource.scope.name && parent.logicalId === resource.logicalId,
    );
  }

  /** The value exported under a name, seen from a stack of the same account and region that imports it. */
  exported(name: string, importer: StackScope): Value | undefined {
    this.#exports ??= this.#collectExports();
    const found = this.#exports.get(`${importer.account}/${importer.region}/${name}`);
    return found?.scope.output(found.output);
  }

  #collectExports() {
    const exports = new Map<string, { scope: StackScope; output: string }>();
    for (const scope of this.scopes) {
      for (const [output, { Export: exported }] of Object.entries(scope.template.Outputs ?? {})) {
        if (exported?.Name === undefined) continue;
        const name = resolve(exported.Name, scope.place('Outputs', `${output}.Export.Name`));
        if (typeof name === 'string')
          exports.set(`${scope.account}/${scope.region}/${name}`, { scope, output });
      }
    }
    return exports;
  }

  /** The literal value of a Systems Manager parameter that a stack here creates. */
  storedParameter(name: string): Value | undefined {
    const resource = this.ofType('AWS::SSM::Parameter').find((one) => one.property('Name') === name);
    const value = resource?.property('Value');
    return isUnknown(value) ? undefined : value;
  }

  get metadata(): HybridMetadata {
    this.#metadata ??= readMetadata(this);
    return this.#metadata;
  }

  get subnets(): SubnetIndex {
    this.#subnets ??= new SubnetIndex(this);
    return this.#subnets;
  }

  get addresses(): AddressBook {
    this.#addresses ??= new AddressBook(this);
    return this.#addresses;
  }
}
