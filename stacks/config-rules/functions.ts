import { functionEntry } from '../config-schema';
import { routeTargetOf } from '../config-schema/apis';
import { placeholdersIn } from './openapi-text';
import {
  type Finding,
  finding,
  guess,
  items,
  quote,
  type Rule,
  type RuleContext,
  type SoundConfig,
} from './rule';

/** Environment of a function: names and values together (Lambda quota; from memory). */
const environmentBytes = 4096;

/** Set by Lambda itself; a function that declares one is refused (Lambda's reserved variables; from memory). */
const reservedVariable =
  /^(_HANDLER|_X_AMZN_TRACE_ID|TZ|LAMBDA_TASK_ROOT|LAMBDA_RUNTIME_DIR|AWS_(DEFAULT_REGION|REGION|EXECUTION_ENV|LAMBDA_.*|ACCESS_KEY|ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|XRAY_.*))$/;

function checkEnvironment(name: string, environment: Record<string, string | undefined>): Finding[] {
  const path = ['functions', name, 'environment'];
  const found = Object.keys(environment).flatMap((key) => {
    if (reservedVariable.test(key))
      return finding('CFG_ENVIRONMENT', [...path, key], 'is set by Lambda itself', 'use another name');
    if (/^[A-Za-z][A-Za-z0-9_]+$/.test(key)) return [];
    return finding(
      'CFG_ENVIRONMENT',
      [...path, key],
      'is not a name that Lambda takes',
      'use two or more letters, digits and "_", a letter first',
    );
  });
  const bytes = Object.entries(environment).reduce(
    (sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value ?? ''),
    0,
  );
  if (bytes > environmentBytes)
    found.push(
      finding(
        'CFG_ENVIRONMENT',
        path,
        `has ${bytes} bytes; names and values together have at most ${environmentBytes}`,
        'move what is long to a file of the function, or to Parameter Store',
      ),
    );
  return found;
}

function checkEntry(
  name: string,
  entry: string,
  written: boolean,
  context: RuleContext,
): Finding | undefined {
  const path = written ? ['functions', name, 'entry'] : ['functions', name];
  if (!/\.(ts|mts|cts|js|mjs|cjs)$/.test(entry))
    return finding(
      'CFG_FILE',
      path,
      `${quote(entry)} is not a TypeScript or JavaScript file`,
      'name a .ts, .mts, .cts, .js, .mjs or .cjs file',
    );
  if (context.exists(entry)) return undefined;
  return finding(
    'CFG_FILE',
    path,
    `${written ? '' : 'needs '}${quote(entry)}${written ? ' is not there' : ', which is not there'}`,
    'create the file, or set entry to its path beside hybrid.yaml',
  );
}

/** Functions that routes or OpenAPI files name, or misspell; undefined: that can't be said. */
function usedFunctions(config: SoundConfig, context: RuleContext): Set<string> | undefined {
  if (!context.isSound(['apis']) || !context.isSound(['authorizers'])) return undefined;
  const used = new Set<string>();
  const names = context.functionNames ?? [];
  const use = (name: string) => used.add(names.includes(name) ? name : (guess(name, names) ?? name));
  for (const authorizer of Object.values(config.authorizers ?? {}))
    if (authorizer?.function !== undefined) use(authorizer.function);
  for (const [, api] of items(config.apis)) {
    for (const target of Object.values(api.routes ?? {})) {
      const name = target === undefined ? undefined : routeTargetOf(target).function;
      if (name !== undefined) use(name);
    }
    if (api.openapi === undefined) continue;
    const text = context.read(api.openapi);
    if (text === undefined) return undefined;
    for (const { name } of placeholdersIn(text)) use(name);
  }
  return used;
}

/** Functions have a file, an environment that Lambda takes, and a route that calls them. */
export const checkFunctions: Rule = (config, context) => {
  const used = usedFunctions(config, context);
  return Object.entries(config.functions ?? {}).flatMap(([name, fn]) => {
    if (!fn) return [];
    const entry = checkEntry(name, functionEntry(name, fn), fn.entry !== undefined, context);
    const found = [...(entry ? [entry] : []), ...checkEnvironment(name, fn.environment ?? {})];
    if (used && !used.has(name))
      found.push(
        finding(
          'CFG_UNUSED_FUNCTION',
          ['functions', name],
          'is named by no route and no OpenAPI file',
          'remove it, or add a route to it',
        ),
      );
    return found;
  });
};
