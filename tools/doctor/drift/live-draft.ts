import type { Assembly, RawResource, Template } from '../../assembly';
import type { Value } from '../../assembly/intrinsics/values';
import type { ExistingVpc } from '../../assembly/metadata';
import { isHarmless } from '../../assembly/modelled-types';
import { type Physical, physicalKey } from '../../assembly/physical';
import type { Resource } from '../../assembly/resource';
import { World } from '../../assembly/world';
import type { HopName } from '../../path/hop';
import { hopsOf } from './hops-of';
import type { Properties } from './properties';
import { isRead, type Read } from './snapshot';

/** A resource as AWS has it, in CloudFormation's shape. */
export interface LiveResource {
  /** What tells it from the others of its type: an id, or what its owner knows it by. */
  readonly key: string;
  /** Where it is put if no template declares it. */
  readonly stack: string;
  readonly properties: Properties;
  readonly physical?: Physical;
}

/** Something that was taken as the templates declare it, because AWS did not tell. */
export interface Unread {
  /** Stack and logical id, or the id of what hybrid.yaml names. */
  readonly subject: string;
  readonly reason: string;
  /** Hops that read it. */
  readonly hops: readonly HopName[];
  /** Only where such a hop says a code that begins with one of these. @default whatever it says */
  readonly codes?: readonly string[];
}

/**
 * The deployed side as templates in the making: it begins as what is declared, and every reader puts what AWS
 * has in place of it. What no reader touched is marked at the end.
 */
export class LiveDraft {
  /** What the templates declare, with the ids that AWS allotted. */
  readonly world: World;
  readonly #resources = new Map<string, Map<string, RawResource>>();
  readonly #touched = new Set<Resource>();
  readonly #existing = new Set<string>();
  readonly #stated: (readonly [kind: string, item: Readonly<Record<string, unknown>>])[] = [];
  readonly unread: Unread[] = [];

  /** @param closed stacks that CloudFormation did not tell of: theirs stays as declared */
  constructor(
    readonly declared: Assembly,
    readonly closed: ReadonlyMap<string, string> = new Map(),
  ) {
    this.world = new World(declared);
    for (const { name, template } of declared.stacks)
      this.#resources.set(name, new Map(Object.entries(template.Resources ?? {})));
  }

  /** Declared resources of some types. */
  declaredOf(...types: readonly string[]): readonly Resource[] {
    return this.world.ofType(...types);
  }

  /**
   * Puts what AWS has of one type in place of what is declared: under the declared logical id where the keys are
   * the same, else under a new one; what is declared and not there goes.
   * @param keyOf of a declared resource; `undefined` leaves it for somebody else
   */
  put(
    type: string,
    live: readonly LiveResource[],
    keyOf: (resource: Resource) => string | undefined = ({ physical }) => physical.id ?? '',
  ): void {
    const rest = new Map<string, LiveResource[]>();
    for (const one of live) rest.set(one.key, [...(rest.get(one.key) ?? []), one]);
    for (const resource of this.declaredOf(type)) {
      const key = this.#isClosed(resource) ? undefined : keyOf(resource);
      if (key === undefined) continue;
      const found = rest.get(key)?.shift();
      if (found) this.#replace(resource, found);
      else this.remove(resource);
    }
    for (const one of [...rest.values()].flat()) this.#add(type, one);
  }

  /** Its stack was not read: nobody knows what became of it. */
  #isClosed(resource: Resource): boolean {
    const reason = this.closed.get(resource.scope.name);
    if (reason !== undefined) this.leaveOne(resource, reason);
    return reason !== undefined;
  }

  remove(resource: Resource): void {
    if (this.#isClosed(resource)) return;
    this.#touched.add(resource);
    this.#resources.get(resource.scope.name)?.delete(resource.logicalId);
  }

  /** It is as declared, and AWS said so. */
  confirm(resource: Resource): void {
    this.#touched.add(resource);
  }

  /** Sets some properties and leaves the others as declared. */
  set(resource: Resource, properties: Properties): void {
    const raw = this.#resources.get(resource.scope.name)?.get(resource.logicalId);
    if (!raw || this.#isClosed(resource)) return;
    this.#touched.add(resource);
    this.#store(resource, { ...raw, Properties: { ...raw.Properties, ...properties } });
  }

  /** Of something that hybrid.yaml names and no template creates: it has been read, and its statement goes. */
  took(id: string): void {
    this.#existing.add(id);
  }

  /** Something that is there and of which AWS does not tell all: stated as hybrid.yaml states what exists. */
  state(kind: 'zones', item: Readonly<Record<string, unknown>>): void {
    this.#stated.push([kind, item]);
  }

  mark(subject: string, reason: string, hops: readonly HopName[]): void {
    this.unread.push({ subject, reason, hops });
  }

  /** Whether AWS told; if not, declared resources of these types stay as they are, marked. */
  has<T>(read: Read<T>, types: readonly string[]): read is T {
    if (isRead(read)) return true;
    this.leave(types, read.notRead);
    return false;
  }

  /** Declared resources of these types stay as they are, because of this. */
  leave(types: readonly string[], reason: string): void {
    for (const resource of this.declaredOf(...types)) this.leaveOne(resource, reason);
  }

  leaveOne(resource: Resource, reason: string): void {
    if (this.#touched.has(resource)) return;
    this.#touched.add(resource);
    this.mark(subjectOf(resource), reason, hopsOf(resource.type));
  }

  /** The templates of the deployed side. */
  finish(): Assembly {
    for (const resource of this.world.all()) {
      if (resource.type.startsWith('AWS::IAM::') && JSON.stringify(resource.raw).includes('execute-api:'))
        this.unread.push({
          subject: subjectOf(resource),
          reason: `${resource.type} is not read from AWS`,
          hops: ['authorizer', 'integration'],
          codes: ['IAM_', 'POST_BACK_'],
        });
      if (isHarmless(resource.type) || hopsOf(resource.type).length === 0) continue;
      this.leaveOne(resource, `${resource.type} is not read from AWS`);
    }
    const { vpcs, endpoints, zones, certificates, transitGateways, inboundEndpoints, resolverRules } =
      this.world.metadata;
    const stated: [string, readonly HopName[]][] = [
      ...[...vpcs, ...transitGateways].map(({ id }): [string, HopName[]] => [id, ['network']]),
      ...endpoints.map(({ id }): [string, HopName[]] => [id, ['endpoint']]),
      ...[...zones, ...inboundEndpoints, ...resolverRules].map(({ id }): [string, HopName[]] => [
        id,
        ['dns'],
      ]),
      ...certificates.map(({ arn }): [string, HopName[]] => [arn, ['load-balancer']]),
    ];
    for (const [id, hops] of stated)
      if (!this.#existing.has(id)) this.mark(id, 'as hybrid.yaml states it: not read from AWS', hops);
    return {
      stacks: this.declared.stacks.map((stack, index) => ({
        ...stack,
        template: {
          ...stack.template,
          Resources: Object.fromEntries(this.#resources.get(stack.name) ?? []),
          Metadata: this.#metadataOf(stack.template, index === 0 ? this.#stated : []),
        },
      })),
    };
  }

  #replace(resource: Resource, { properties, physical }: LiveResource): void {
    this.#touched.add(resource);
    const { Tags } = resource.raw.Properties ?? {};
    const Properties = { ...properties, ...(Tags === undefined ? {} : { Tags }) };
    const Metadata = {
      ...resource.raw.Metadata,
      [physicalKey]: { ...resource.physical, ...physical },
    };
    this.#store(resource, { Type: resource.type, Properties, Metadata });
  }

  #store({ scope, logicalId }: Resource, raw: RawResource): void {
    this.#resources.get(scope.name)?.set(logicalId, raw);
  }

  #add(type: string, { key, stack, properties, physical }: LiveResource): void {
    const resources = this.#resources.get(stack) ?? [...this.#resources.values()][0];
    if (!resources) return;
    const stem = `Undeclared${type.split('::').pop()}${key.replace(/[^A-Za-z0-9]/g, '')}`;
    let logicalId = stem;
    for (let count = 2; resources.has(logicalId); count++) logicalId = `${stem}${count}`;
    resources.set(logicalId, {
      Type: type,
      Properties: properties,
      Metadata: { [physicalKey]: physical ?? {} },
    });
  }

  /** Statements about what has been read are gone from it: a resource says the same. */
  #metadataOf(
    { Metadata }: Template,
    added: readonly (readonly [kind: string, item: Readonly<Record<string, unknown>>])[],
  ): Template['Metadata'] {
    const hybrid = Metadata?.HybridApi as Readonly<Record<string, unknown>> | undefined;
    if (!hybrid && added.length === 0) return Metadata;
    const existing: Record<string, readonly Readonly<Record<string, unknown>>[]> = {};
    for (const [kind, items] of Object.entries((hybrid?.existing ?? {}) as typeof existing))
      existing[kind] = items.filter(({ id, arn }) => !this.#existing.has(String(id ?? arn)));
    for (const [kind, item] of added) existing[kind] = [...(existing[kind] ?? []), item];
    return { ...Metadata, HybridApi: { ...hybrid, existing } };
  }
}

export function subjectOf({ scope, logicalId }: Resource): string {
  return `${scope.name}/${logicalId}`;
}

/** A declared property as text; `undefined` where it is not known. */
export function textOf(resource: Resource, property: string): string | undefined {
  const value: Value | undefined = resource.property(property);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

/** The stack of the declared resource with this id; else the one whose metadata states it, else the first. */
export function stackOf(draft: LiveDraft, type: string, id: string | undefined): string {
  const owner = draft.declaredOf(type).find(({ physical }) => physical.id === id);
  const stated = draft.world.metadata.vpcs.find((one: ExistingVpc) => one.id === id);
  return owner?.scope.name ?? stated?.where.stack ?? draft.declared.stacks[0]?.name ?? '';
}
