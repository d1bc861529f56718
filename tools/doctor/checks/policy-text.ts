/** A statement as far as checks look at it; what a call gets by it, `--drift` judges. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly isForAnybody: boolean;
  readonly isConditional: boolean;
  /** Endpoint ids of `aws:SourceVpce`, with the operator. */
  readonly endpoints: readonly { readonly operator: string; readonly ids: readonly string[] }[];
}

/** The statements of a policy's text; undefined: it is no JSON. */
export function readStatements(text: string): readonly Statement[] | undefined {
  const document = parse(text);
  if (document === undefined) return undefined;
  return [document.Statement ?? []].flat().map((one) => {
    const { Effect, Action = [], Resource = [], Principal, Condition = {} } = one as Record<string, never>;
    const conditions = Object.entries(Condition as Record<string, Record<string, string | string[]>>);
    return {
      effect: Effect === 'Deny' ? 'Deny' : 'Allow',
      actions: [Action].flat() as string[],
      resources: [Resource].flat() as string[],
      isForAnybody: Principal === '*' || (Principal as { AWS?: unknown } | undefined)?.AWS === '*',
      isConditional: conditions.length > 0,
      endpoints: conditions.flatMap(([operator, keys]) =>
        Object.entries(keys)
          .filter(([key]) => key.toLowerCase() === 'aws:sourcevpce')
          .map(([, ids]) => ({ operator, ids: [ids].flat() })),
      ),
    };
  });
}

/** The policy itself; API Gateway answers with a backslash before every quote (from memory). */
export function parse(text: string): { readonly Statement?: unknown } | undefined {
  for (const form of [text, text.replaceAll('\\"', '"')]) {
    try {
      return JSON.parse(form) as { Statement?: unknown };
    } catch {
      // Not this form.
    }
  }
  return undefined;
}
