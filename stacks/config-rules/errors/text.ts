/** What a code of hybrid.yaml means, and the general fix. */
export interface ConfigErrorText {
  readonly means: string;
  readonly fix: string;
}
