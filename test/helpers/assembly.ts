import type { Assembly, Template } from '../../tools/assembly';

/** A template as tests write it: intrinsics in their long form. */
export interface TestTemplate {
  readonly Resources?: Readonly<Record<string, TestResource>>;
  readonly [section: string]: unknown;
}

export interface TestResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Condition?: string;
  readonly Metadata?: Readonly<Record<string, unknown>>;
  readonly [attribute: string]: unknown;
}

export interface TestEnvironment {
  readonly region?: string;
  readonly account?: string;
  /** S3 key or hash → path, for all stacks. */
  readonly assets?: Readonly<Record<string, string>>;
  /** S3 key → parsed API definition, for all stacks. */
  readonly documents?: Readonly<Record<string, unknown>>;
}

/** An assembly of templates in memory, in eu-west-1 and account 111122223333 unless told otherwise. */
export function assemblyOf(
  templates: Readonly<Record<string, TestTemplate>>,
  environment: TestEnvironment = {},
): Assembly {
  const { region = 'eu-west-1', account = '111122223333', assets = {}, documents = {} } = environment;
  return {
    stacks: Object.entries(templates).map(([name, template]) => ({
      name,
      template: template as Template,
      region,
      account,
      assets: new Map(Object.entries(assets)),
      documents: new Map(Object.entries(documents)),
    })),
  };
}
