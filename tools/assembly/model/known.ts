/** A setting's place: stack and logical id, and the property where one decided. */
export interface Where {
  readonly stack: string;
  readonly logicalId: string;
  /** Property path, e.g. `Properties.Policy.Statement[1]`. @default the whole resource */
  readonly property?: string;
}

/** A value that the reader could not resolve: named, never guessed. */
export class Unknown {
  constructor(
    /** Why, with the intrinsic or the missing fact. */
    readonly reason: string,
    readonly where: Where,
  ) {}
}

export type Known<T> = T | Unknown;

export function isUnknown(value: unknown): value is Unknown {
  return value instanceof Unknown;
}

export interface Element {
  readonly where: Where;
  /**
   * Settings of this element that could not be resolved and whose field has no place for an Unknown: the
   * field then has AWS's default, or the part is missing. A hop that depends on them says `unknown`.
   * One whose `where` has no property concerns the element as a whole.
   * @default everything is resolved
   */
  readonly unresolved?: readonly Unknown[];
}
