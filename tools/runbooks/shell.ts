/** A word as a POSIX shell takes it: bare where nothing in it has a meaning, else in single quotes. */
function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/**
 * A command line.
 * @param program taken as it is, e.g. `npx hybrid-api trace`
 * @param words each one argument, quoted
 */
export function shell(program: string, ...words: readonly (string | readonly string[])[]): string {
  return [program, ...words.flat().map(quote)].join(' ');
}
