import type { Argv } from 'yargs';
import { KitError, type Problem } from '../kit-error';
import type { HeaderList } from '../path/hop';

/** What every verb that takes one call accepts. */
export interface CallOptions {
  readonly header?: readonly string[];
  readonly data?: string;
  readonly send?: readonly string[];
  readonly address?: string;
  readonly cert?: string;
}

export function callOptions<T>(argv: Argv<T>): Argv<T & CallOptions> {
  return argv
    .option('header', {
      alias: 'H',
      type: 'string',
      array: true,
      nargs: 1,
      describe: '"Name: value"',
      requiresArg: true,
    })
    .option('data', {
      alias: 'd',
      type: 'string',
      describe: 'Request body',
      requiresArg: true,
    })
    .option('send', {
      type: 'string',
      array: true,
      nargs: 1,
      describe: 'wss:// only: a text message to send',
      requiresArg: true,
    })
    .option('cert', {
      type: 'string',
      describe: 'PEM file of the client certificate to present',
      requiresArg: true,
    })
    .option('address', {
      type: 'string',
      describe: 'Dial this address and skip DNS',
      requiresArg: true,
    }) as Argv<T & CallOptions>;
}

/**
 * `Name: value` lines as a header list.
 * @throws KitError naming every line without a colon
 */
export function parseHeaders(lines: readonly string[] = []): HeaderList {
  const problems: Problem[] = [];
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    if (colon < 1)
      problems.push({
        code: 'CLI_BAD_HEADER',
        what: `"${line}" has no name before a colon`,
        where: '--header',
        fix: 'write "Name: value"',
      });
    return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
  });
  if (problems.length > 0) throw new KitError(problems);
  return headers;
}

/**
 * `[METHOD] URL` as the command line has it.
 * @throws KitError when the URL is not absolute https or http
 */
export function parseTarget(words: readonly string[]): {
  readonly method: string;
  readonly url: string;
} {
  const [first = '', second] = words;
  const [method, url] = second === undefined ? ['GET', first] : [first.toUpperCase(), second];
  if (!URL.canParse(url) || !/^(https?|wss?):$/.test(new URL(url).protocol))
    throw new KitError({
      code: 'CLI_BAD_URL',
      what: `"${url}" is not an absolute https:// or wss:// URL`,
      where: 'command line',
      fix: 'write e.g. GET https://pvt-api.corp.example/',
    });
  if (!/^[A-Z]+$/.test(method))
    throw new KitError({
      code: 'CLI_BAD_METHOD',
      what: `"${first}" is not an HTTP method`,
      where: 'command line',
      fix: 'write e.g. GET https://pvt-api.corp.example/',
    });
  return { method, url };
}
