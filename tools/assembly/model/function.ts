import type { Element, Known } from './known';
import type { NetworkInterface } from './network';

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
}

export interface FunctionPermission extends Element {
  readonly principal: Known<string>;
  readonly action: Known<string>;
  readonly sourceArn?: Known<string>;
  readonly sourceAccount?: Known<string>;
}
