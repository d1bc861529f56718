/** Colours, or none. */
export function painter(color: boolean) {
  const { createColors } = require('picocolors') as typeof import('picocolors');
  return createColors(color);
}

export type Paint = ReturnType<typeof painter>;

/** What a server sends must not move the cursor. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '\ufffd');
}

/** At spaces, with the indent of a continued line; colour codes count as nothing. */
export function wrap(line: string, columns: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(/(?<=\S) /)) {
    if (current !== '' && visible(`${current} ${word}`) > columns) {
      lines.push(current);
      current = `    ${word.trimStart()}`;
    } else current = current === '' ? word : `${current} ${word}`;
  }
  return [...lines, current];
}

function visible(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape that begins a colour code
  return text.replace(/\u001b\[\d+m/g, '').length;
}
