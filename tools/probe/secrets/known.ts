import { mapTexts } from '../config/map-texts';

/** Values that were read from where secrets are kept: no report, log or message has them. */
const known = new Set<string>();

/** Tokens come and go in a run that does not end. */
const most = 200;

/** Shorter ones would be found in words that have nothing to do with them. */
const shortest = 4;

/** A value that is to be kept; what stands before a blank ("Bearer") is no part of it. */
export function keepSecret(value: string): void {
  const secret = value.replace(/^\S+ (?=\S)/, '');
  if (secret.length < shortest) return;
  known.add(secret);
  const [oldest] = known;
  if (known.size > most && oldest !== undefined) known.delete(oldest);
}

/** The same with every kept value in its texts blotted out: servers echo what they are sent. */
export function withoutSecrets<T>(value: T): T {
  if (known.size === 0) return value;
  return mapTexts(value, (text) => [...known].reduce(blot, text)) as T;
}

/** Also the beginning of a value, where the text was shortened after it. */
function blot(text: string, secret: string): string {
  const start = secret.slice(0, shortest);
  let blotted = text;
  for (let at = blotted.indexOf(start); at >= 0; at = blotted.indexOf(start, at + 1)) {
    let length = shortest;
    while (length < secret.length && blotted[at + length] === secret[length]) length++;
    const cut = blotted.startsWith('...', at + length) || blotted.startsWith('…', at + length);
    if (length === secret.length || cut)
      blotted = `${blotted.slice(0, at)}(secret)${blotted.slice(at + length)}`;
  }
  return blotted;
}
