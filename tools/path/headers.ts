import type { HeaderList } from './hop';

/** The last value of a header, whatever its case; `undefined` where it isn't sent. */
export function header(headers: HeaderList, lowerCaseName: string): string | undefined {
  for (let i = headers.length - 1; i >= 0; i--) {
    const [name, value] = headers[i]!;
    if (name.length === lowerCaseName.length && name.toLowerCase() === lowerCaseName) return value;
  }
  return undefined;
}
