import type { Known, Where } from './known';

/** IAM policy document with every element a list; operators and keys as written. */
export interface PolicyDocument {
  readonly version: string;
  readonly statements: readonly PolicyStatement[];
}

export interface PolicyStatement {
  readonly where: Where;
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  /** `*` or, by type (`AWS`, `Service`, …), the principals. Absent in identity policies. */
  readonly principal?: '*' | Readonly<Record<string, readonly Known<string>[]>>;
  readonly notPrincipal?: '*' | Readonly<Record<string, readonly Known<string>[]>>;
  readonly action?: readonly Known<string>[];
  readonly notAction?: readonly Known<string>[];
  readonly resource?: readonly Known<string>[];
  readonly notResource?: readonly Known<string>[];
  /** operator → key → values */
  readonly condition: Readonly<Record<string, Readonly<Record<string, readonly Known<string>[]>>>>;
}
