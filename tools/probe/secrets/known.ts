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

const instead = '(secret)';

/** Also the beginning of a value, where the text was shortened after it. What stands instead is not looked into again. */
function blot(text: string, secret: string): string {
  const start = secret.slice(0, shortest);
  let blotted = '';
  let copied = 0;
  for (let at = text.indexOf(start); at >= 0; at = text.indexOf(start, Math.max(at + 1, copied))) {
    let length = shortest;
    while (length < secret.length && text[at + length] === secret[length]) length++;
    const cut = text.startsWith('...', at + length) || text.startsWith('…', at + length);
    if (length < secret.length && !cut) continue;
    blotted += text.slice(copied, at) + instead;
    copied = at + length;
  }
  return blotted + text.slice(copied);
}
