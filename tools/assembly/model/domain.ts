import type { Element, Known } from './known';

/** A public-type (regional or edge) custom domain. */
export interface Domain extends Element {
  /** Lower case. */
  readonly name: string;
  readonly endpointType: 'REGIONAL' | 'EDGE' | 'PRIVATE';
  readonly certificateArn: Known<string>;
  readonly securityPolicy: Known<string>;
  /** `d-….execute-api.{region}.amazonaws.com` */
  readonly regionalDomainName: string;
  readonly mappings: readonly BasePathMapping[];
}

export interface BasePathMapping extends Element {
  /** Empty: the catch-all. Several segments only in a multi-level mapping. */
  readonly basePath: string;
  readonly multiLevel: boolean;
  readonly apiId: Known<string>;
  readonly stage: Known<string>;
}
