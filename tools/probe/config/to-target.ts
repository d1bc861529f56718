import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Problem } from '../../kit-error';
import type { HeaderList } from '../../path/hop';
import { keepSecret } from '../secrets/known';
import type { ProbeTarget } from '../target';
import type { CallSettings } from './schema';

type Call = Omit<ProbeTarget, 'name' | 'module' | 'url'>;

/** What is wrong with a file that a call needs. */
type Unread = Omit<Problem, 'where'>;

/**
 * The settings of a call as ProbeTarget has them: milliseconds, lists, texts out of files; and the files that can't be
 * read (PROBE_HEADER_FILE, PROBE_BAD_BODY_FILE).
 * @param dir folder that relative programs are meant from
 */
export function toCall(
  settings: CallSettings,
  dir: string,
): { readonly call: Call; readonly problems: readonly Unread[] } {
  const { headers, body, send, sigv4, token, timeouts, retrying, ...same } = settings;
  const read = reader();
  const call: Call = {
    ...same,
    ...(headers && {
      headers: Object.entries(headers).flatMap(([name, value]) => header(read, name, value)),
    }),
    ...(body !== undefined && {
      body: typeof body === 'string' ? body : read.text('PROBE_BAD_BODY_FILE', body.file),
    }),
    ...(send !== undefined && { send: [send].flat() }),
    ...(sigv4 && { sigv4: sigv4 === true ? {} : sigv4 }),
    ...(token && { token: { ...token, command: placed(token.command, dir) } }),
    ...(timeouts && { timeouts: inMilliseconds(timeouts) }),
    ...(retrying && {
      retrying: {
        retries: retrying.retries,
        delay: (retrying.delay ?? 0.5) * 1000,
        any: retrying.any ?? false,
      },
    }),
  };
  return { call, problems: read.problems };
}

type Value = NonNullable<CallSettings['headers']>[string];

function header(read: ReturnType<typeof reader>, name: string, value: Value): HeaderList {
  if (typeof value === 'string') return [[name, value]];
  if (Array.isArray(value)) return value.map((one) => [name, one]);
  const { file, prefix } = value as { readonly file: string; readonly prefix: string };
  const kept = read.text('PROBE_HEADER_FILE', file).trim();
  keepSecret(kept);
  return [[name, prefix + kept]];
}

function reader() {
  const problems: Unread[] = [];
  const text = (code: string, file: string): string => {
    try {
      return readFileSync(file, 'utf8');
    } catch (cause) {
      const why = (cause as NodeJS.ErrnoException).code;
      problems.push({
        code,
        what: `${file} can't be read: ${why}`,
        fix: 'check the path, or write the file',
      });
      return '';
    }
  };
  return { problems, text };
}

/** `./get-token` is meant from the folder of the file; a name alone is sought in PATH. */
function placed([program = '', ...rest]: readonly string[], dir: string): string[] {
  return [/[\\/]/.test(program) ? resolve(dir, program) : program, ...rest];
}

function inMilliseconds(limits: NonNullable<CallSettings['timeouts']>): ProbeTarget['timeouts'] {
  return Object.fromEntries(Object.entries(limits).map(([name, seconds]) => [name, seconds * 1000]));
}
