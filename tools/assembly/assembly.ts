/** A resource as the template has it. */
export interface RawResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
  readonly Condition?: string;
  readonly DependsOn?: string | readonly string[];
}

/** A CloudFormation template, parsed, with its intrinsics in their long JSON form. */
export interface Template {
  readonly Parameters?: Readonly<Record<string, { readonly Type?: string; readonly Default?: unknown }>>;
  readonly Mappings?: Readonly<Record<string, unknown>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Resources?: Readonly<Record<string, RawResource>>;
  readonly Outputs?: Readonly<Record<string, RawOutput>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
  readonly Transform?: unknown;
}

export interface RawOutput {
  readonly Value?: unknown;
  readonly Condition?: string;
  readonly Export?: { readonly Name?: unknown };
}

/** One stack of an assembly, nested stacks included. */
export interface AssemblyStack {
  /** As deployed; a nested stack is `parent/logicalId`. */
  readonly name: string;
  readonly template: Template;
  /** `undefined`: the environment is not known at synthesis. */
  readonly region: string | undefined;
  readonly account: string | undefined;
  /** Folder that local paths in the template are relative to. */
  readonly dir?: string;
  /** File assets: content hash and S3 object key → absolute path on this machine. */
  readonly assets: ReadonlyMap<string, string>;
  /** Parsed API definitions among the assets, by S3 object key: for `BodyS3Location`. */
  readonly documents?: ReadonlyMap<string, unknown>;
  /** Bundles of authorities' certificates among the assets (PEM), by S3 object key: for trust stores. */
  readonly bundles?: ReadonlyMap<string, string>;
  /** Of a nested stack: the resource that creates it. */
  readonly parent?: { readonly stack: string; readonly logicalId: string };
  /** The stack refuses to be deleted. @default not known */
  readonly terminationProtection?: boolean;
}

/** What was synthesized: every stack of a cloud assembly, or plain templates given by name. */
export interface Assembly {
  readonly stacks: readonly AssemblyStack[];
}
