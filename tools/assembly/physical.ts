import type { RawResource } from './assembly';
import type { Value } from './intrinsics/values';

/** The key of a resource's `Metadata` that carries {@link Physical}. */
export const physicalKey = 'hybrid-api:physical';

/** What AWS allotted to a resource when it was created: read from AWS, it takes the place of the stand-ins. */
export interface Physical {
  /** The value of Ref. */
  readonly id?: string;
  /** Values of Fn::GetAtt by name. */
  readonly attributes?: Readonly<Record<string, Value>>;
  /** Subnet id → address of the resource's interface there. */
  readonly addresses?: Readonly<Record<string, string>>;
  /** The properties are all there is: CloudFormation's defaults for what is absent do not apply. @default false */
  readonly complete?: boolean;
}

export function physicalOf({ Metadata }: RawResource): Physical {
  const written = Metadata?.[physicalKey];
  return typeof written === 'object' && written !== null ? (written as Physical) : {};
}
