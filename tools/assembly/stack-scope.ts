import type { AssemblyStack, Template } from './assembly';
import { resolveCondition } from './intrinsics/conditions';
import type { Place } from './intrinsics/place';
import { resolve } from './intrinsics/resolve';
import type { Value } from './intrinsics/values';
import { isUnknown, type Unknown } from './model';
import { Resource } from './resource';
import { uuid } from './stand-ins/identifiers';
import { parameterValue } from './template-parameters';
import type { World } from './world';

/** Where nobody said which account: AWS's own documentation account. */
export const placeholderAccount = '111122223333';
/** Where nobody said which region: the SDKs' own fallback. */
export const placeholderRegion = 'us-east-1';

/** One stack while it is being resolved: parameters, conditions, resources, outputs. */
export class StackScope {
  readonly name: string;
  readonly template: Template;
  readonly region: string;
  readonly account: string;
  readonly partition: string;
  readonly urlSuffix: string;
  readonly #conditions = new Map<string, boolean | Unknown | 'in progress'>();
  readonly #parameters = new Map<string, Value>();
  #resources: Map<string, Resource> | undefined;

  constructor(
    readonly world: World,
    readonly stack: AssemblyStack,
  ) {
    this.name = stack.name;
    this.template = stack.template;
    this.region = stack.region ?? placeholderRegion;
    this.account = stack.account ?? placeholderAccount;
    this.partition = partitionOf(this.region);
    this.urlSuffix = this.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  }

  /** Resources whose condition is not false. Built on first use: conditions may need other stacks. */
  get resources(): ReadonlyMap<string, Resource> {
    if (this.#resources) return this.#resources;
    const resources = new Map<string, Resource>();
    this.#resources = resources;
    // A nested stack whose own resource has a false condition is not made.
    if (this.stack.parent && !this.world.parentOf(this)) return resources;
    for (const [logicalId, raw] of Object.entries(this.template.Resources ?? {})) {
      if (raw.Type === undefined) {
        this.world.unknown(`${logicalId} makes resources at deploy time`, { stack: this.name, logicalId });
        continue;
      }
      const truth = raw.Condition === undefined || this.condition(raw.Condition);
      if (truth === false) continue;
      const resource = new Resource(this, logicalId, raw);
      if (isUnknown(truth)) {
        const reason = `condition ${raw.Condition} decides whether it is there: ${truth.reason}`;
        resource.unresolved.push(this.world.unknown(reason, resource.where));
      }
      resources.set(logicalId, resource);
    }
    return resources;
  }

  resource(logicalId: string): Resource | undefined {
    return this.resources.get(logicalId);
  }

  condition(name: string): boolean | Unknown {
    const known = this.#conditions.get(name);
    const place = this.place('Conditions', name);
    if (known === 'in progress') return this.world.unknown('circular condition', place.where);
    if (known !== undefined) return known;
    this.#conditions.set(name, 'in progress');
    const raw = this.template.Conditions?.[name];
    const truth =
      raw === undefined
        ? this.world.unknown(`the template has no condition ${name}`, place.where)
        : resolveCondition(raw, place);
    this.#conditions.set(name, truth);
    return truth;
  }

  hasParameter(name: string): boolean {
    return this.template.Parameters?.[name] !== undefined;
  }

  parameter(name: string): Value {
    let value = this.#parameters.get(name);
    if (value === undefined) {
      value = parameterValue(this, name);
      this.#parameters.set(name, value);
    }
    return value;
  }

  pseudoParameter(name: string): Value | undefined {
    switch (name) {
      case 'AWS::Region':
        return this.region;
      case 'AWS::AccountId':
        return this.account;
      case 'AWS::Partition':
        return this.partition;
      case 'AWS::URLSuffix':
        return this.urlSuffix;
      case 'AWS::StackName':
        return this.name.replaceAll('/', '-');
      case 'AWS::StackId':
        return `arn:${this.partition}:cloudformation:${this.region}:${this.account}:stack/${this.name}/${uuid(`${this.name}/stack`)}`;
      case 'AWS::NotificationARNs':
        return [];
      default:
        return undefined;
    }
  }

  /** An output's value; `undefined` where the stack has none of that name. */
  output(name: string): Value | undefined {
    const output = this.template.Outputs?.[name];
    if (!output) return undefined;
    if (output.Condition !== undefined) {
      const truth = this.condition(output.Condition);
      if (isUnknown(truth)) return truth;
      if (!truth) return undefined;
    }
    return resolve(output.Value, this.place('Outputs', `${name}.Value`));
  }

  place(section: string, property: string): Place {
    return { scope: this, where: { stack: this.name, logicalId: section, property } };
  }
}

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
