const compiled = new Map<string, RegExp>();

/** Patterns kept compiled; then the cache starts afresh. */
const keptPatterns = 2_000;

/** Whether a text fits a rule's pattern: `*` any characters, `?` exactly one, a backslash takes the next as it is. */
export function fitsPattern(pattern: string, text: string, ignoreCase: boolean): boolean {
  const key = `${ignoreCase ? 'i' : ''} ${pattern}`;
  let expression = compiled.get(key);
  if (!expression) {
    if (compiled.size > keptPatterns) compiled.clear();
    const source = pattern.replace(/\\?[\s\S]/g, (piece) => {
      if (piece === '*') return '.*';
      if (piece === '?') return '.';
      const character = piece.length === 2 ? piece[1]! : piece;
      return character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
    });
    expression = new RegExp(`^${source}$`, ignoreCase ? 'is' : 's');
    compiled.set(key, expression);
  }
  return expression.test(text);
}
