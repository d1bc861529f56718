/** Properties of a resource in CloudFormation's shape. */
export type Properties = Readonly<Record<string, unknown>>;

/** A literal text among them. */
export function textIn(properties: Properties, name: string): string | undefined {
  const value = properties[name];
  return typeof value === 'string' ? value : undefined;
}
