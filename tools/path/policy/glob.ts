import type { Piece } from './pattern';

export type TextTest = (text: string) => boolean;

const anyRun = -1;
const anyOne = -2;
const star = 42;
const questionMark = 63;

/** Compiles a pattern of `*` (any run, empty too, of any characters) and `?` (one character). */
export function compileGlob(pieces: readonly Piece[]): TextTest {
  const tokens: number[] = [];
  for (const { text, literal } of pieces) {
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (literal) tokens.push(code);
      else if (code === questionMark) tokens.push(anyOne);
      else if (code !== star) tokens.push(code);
      else if (tokens.at(-1) !== anyRun) tokens.push(anyRun);
    }
  }
  const firstWild = tokens.findIndex((token) => token < 0);
  if (firstWild < 0) {
    const whole = pieces.map((piece) => piece.text).join('');
    return (text) => text === whole;
  }
  if (tokens.length === 1 && tokens[0] === anyRun) return () => true;
  if (firstWild === tokens.length - 1 && tokens[firstWild] === anyRun) {
    const prefix = String.fromCharCode(...tokens.slice(0, -1));
    return (text) => text.startsWith(prefix);
  }
  return (text) => matchTokens(tokens, text);
}

/** Greedy match with one point of return: enough, since a later `*` can always take over an earlier one. */
function matchTokens(tokens: readonly number[], text: string): boolean {
  let at = 0;
  let token = 0;
  let starToken = -1;
  let starAt = 0;
  while (at < text.length) {
    const wanted = tokens[token];
    if (wanted === anyRun) {
      starToken = token++;
      starAt = at;
    } else if (wanted === anyOne || wanted === text.charCodeAt(at)) {
      token++;
      at++;
    } else if (starToken >= 0) {
      token = starToken + 1;
      at = ++starAt;
    } else {
      return false;
    }
  }
  while (tokens[token] === anyRun) token++;
  return token === tokens.length;
}

/** Compiles an ARN pattern whose six colon-separated parts are matched one by one (the Arn operators). */
export function compileArn(pieces: readonly Piece[]): TextTest {
  if (pieces.length === 1 && pieces[0]!.text === '*' && !pieces[0]!.literal) return () => true;
  const parts: Piece[][] = [[]];
  for (const { text, literal } of pieces) {
    let rest = text;
    while (parts.length < 6 && rest.includes(':')) {
      parts.at(-1)!.push({ text: rest.slice(0, rest.indexOf(':')), literal });
      rest = rest.slice(rest.indexOf(':') + 1);
      parts.push([]);
    }
    parts.at(-1)!.push({ text: rest, literal });
  }
  if (parts.length < 6) return () => false;
  const tests = parts.map(compileGlob);
  return (arn) => {
    let start = 0;
    for (let part = 0; part < 5; part++) {
      const colon = arn.indexOf(':', start);
      if (colon < 0 || !tests[part]!(arn.slice(start, colon))) return false;
      start = colon + 1;
    }
    return tests[5]!(arn.slice(start));
  };
}
