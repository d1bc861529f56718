import { readFileSync } from 'node:fs';
import type { Problem } from '../kit-error';
import type { Template } from './assembly';
import { parseCloudFormation } from './cloudformation-yaml';
import { assemblyProblem } from './errors';

/** Reads and parses a template; adds a problem and returns `undefined` where that fails. */
export function readTemplate(path: string, problems: Problem[]): Template | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    problems.push(assemblyProblem('ASM_MISSING_TEMPLATE', 'the template cannot be read', path));
    return undefined;
  }
  try {
    const template = parseCloudFormation(text);
    const defect = defectOf(template);
    if (defect === undefined) return template as Template;
    problems.push(assemblyProblem('ASM_BAD_TEMPLATE', defect, path));
  } catch (error) {
    const [reason] = (error as Error).message.split('\n');
    problems.push(assemblyProblem('ASM_BAD_TEMPLATE', `it does not parse: ${reason}`, path));
  }
  return undefined;
}

function defectOf(template: unknown): string | undefined {
  if (typeof template !== 'object' || template === null) return 'it is not an object';
  const resources = (template as Template).Resources;
  if (typeof resources !== 'object' || resources === null) return 'it has no Resources';
  const [untyped] =
    Object.entries(resources).find(([id, one]) => !id.startsWith('Fn::') && typeof one?.Type !== 'string') ??
    [];
  return untyped === undefined ? undefined : `resource ${untyped} has no Type`;
}

/** Parses the API definitions among the assets, if some API takes its definition from S3. */
export function readDocuments(
  template: Template,
  assets: ReadonlyMap<string, string>,
  problems: Problem[],
): ReadonlyMap<string, unknown> {
  const documents = new Map<string, unknown>();
  const isWanted = Object.values(template.Resources ?? {}).some((one) => one.Properties?.BodyS3Location);
  for (const [key, path] of isWanted ? assets : []) {
    if (!/\.(json|ya?ml)$/i.test(path)) continue;
    try {
      documents.set(key, parseCloudFormation(readFileSync(path, 'utf8')));
    } catch (error) {
      const [reason] = (error as Error).message.split('\n');
      problems.push(assemblyProblem('ASM_BAD_TEMPLATE', `it does not parse: ${reason}`, path));
    }
  }
  return documents;
}

/** Reads certificates among the assets, if some listener has a trust store. */
export function readBundles(
  template: Template,
  assets: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const bundles = new Map<string, string>();
  const isWanted = Object.values(template.Resources ?? {}).some((one) => one.Type === trustStoreType);
  for (const [key, path] of isWanted ? assets : []) {
    if (/\.(pem|crt|cer)$/i.test(path)) bundles.set(key, readFileSync(path, 'utf8'));
  }
  return bundles;
}

const trustStoreType = 'AWS::ElasticLoadBalancingV2::TrustStore';
