import type { ConfigErrorCode } from './errors';
import { type OpenApiText, placeholdersIn, readOpenApiText } from './openapi-text';
import { checkPaths, type WrittenPath } from './paths';
import { pathFault } from './route';
import { type ConfigPath, type Finding, items, quote, type Rule, type RuleContext, suggest } from './rule';

/** Largest definition that API Gateway imports (aws-facts §1.6, doc). */
const definitionBytes = 6 * 1024 * 1024;

const methods = [
  'delete',
  'get',
  'head',
  'options',
  'patch',
  'post',
  'put',
  'x-amazon-apigateway-any-method',
];
const besideMethods = ['parameters', 'summary', 'description', 'servers', '$ref'];

type Report = (code: ConfigErrorCode, keys: readonly string[], what: string, fix: string) => void;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

interface IntegrationFault {
  readonly at: readonly string[];
  readonly what: string;
  readonly fix: string;
}

const integrationTypes = ['aws_proxy', 'aws', 'http_proxy', 'http', 'mock'];

/** What is wrong with the integration of a method at `keys`; undefined: nothing. */
function integrationFault(operation: unknown, keys: readonly string[]): IntegrationFault | undefined {
  const integration = isObject(operation) ? operation['x-amazon-apigateway-integration'] : undefined;
  if (!isObject(integration))
    return {
      at: keys,
      what: "has no x-amazon-apigateway-integration: API Gateway can't deploy it",
      fix: 'add { type: aws_proxy, httpMethod: POST, uri: "${function:NAME}" }',
    };
  const at = [...keys, 'x-amazon-apigateway-integration'];
  const type = String(integration.type).toLowerCase();
  if (!integrationTypes.includes(type))
    return {
      at: [...at, 'type'],
      what: `has an integration of type ${quote(integration.type)}`,
      fix: suggest(type, integrationTypes),
    };
  if (type === 'mock') return undefined;
  const { uri, httpMethod } = integration;
  if (typeof uri !== 'string')
    return { at, what: 'has an integration without uri', fix: 'add uri: "${function:NAME}"' };
  const callsFunction = uri.includes('${function:') || uri.includes(':lambda:path/');
  if (!callsFunction || String(httpMethod).toUpperCase() === 'POST') return undefined;
  return {
    at: [...at, 'httpMethod'],
    what: `calls a function by ${quote(httpMethod ?? null)}: Lambda is called by POST, whatever the route's method`,
    fix: 'set httpMethod: POST',
  };
}

function checkDocument(text: OpenApiText, at: ConfigPath, report: Report): WrittenPath[] {
  const { value } = text;
  if (!isObject(value) || typeof value.openapi !== 'string' || !/^3\.0\.\d+$/.test(value.openapi)) {
    const version = isObject(value) ? (value.openapi ?? value.swagger) : undefined;
    report(
      'CFG_OPENAPI_VERSION',
      ['openapi'],
      version === undefined ? 'has no openapi version' : `has version ${quote(version)}`,
      'write an OpenAPI 3.0 definition that begins with openapi: "3.0.1" (API Gateway takes no 3.1)',
    );
  }
  const paths = isObject(value) ? value.paths : undefined;
  if (!isObject(paths) || Object.keys(paths).length === 0) {
    report('CFG_OPENAPI_PATHS', ['paths'], 'has no paths', 'add at least one path with a method');
    return [];
  }
  return Object.entries(paths).flatMap(([path, item]) => {
    const keys = ['paths', path];
    const fault = pathFault(path);
    if (fault) report('CFG_OPENAPI_PATHS', keys, `path ${quote(path)} ${fault.what}`, fault.fix);
    const operations = isObject(item) ? Object.keys(item).filter((key) => methods.includes(key)) : [];
    for (const key of isObject(item) ? Object.keys(item) : [])
      if (!methods.includes(key) && !besideMethods.includes(key) && !key.startsWith('x-'))
        report(
          'CFG_OPENAPI_PATHS',
          [...keys, key],
          `path ${quote(path)} has the method ${quote(key)}`,
          suggest(key, methods),
        );
    if (operations.length === 0)
      report('CFG_OPENAPI_PATHS', keys, `path ${quote(path)} has no method`, 'add a method, e.g. get');
    for (const key of operations) {
      const wrong = integrationFault((item as Record<string, unknown>)[key], [...keys, key]);
      const method = key === 'x-amazon-apigateway-any-method' ? 'ANY' : key.toUpperCase();
      if (wrong) report('CFG_OPENAPI_INTEGRATION', wrong.at, `${method} ${path} ${wrong.what}`, wrong.fix);
    }
    return fault ? [] : [{ path, segments: path.split('/').filter(Boolean), at }];
  });
}

function checkFile(file: string, at: ConfigPath, context: RuleContext, resources?: number): Finding[] {
  const missing = {
    code: 'CFG_FILE',
    path: at,
    fix: 'create the file, or correct its path beside hybrid.yaml',
  } as const;
  if (!context.exists(file))
    return [{ ...missing, what: `${at.join('.').replace(/\.(\d+)/, '[$1]')} ${quote(file)} is not there` }];
  const text = context.read(file);
  if (text === undefined) return [{ ...missing, what: `${file} can't be read` }];
  const document = readOpenApiText(text);
  const found: Finding[] = [];
  const report: Report = (code, keys, what, fix) =>
    found.push({ code, path: at, what: `${file} ${what}`, fix, where: `${file}:${document.lineOf(keys)}` });
  if (Buffer.byteLength(text) > definitionBytes)
    report('CFG_QUOTA', [], 'is larger than 6 MB, the most that API Gateway imports', 'split the API');
  for (const { name, line } of placeholdersIn(text))
    if (context.functionNames?.includes(name) === false)
      found.push({
        code: 'CFG_UNKNOWN_FUNCTION',
        path: at,
        what: `${file} names \${function:${name}}, which is not in functions`,
        fix: suggest(name, context.functionNames ?? []),
        where: `${file}:${line}`,
      });
  if (document.syntax) {
    const { message, line } = document.syntax;
    found.push({
      code: 'CFG_OPENAPI_SYNTAX',
      path: at,
      what: `${file} is not YAML or JSON: ${message}`,
      fix: 'correct the file at this line',
      where: `${file}:${line}`,
    });
    return found;
  }
  const paths = checkDocument(document, at, report).map((written) => ({
    ...written,
    where: `${file}:${document.lineOf(['paths', written.path])}`,
  }));
  const ofPaths = checkPaths(paths, at, resources).map((one) => {
    const path = paths.find(({ where }) => where === one.where)?.path;
    return path === undefined
      ? one
      : { ...one, what: `${file} path ${quote(path)} ${one.what.replace(/^\S+ /, '')}` };
  });
  return [...found, ...ofPaths];
}

/** OpenAPI files are definitions that API Gateway imports, and name functions of hybrid.yaml. */
export const checkOpenApi: Rule = ({ apis, quotas }, context) =>
  [...items(apis)].flatMap(([index, { openapi }]) =>
    openapi === undefined
      ? []
      : checkFile(openapi, ['apis', index, 'openapi'], context, quotas?.resourcesPerApi),
  );
