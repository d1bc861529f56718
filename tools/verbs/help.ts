/**
 * The help of yargs with its examples right after the usage: they are what is read. Pure.
 * @param help as `getHelp` gives it
 */
export function leadWithExamples(help: string): string {
  const blocks = help.split(/\n{2,}/);
  const at = blocks.findIndex((block) => /^Examples:/.test(block));
  if (at < 0) return help;
  const [examples] = blocks.splice(at, 1) as [string];
  // The usage is its line and the sentence below it.
  const headings = blocks.findIndex((block) => /^[A-Z][^\n]*:\n/.test(block));
  blocks.splice(headings < 0 ? 1 : headings, 0, examples);
  return blocks.join('\n\n');
}
