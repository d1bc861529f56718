import { type ConfigPath, formatPath } from '../../../stacks/config-rules/rule';
import { mapTexts } from './map-texts';
import type { FileProblem } from './rules';
import { isSecretHeader, secretIn } from './secret-shapes';
import { isSecretName, substitute } from './variables';

/** Whether a path is another one or below it. */
export function startsWith(path: ConfigPath, other: ConfigPath): boolean {
  return other.every((part, depth) => path[depth] === part);
}

/**
 * Secrets that stand in a file or would come into it by a variable. The problems don't show them.
 * @param written the file as it is, `${…}` and all
 * @param value the same with the variables put in
 */
export function findSecrets(written: unknown, value: unknown): FileProblem[] {
  const problems: FileProblem[] = [];
  const named = new Set<string>();
  mapTexts(written, (text, path) => {
    const names = substitute(text, {}).names.filter(isSecretName);
    if (names.length === 0) return text;
    named.add(JSON.stringify(path));
    problems.push({
      code: 'PROBE_SECRET_WRITTEN',
      path,
      what: `${formatPath(path)} takes ${names.join(', ')} from the environment, which by its name is a secret`,
      fix: fixFor(path),
    });
    return text;
  });
  mapTexts(value, (text, path) => {
    // What must come back is no secret that is sent, and may well be words such as "Bearer realm".
    if (typeof text !== 'string' || path.includes('expect') || named.has(JSON.stringify(path))) return text;
    const header = headerOf(path);
    const kind =
      header !== undefined && isSecretHeader(header) && text !== '' ? 'a secret by its name' : secretIn(text);
    if (kind !== undefined)
      problems.push({
        code: 'PROBE_SECRET_WRITTEN',
        path,
        what: `${formatPath(path)} is ${kind}, and stands in the file`,
        fix: fixFor(path),
      });
    return text;
  });
  return problems;
}

/** The header whose literal value stands at a path. */
function headerOf(path: ConfigPath): string | undefined {
  const at = path.indexOf('headers');
  const name = path[at + 1];
  const last = path.at(-1);
  return at < 0 || typeof name !== 'string' || last === 'file' || last === 'prefix' ? undefined : name;
}

function fixFor(path: ConfigPath): string {
  const header = headerOf(path);
  if (header !== undefined && /^authorization$/i.test(header))
    return 'write bearer: { file: … }, { stdin: true } or { secret: name in AWS Secrets Manager }, or token: { command: […] }';
  if (header !== undefined && /^x-api-key$/i.test(header))
    return 'write apiKey: { file: … }, { stdin: true } or { secret: name in AWS Secrets Manager }';
  if (header !== undefined) return `write ${header}: { file: … }, and keep the value in that file`;
  if (path.includes('body')) return 'write body: { file: … }, and keep the text in that file';
  return 'keep it in a file, or in AWS Secrets Manager, and name that';
}
