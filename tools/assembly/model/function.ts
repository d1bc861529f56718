import type { Element, Known } from './known';
import type { NetworkInterface } from './network';
import type { PolicyDocument } from './policy';

export interface LambdaFunction extends Element {
  readonly arn: string;
  readonly name: string;
  readonly runtime: string;
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, Known<string>>>;
  /** Folder (or file) of the code on this machine; absent where the assembly has none. */
  readonly codePath?: string;
  /** Inline code (`Code.ZipFile`). */
  readonly inlineCode?: string;
  /** Of a function in a VPC: its first interface. */
  readonly interface?: NetworkInterface;
  readonly permissions: readonly FunctionPermission[];
  /** Who it is when it calls AWS. @default it has no role that the templates name */
  readonly identity?: FunctionIdentity;
}

/** A function's role, and what it may do with APIs. */
export interface FunctionIdentity {
  readonly roleArn: Known<string>;
  /** Stands for the id of the temporary credentials that Lambda hands to the function. */
  readonly accessKeyId: string;
  /** The statements of its policies that may speak of `execute-api`; Unknown: a policy that is not in the templates. */
  readonly policies: readonly Known<PolicyDocument>[];
}

export interface FunctionPermission extends Element {
  readonly principal: Known<string>;
  readonly action: Known<string>;
  readonly sourceArn?: Known<string>;
  readonly sourceAccount?: Known<string>;
}
