import type { Element, Known } from './known';
import type { PolicyDocument } from './policy';

/** A role or user that may sign calls. */
export interface IamPrincipal extends Element {
  /** `arn:aws:iam::…:role/…` or `…:user/…` */
  readonly arn: string;
  readonly account: string;
  /** Name in `callers:` of hybrid.yaml. @default known by its ARN only */
  readonly name?: string;
  /** Its identity policies. Unknown: they are in no template, and nobody said what they allow. */
  readonly policies: Known<readonly Known<PolicyDocument>[]>;
}
