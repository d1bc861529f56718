/** Text after its variables were put in, and what was wrong with them. */
export interface Substituted {
  readonly text: string;
  /** Names that stand in the text. */
  readonly names: readonly string[];
  /** Names without a value and without a default. */
  readonly unset: readonly string[];
  /** `${` that begins no variable, as written. */
  readonly malformed: readonly string[];
}

const form = /\$\$(?=\{)|\$\{(?:([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\})?/g;

/**
 * Puts variables into a text: `${NAME}`, `${NAME:-default}` where it is unset or empty, and `$${` for a `${` that is
 * meant as it stands. What is put in is not looked at again.
 */
export function substitute(
  text: string,
  environment: Readonly<Record<string, string | undefined>>,
): Substituted {
  const names: string[] = [];
  const unset: string[] = [];
  const malformed: string[] = [];
  const put = (whole: string, name: string | undefined, fallback: string | undefined, at: number): string => {
    if (whole === '$$') return '$';
    if (name === undefined) {
      malformed.push(text.slice(at, at + 20));
      return whole;
    }
    names.push(name);
    const value = environment[name];
    if (fallback !== undefined) return value === undefined || value === '' ? fallback : value;
    if (value === undefined) unset.push(name);
    return value ?? '';
  };
  return { text: text.replace(form, put), names, unset, malformed };
}

/** A variable whose name says that its value is to be kept; `TOKEN_FILE` names a file and is none. */
export function isSecretName(name: string): boolean {
  const words = name.toUpperCase();
  return (
    /(TOKEN|SECRET|PASSW(OR)?D|PASSPHRASE|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|CREDENTIALS?|BEARER|ASSERTION)/.test(
      words,
    ) && !/_(FILE|PATH|DIR|NAME|ARN|URL|URI|HOST|ENDPOINT|ISSUER|COMMAND|ID|REGION|SECONDS)$/.test(words)
  );
}
