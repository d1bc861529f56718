/** A command line, and what it does. */
export type Example = readonly [command: string, meaning: string];

/**
 * The help of yargs with the examples right after the usage: they are what is read. Each command is alone on its line,
 * however long it is, so that it can be copied. Pure.
 * @param help as `getHelp` gives it
 */
export function leadWithExamples(help: string, examples: readonly Example[]): string {
  if (examples.length === 0) return help;
  const blocks = help.split(/\n{2,}/);
  // The usage is its line and the sentence below it.
  const headings = blocks.findIndex((block) => /^[A-Z][^\n]*:\n/.test(block));
  const lines = examples.map(([command, meaning]) => `  ${command}\n      ${meaning}`);
  blocks.splice(headings < 0 ? 1 : headings, 0, `Examples:\n${lines.join('\n')}`);
  return blocks.join('\n\n');
}
