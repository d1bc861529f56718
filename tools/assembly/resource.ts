import type { RawResource } from './assembly';
import type { Place } from './intrinsics/place';
import { unknownAt } from './intrinsics/place';
import { resolve } from './intrinsics/resolve';
import type { Value } from './intrinsics/values';
import type { Unknown, Where } from './model';
import { type Physical, physicalOf } from './physical';
import { Settings } from './settings';
import type { StackScope } from './stack-scope';
import { standIns } from './stand-ins';
import type { World } from './world';

const inProgress = Symbol('in progress');

/** A resource of a template, its properties resolved one by one when asked for. */
export class Resource {
  readonly type: string;
  readonly where: Where;
  /** Settings of this resource that no field of the model could carry as Unknown. */
  readonly unresolved: Unknown[] = [];
  /** What AWS has allotted to it, where someone read that; empty otherwise. */
  readonly physical: Physical;
  readonly #properties = new Map<string, Value | undefined | typeof inProgress>();
  #id: Value | undefined;
  #settings: Settings | undefined;

  constructor(
    readonly scope: StackScope,
    readonly logicalId: string,
    readonly raw: RawResource,
  ) {
    this.type = raw.Type;
    this.physical = physicalOf(raw);
    this.where = { stack: scope.name, logicalId };
  }

  get world(): World {
    return this.scope.world;
  }

  /** What stand-in ids are hashed from: the same as long as stack and logical id are. */
  get seed(): string {
    return `${this.scope.name}/${this.logicalId}`;
  }

  /** The id that AWS has allotted, where someone wrote it down: metadata `hybrid-api:id`. */
  get statedId(): string | undefined {
    const id = this.raw.Metadata?.['hybrid-api:id'];
    return typeof id === 'string' ? id : undefined;
  }

  /** Typed access to the properties. */
  get settings(): Settings {
    this.#settings ??= new Settings(
      (name) => this.property(name),
      { ...this.where, property: 'Properties' },
      this.unresolved,
      this.world,
    );
    return this.#settings;
  }

  /** A resolved property; `undefined` where absent. */
  property(name: string): Value | undefined {
    if (this.#properties.has(name)) {
      const known = this.#properties.get(name);
      if (known !== inProgress) return known;
      return unknownAt(this.#place(name), `circular reference through ${this.logicalId}.${name}`);
    }
    const raw = this.raw.Properties?.[name];
    if (raw === undefined) return undefined;
    this.#properties.set(name, inProgress);
    const value = resolve(raw, this.#place(name));
    this.#properties.set(name, value);
    return value;
  }

  /** The value of Ref. `user` is the place that asks, for the name of an Unknown. */
  id(user?: Place): Value {
    this.#id ??= this.physical.id ?? standIns[this.type]?.ref(this);
    if (this.#id !== undefined) return this.#id;
    const reason = `Ref of ${this.logicalId}: ids of ${this.type} are not known to this reader`;
    return user ? unknownAt(user, reason) : this.world.unknown(reason, this.where);
  }

  /** The id as text; the logical id where the type has none (only ever used as a key). */
  get key(): string {
    const id = this.physical.id ?? (standIns[this.type] ? this.id() : undefined);
    return typeof id === 'string' ? id : this.seed;
  }

  /** The value of Fn::GetAtt. */
  attribute(name: string, user: Place): Value {
    if (this.type === 'AWS::CloudFormation::Stack' && name.startsWith('Outputs.')) {
      const value = this.world.nestedStack(this)?.output(name.slice('Outputs.'.length));
      if (value !== undefined) return value;
    }
    const value = this.physical.attributes?.[name] ?? standIns[this.type]?.attributes?.[name]?.(this);
    return (
      value ??
      unknownAt(user, `Fn::GetAtt of ${this.logicalId}.${name}: ${this.type} decides it at deploy time`)
    );
  }

  #place(name: string): Place {
    return { scope: this.scope, where: { ...this.where, property: `Properties.${name}` } };
  }
}
