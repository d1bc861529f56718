import type { HybridConfig } from '../../../stacks/config-schema';
import type { ServiceName } from '../clients';

/** What resources of a policy are named by; an account that is not known is `*`. */
export interface PolicyScope {
  readonly config: HybridConfig;
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** One call of AWS that checks may make. It reads, and changes nothing. */
export interface ReadSpec {
  readonly service: ServiceName;
  /** Of the SDK, without `Command`. */
  readonly command: string;
  /** What IAM calls it; null: it needs no permission. */
  readonly action: string | null;
  /** The resources that a permission may be limited to. @default *, where IAM knows no resources for the action */
  readonly resources?: (scope: PolicyScope) => readonly string[];
  /** Member whose items all pages together have; the answer is that of the first page with all of them. */
  readonly items?: string;
  /** Input and output members that carry on where the SDK has no paginator. @default the SDK's paginator */
  readonly next?: Readonly<Record<string, string>>;
  /** Names of errors that say that the thing is not there: the answer is `undefined`. */
  readonly absent?: RegExp;
}

/** A spec that remembers the types of its call. */
export interface Read<Input, Output> extends ReadSpec {
  /** Types only; never set. */
  readonly shape?: { readonly input: Input; readonly output: Output };
}

export function read<Input, Output>(spec: ReadSpec): Read<Input, Output> {
  return spec;
}
