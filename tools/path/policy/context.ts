import type { Unknown } from '../../assembly/model';

/** Who calls, as far as AWS can tell. */
export type Principal =
  /** No signature. Only `*` names it. */
  | { readonly kind: 'anonymous' }
  /** `arn` is the user, the role, or the role session (`arn:aws:sts::…:assumed-role/role/session`). */
  | {
      readonly kind: 'aws';
      readonly account: string;
      readonly arn: string;
      /** Of a session: its role. */
      readonly roleArn?: string;
      /** Set to ask whether a policy names the caller itself, and not just its account. */
      readonly byNameOnly?: true;
    }
  | { readonly kind: 'service'; readonly name: string };

export const anonymous: Principal = { kind: 'anonymous' };

/** Value of a condition key: one, several, or one that nobody can tell from the template. */
export type ContextValue = string | readonly string[] | Unknown;

/** What a policy document is judged against. */
export interface PolicyContext {
  readonly principal: Principal | Unknown;
  /** `execute-api:Invoke` */
  readonly action: string;
  /** Whole ARN. */
  readonly resource: string;
  /** Value of a condition key, asked for in lower case. `undefined`: the request does not carry it. */
  key(name: string): ContextValue | undefined;
}

/** A context with fixed keys (any case), for callers that have them in a record. */
export function contextOf(
  given: Omit<PolicyContext, 'key'> & { readonly keys: Readonly<Record<string, ContextValue>> },
): PolicyContext {
  const values = new Map(Object.entries(given.keys).map(([name, value]) => [name.toLowerCase(), value]));
  return {
    principal: given.principal,
    action: given.action,
    resource: given.resource,
    key: (name) => values.get(name),
  };
}
