import { KitError } from '../kit-error';

/** Those of RFC 9110 and PATCH (RFC 5789), which are known in small letters too. */
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'];

/**
 * Calls as the command line has them: URLs, each with its method before it where it has one. Pure.
 * @param fallback the method of URLs that have none before them
 * @throws KitError PROBE_BAD_URL where a method has no URL after it
 */
export function readWords(words: readonly string[], fallback: string): { method: string; url: string }[] {
  const calls: { method: string; url: string }[] = [];
  let method: string | undefined;
  const follows = (word: string | undefined): void => {
    if (method === undefined || (word !== undefined && !isMethod(word))) return;
    const fix = `write e.g. ${method} https://pvt-api.corp.example/`;
    throw new KitError({ code: 'PROBE_BAD_URL', what: `no URL follows "${method}"`, where: method, fix });
  };
  for (const word of words) {
    follows(word);
    if (isMethod(word)) method = asSent(word);
    else {
      calls.push({ method: method ?? asSent(fallback), url: word });
      method = undefined;
    }
  }
  follows(undefined);
  return calls;
}

function isMethod(word: string): boolean {
  return /^[A-Z]+$/.test(word) || methods.includes(word.toUpperCase());
}

/** Methods have a case (RFC 9110 §9.1); nobody means `get`. */
function asSent(method: string): string {
  const large = method.toUpperCase();
  return methods.includes(large) ? large : method;
}
