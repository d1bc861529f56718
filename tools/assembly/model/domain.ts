import type { Element, Known } from './known';
import type { PolicyDocument } from './policy';

/** A custom domain: of the public type (regional or edge), or a private one. */
export interface Domain extends Element {
  /** Lower case. */
  readonly name: string;
  readonly endpointType: 'REGIONAL' | 'EDGE' | 'PRIVATE';
  readonly certificateArn: Known<string>;
  readonly securityPolicy: Known<string>;
  /** `d-….execute-api.{region}.amazonaws.com`; empty where it is private: that one has no name of AWS's. */
  readonly regionalDomainName: string;
  readonly mappings: readonly BasePathMapping[];
  /** `STRICT` wants SNI and Host to be the same: aws-facts §1.8. @default a legacy policy, which has none */
  readonly accessMode?: Known<string>;
  /** @default BASE_PATH_MAPPING_ONLY */
  readonly routingMode?: Known<string>;
  /** @default none */
  readonly rules?: readonly RoutingRule[];
  /** Present exactly on a private one. */
  readonly native?: NativeDomain;
}

/** What only a private custom domain has: aws-facts §2.4, §3.1. */
export interface NativeDomain {
  /** What policies judge: `arn:aws:execute-api:{region}:{account}:/domainnames/{name}+{id}`. */
  readonly invokeArn: string;
  /** @default the model's */
  readonly account?: string;
  /** Who may invoke through it. */
  readonly policy?: Known<PolicyDocument>;
  readonly associations: readonly AccessAssociation[];
  /** Accounts, and ARNs of organisations, that resource shares name. @default none */
  readonly sharedWith?: readonly Known<string>[];
}

/** Lets an endpoint serve a private custom domain. */
export interface AccessAssociation extends Element {
  readonly endpointId: Known<string>;
  /** That makes it, which is the endpoint's: aws-facts §2.4 (doc). @default the model's */
  readonly account?: string;
}

/** Chooses an API by headers and base path: aws-facts §3.3. One that could not be resolved says so in `unresolved`. */
export interface RoutingRule extends Element {
  readonly priority: number;
  /** All of these, each in any of its ways. */
  readonly headers: readonly (readonly { readonly name: string; readonly glob: string }[])[];
  /** All of these, each in any of its ways. */
  readonly basePaths: readonly (readonly string[])[];
  readonly apiId: Known<string>;
  readonly stage: Known<string>;
  readonly stripBasePath: boolean;
}

export interface BasePathMapping extends Element {
  /** Empty: the catch-all. Several segments only in a multi-level mapping. */
  readonly basePath: string;
  readonly multiLevel: boolean;
  readonly apiId: Known<string>;
  readonly stage: Known<string>;
  /** Of the routing rule that it stands for. @default it is a mapping */
  readonly priority?: number;
}
