import { resolve } from 'node:path';
import { z } from 'zod';
import { schemaAt, unwrap } from '../../../stacks/config-reader/branch';
import { readDocument } from '../../../stacks/config-reader/document';
import { explainIssues } from '../../../stacks/config-reader/issues';
import { keepSound } from '../../../stacks/config-reader/sound';
import { formatPath } from '../../../stacks/config-rules/rule';
import { KitError, type Problem } from '../../kit-error';
import type { ProbeTarget } from '../target';
import { placeOf, problemsOf } from './check-calls';
import { isFilePath } from './file-path';
import { inherit } from './inherit';
import { mapTexts } from './map-texts';
import { checkFile, type FileProblem } from './rules';
import { type ProbeFile, probeFileSchema } from './schema';
import { findSecrets, startsWith } from './secrets';
import { toCall } from './to-target';
import { isSecretName, substitute } from './variables';

/** One URL of a target, under the name that the file has for it; of several each has its URL in its own name. */
export interface FileCall {
  readonly name: string | undefined;
  readonly target: ProbeTarget;
}

/** A probe file on its way in. */
export interface FileText {
  readonly text: string;
  /** Name for messages. */
  readonly file: string;
  /** Absolute path that relative paths in it are meant from. */
  readonly dir: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Reads the calls of a probe file: syntax, variables, secrets, schema and rules, all in one run.
 * @throws KitError with every problem, in the order of the file
 */
export function parseProbeFile({ text, file, dir, environment }: FileText): FileCall[] {
  const { value: written, findings: syntax, lineOf, sourceOf } = readDocument(text);
  const found: { readonly line: number; readonly problem: Problem }[] = [];
  const add = ({ code, path, what, fix }: FileProblem, line = lineOf(path)) =>
    found.push({ line, problem: { code, what, where: `${file}:${line}`, fix } });
  const fail = (): never => {
    throw new KitError(found.sort((one, other) => one.line - other.line).map(({ problem }) => problem));
  };
  for (const one of syntax) add(one, one.line);
  if (typeof written !== 'object' || written === null) {
    if (syntax.length === 0)
      add({
        code: 'CFG_TYPE',
        path: [],
        what: `${file} is ${written === null ? 'empty' : 'not a mapping'}`,
        fix: 'write "targets:" with a list of calls; see docs/probe.schema.json',
      });
    return fail();
  }
  const { value, problems } = putVariables(written, environment);
  const secrets = [...problems, ...findSecrets(written, value)];
  for (const one of secrets) add(one);
  const parsed = probeFileSchema.safeParse(value);
  const refused = explainIssues(parsed.error?.issues ?? [], { schema: probeFileSchema, value, sourceOf });
  const isHidden = ({ code, path }: FileProblem) =>
    code !== 'CFG_UNKNOWN_KEY' && secrets.some((secret) => startsWith(path, secret.path));
  for (const one of refused) if (!isHidden(one)) add(one);
  for (const one of checkFile(keepSound(probeFileSchema, value))) add(one);
  if (found.length > 0 || !parsed.success) return fail();
  const placed = placeFiles(parsed.data, dir);
  const calls = placed.targets.flatMap((target, index) => {
    const { name, url } = target;
    const settings = inherit(target, placed.modules[target.module ?? ''], placed.defaults);
    const { call, problems: unread } = toCall(settings, dir);
    const made = [url].flat().map((one, _index, { length }) => ({
      name,
      target: {
        ...(name === undefined ? {} : { name: length > 1 ? `${name} ${one}` : name }),
        ...(target.module === undefined ? {} : { module: target.module }),
        url: one,
        ...call,
      },
    }));
    for (const problem of [...unread, ...made.flatMap((one) => problemsOf(one.target))]) {
      const path = placeOf(problem.code, ['targets', index], target.module, parsed.data);
      const at = lineOf(path);
      const isTold = ({ line, problem: { code, what } }: (typeof found)[number]) =>
        line === at && code === problem.code && what === problem.what;
      if (!found.some(isTold)) add({ ...problem, path }, at);
    }
    return made;
  });
  return found.length > 0 ? fail() : calls;
}

/** Variables are put in; where the schema wants a number or a boolean, a text that is one becomes it. */
function putVariables(written: unknown, environment: FileText['environment']) {
  const problems: FileProblem[] = [];
  const value = mapTexts(written, (text, path) => {
    const { text: put, names, unset, malformed } = substitute(text, environment);
    for (const name of unset.filter((one) => !isSecretName(one)))
      problems.push({
        code: 'PROBE_VARIABLE',
        path,
        what: `${formatPath(path)} needs the environment variable ${name}, which is not set`,
        fix: `set ${name}, or write \${${name}:-default}`,
      });
    for (const part of malformed)
      problems.push({
        code: 'PROBE_VARIABLE',
        path,
        what: `${formatPath(path)} has "${part}", which is no variable`,
        fix: 'write ${NAME} or ${NAME:-default}; $${ stands for ${ itself',
      });
    if (names.length === 0) return put;
    const wanted = schemaAt(probeFileSchema, path, written);
    const kind = wanted && unwrap(wanted);
    if (kind instanceof z.ZodNumber && /^-?\d+(\.\d+)?$/.test(put)) return Number(put);
    if (kind instanceof z.ZodBoolean && /^(true|false)$/.test(put)) return put === 'true';
    return put;
  });
  return { value, problems };
}

/** Paths of files from where they are meant to where they are. */
function placeFiles(file: ProbeFile, dir: string): ProbeFile {
  return mapTexts(file, (text, path) => {
    const schema = schemaAt(probeFileSchema, path, file);
    return schema && isFilePath(unwrap(schema)) ? resolve(dir, text) : text;
  }) as ProbeFile;
}
