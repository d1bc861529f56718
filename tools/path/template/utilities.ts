import { decode } from '../gateway/router';
import { fromJson, Host, TemplateFault, Unsupported, type Value } from './values';

const escapes: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\n': '\\n',
  '\t': '\\t',
  '\f': '\\f',
  '\r': '\\r',
  "'": "\\'",
  '"': '\\"',
  '\\': '\\\\',
  '/': '\\/',
};

/** As Commons Lang writes it, the apostrophe included, which JSON does not know: aws-facts §1.7 (doc). */
function escapeJavaScript(text: string): string {
  return text.replace(
    /[\b\n\t\f\r'"\\/]|[^\x20-\x7e]/g,
    (one) => escapes[one] ?? `\\u${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
}

/** `java.net.URLEncoder`: a blank is a plus. */
function urlEncode(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()~]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}

const functions: Readonly<Record<string, (text: string) => Value>> = {
  escapeJavaScript,
  urlEncode,
  urlDecode: (text) => decode(text.replaceAll('+', ' ')),
  base64Encode: (text) => Buffer.from(text).toString('base64'),
  base64Decode: (text) => Buffer.from(text, 'base64').toString('utf8'),
  parseJson(text) {
    try {
      return fromJson(JSON.parse(text));
    } catch {
      throw new TemplateFault(`$util.parseJson() of what is no JSON: ${JSON.stringify(text.slice(0, 60))}`);
    }
  },
};

/** `$util`: aws-facts §1.7 (doc). */
export class Utilities extends Host {
  get(name: string): Value {
    throw new Unsupported(`$util.${name} is not known`);
  }

  override call(name: string, [argument = null]: readonly Value[]): Value {
    if (!Object.hasOwn(functions, name)) throw new Unsupported(`$util.${name}() is not known`);
    if (argument === null) return null;
    if (typeof argument === 'object') throw new Unsupported(`$util.${name}() of something else than a text`);
    return functions[name]!(String(argument));
  }
}
