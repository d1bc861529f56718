/** A command as its words, or why it can't be split into them. */
export type Words = { readonly words: readonly string[] } | { readonly why: string };

const word = /\s*((?:[^\s'"\\]|\\.|'[^']*'|"(?:[^"\\]|\\.)*")+)/y;

/**
 * Splits a command line into words as a shell does: blanks between them, quotes and backslashes keep them together;
 * or takes a JSON list of them. Nothing is expanded: what only a shell could do is refused.
 */
export function splitWords(line: string): Words {
  const text = line.trim();
  if (text.startsWith('[')) return fromJson(text);
  const words: string[] = [];
  word.lastIndex = 0;
  while (word.lastIndex < text.length) {
    const at = word.lastIndex;
    const found = word.exec(text);
    if (!found) return { why: `a quote is not closed: ${text.slice(at).trim().slice(0, 20)}` };
    const [, raw = ''] = found;
    const bare = raw.replace(/\\.|'[^']*'/g, '');
    const shell = /[|&;<>]|\$[A-Za-z({]|`/.exec(
      bare.replace(/"(?:[^"\\]|\\.)*"/g, (quoted) => quoted.replace(/[|&;<>]/g, '')),
    );
    if (shell) return { why: `no shell reads it, and only a shell knows what to do with "${shell[0]}"` };
    words.push(raw.replace(/'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)/g, unquoted));
  }
  return words.length > 0 ? { words } : { why: 'it is empty' };
}

function unquoted(_whole: string, single?: string, double?: string, escaped?: string): string {
  return single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? escaped ?? '';
}

function fromJson(text: string): Words {
  try {
    const words: unknown = JSON.parse(text);
    if (Array.isArray(words) && words.length > 0 && words.every((one) => typeof one === 'string'))
      return { words };
  } catch {
    // Told below.
  }
  return { why: 'it begins as a JSON list and is no list of texts' };
}
