import type { HeaderList } from './hop';

/** The last value of a header, whatever its case; `undefined` where it isn't sent. */
export function header(headers: HeaderList, lowerCaseName: string): string | undefined {
  for (let i = headers.length - 1; i >= 0; i--) {
    const [name, value] = headers[i]!;
    if (name.length === lowerCaseName.length && name.toLowerCase() === lowerCaseName) return value;
  }
  return undefined;
}

/** What HTTP allows as a header's name (RFC 9110 §5.1). */
export function isHeaderName(text: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(text);
}

const unsendable = /[^\t\x20-\x7e\x80-\xff]/;

/** What HTTP allows as a header's value (RFC 9110 §5.5): no line breaks, nothing beyond Latin-1. */
export function isHeaderValue(text: string): boolean {
  return !unsendable.test(text);
}

/** The value with spaces in place of what no header can hold. */
export function asHeaderValue(text: string): string {
  return isHeaderValue(text) ? text : text.replace(new RegExp(unsendable, 'g'), ' ');
}
