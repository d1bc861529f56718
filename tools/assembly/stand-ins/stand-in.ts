import type { Value } from '../intrinsics/values';
import type { Resource } from '../resource';
import { upperId } from './identifiers';

/** Deterministic stand-ins for what AWS allots when it creates a resource of one type. */
export interface StandIn {
  /** The value of Ref. */
  readonly ref: (resource: Resource) => Value;
  /** The values of Fn::GetAtt; what is absent is unknown until deployed. */
  readonly attributes?: Readonly<Record<string, (resource: Resource) => Value | undefined>>;
}

export type StandIns = Readonly<Record<string, StandIn>>;

/** `arn:partition:service:region:account:` */
export function arnPrefix({ scope }: Resource, service: string): string {
  return `arn:${scope.partition}:${service}:${scope.region}:${scope.account}:`;
}

/** The name in a property, else one as CloudFormation makes them: stack, logical id, random. */
export function nameOf(resource: Resource, property: string, maxLength = 64): Value {
  const given = resource.property(property);
  if (given !== undefined) return typeof given === 'number' ? String(given) : given;
  const { scope, logicalId, seed } = resource;
  const stem = `${scope.name.replaceAll('/', '-')}-${logicalId}`;
  return `${stem.slice(0, maxLength - 13)}-${upperId(seed, 12)}`;
}

/** Continues with the id where it is text; an Unknown stays one. */
export function fromId(make: (id: string, resource: Resource) => Value): (resource: Resource) => Value {
  return (resource) => {
    const id = resource.id();
    return typeof id === 'string' ? make(id, resource) : id;
  };
}

/** A property as an attribute. */
export function fromProperty(name: string): (resource: Resource) => Value | undefined {
  return (resource) => resource.property(name);
}

export const ownId = (resource: Resource): Value => resource.id();
