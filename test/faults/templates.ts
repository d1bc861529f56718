import type { Assembly, Template } from '../../tools/assembly/assembly';

// biome-ignore lint/suspicious/noExplicitAny: templates are edited the way a person edits JSON
type Json = any;

export interface EditableResource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Record<string, Json>;
}

/** The templates of an assembly, copied, to be changed in one place as a mistake would. */
export class Templates {
  private readonly stacks: { name: string; template: { Resources: Record<string, Json> } & Template }[];

  constructor(private readonly assembly: Assembly) {
    this.stacks = assembly.stacks.map((stack) => ({
      name: stack.name,
      template: structuredClone(stack.template) as Json,
    }));
  }

  all(
    type: string,
    matches: (properties: Record<string, Json>, logicalId: string) => boolean = () => true,
  ): EditableResource[] {
    return this.stacks.flatMap(({ name, template }) =>
      Object.entries(template.Resources ?? {})
        .filter(([, resource]) => resource.Type === type)
        .map(([logicalId, resource]) => {
          resource.Properties ??= {};
          return { stack: name, logicalId, type, properties: resource.Properties as Record<string, Json> };
        })
        .filter(({ properties, logicalId }) => matches(properties, logicalId)),
    );
  }

  /** The first of its kind. @throws when the templates have none: a fault that changes nothing proves nothing. */
  one(
    type: string,
    matches?: (properties: Record<string, Json>, logicalId: string) => boolean,
  ): EditableResource {
    const [found] = this.all(type, matches);
    if (!found) throw new Error(`no ${type} to break`);
    return found;
  }

  remove(resource: EditableResource): void {
    const stack = this.stacks.find(({ name }) => name === resource.stack);
    delete stack?.template.Resources[resource.logicalId];
  }

  add(stack: string, logicalId: string, type: string, properties: Record<string, Json>): void {
    const found = this.stacks.find(({ name }) => name === stack);
    if (!found) throw new Error(`no stack ${stack}`);
    found.template.Resources[logicalId] = { Type: type, Properties: properties };
  }

  /** What hybrid.yaml states of things that no template creates: `Metadata.HybridApi`. @throws when there is none */
  stated(): Json {
    for (const { template } of this.stacks) {
      const metadata = template.Metadata as Record<string, Json> | undefined;
      if (metadata?.HybridApi) return metadata.HybridApi;
    }
    throw new Error('no template has Metadata.HybridApi');
  }

  /** The assembly with these templates in place of its own. */
  toAssembly(): Assembly {
    return {
      stacks: this.assembly.stacks.map((stack, index) => ({
        ...stack,
        template: this.stacks[index]?.template as Template,
      })),
    };
  }
}

/** True when the JSON of a value names this text: for intrinsics, whose form a fault does not care about. */
export function mentions(value: unknown, text: string): boolean {
  return JSON.stringify(value ?? null).includes(text);
}

/** A security group no longer admits the data centre. */
export function refuseDataCentre({ properties }: EditableResource): void {
  properties.SecurityGroupIngress = properties.SecurityGroupIngress.filter(
    (rule: { CidrIp: string }) => rule.CidrIp !== '10.10.0.0/16',
  );
}
