import { isPrincipalArn } from '../../tools/path/iam/identity';
import { routeAccess } from '../api-access';
import {
  type ConfigPath,
  type Finding,
  finding,
  items,
  quote,
  type Rule,
  type RuleContext,
  type SoundApi,
  type SoundConfig,
  suggest,
} from './rule';

/** An OpenAPI file has methods that callers sign for (`awsSigv4`, or the type of x-amazon-apigateway-auth). */
const signedInFile = /awsSigv4|AWS_IAM/i;

/** What asks who calls: by IAM and API keys, in the API and in its routes. */
function checkApi(index: number, api: SoundApi, context: RuleContext): Finding[] {
  const at = ['apis', index];
  return [
    ...checkOpenApi(at, api, context),
    ...checkKind(at, api),
    ...checkPrincipals(at, api),
    ...checkRoutes(at, api),
  ];
}

function checkOpenApi(at: ConfigPath, api: SoundApi, context: RuleContext): Finding[] {
  if (api.openapi === undefined) return [];
  const found: Finding[] = [];
  for (const [key, given] of [
    ['authorization', api.authorization !== undefined],
    ['apiKey', api.apiKey === true],
  ] as const) {
    if (!given) continue;
    found.push(
      finding(
        'CFG_ACCESS_OPENAPI',
        [...at, key],
        'is set beside openapi, whose methods say that themselves',
        'write it in the file as a security scheme of each method, and remove it here',
      ),
    );
  }
  const text = context.read(api.openapi);
  if ((api.allowPrincipals?.length ?? 0) > 0 && text !== undefined && !signedInFile.test(text)) {
    found.push(withoutIam(at, `no method of ${api.openapi} wants a signature`));
  }
  return found;
}

function withoutIam(at: ConfigPath, why: string): Finding {
  return finding(
    'CFG_PRINCIPALS_WITHOUT_IAM',
    [...at, 'allowPrincipals'],
    `names principals, and ${why}: its callers would stay anonymous and get 403`,
    'set authorization: iam, or remove allowPrincipals',
  );
}

/** HTTP and WebSocket APIs have neither resource policies nor, the first, API keys (re:Post, DG; doc). */
function checkKind(at: ConfigPath, api: SoundApi): Finding[] {
  if (api.kind === undefined || api.kind === 'rest') return [];
  const given = [
    ...((api.allowPrincipals?.length ?? 0) > 0 ? ['allowPrincipals'] : []),
    ...((api.allowVpcs?.length ?? 0) > 0 ? ['allowVpcs'] : []),
    ...(api.apiKey ? ['apiKey'] : []),
  ];
  return given.map((key) =>
    finding(
      'CFG_ACCESS_KIND',
      [...at, key],
      `is set for an API of kind ${api.kind}, which has none`,
      'remove it; callers of other accounts assume a role of this one',
    ),
  );
}

function checkPrincipals(at: ConfigPath, api: SoundApi): Finding[] {
  if ((api.allowPrincipals?.length ?? 0) === 0 || api.openapi !== undefined) return [];
  if (accessOf(api).some(({ iam }) => iam)) return [];
  return [withoutIam(at, 'no route has authorization: iam')];
}

function accessOf({ routes, authorization, apiKey = false }: SoundApi) {
  return routeAccess({ routes: routes as never, authorization, apiKey });
}

function checkRoutes(at: ConfigPath, api: SoundApi): Finding[] {
  return Object.entries(api.routes ?? {}).flatMap(([route, target]) => {
    const own = typeof target === 'object' ? target : {};
    const iam = (own.authorization ?? api.authorization) === 'iam';
    const authorizer = own.authorizer ?? api.authorizer ?? 'none';
    if (!iam || authorizer === 'none') return [];
    return finding(
      'CFG_AUTHORIZATION_TWICE',
      [...at, 'routes', route],
      `has authorization iam and authorizer ${quote(authorizer)}`,
      'keep one: set authorizer: none, or authorization: none',
    );
  });
}

/** Keys by the plans that have them. */
function plansOf({ usagePlans = {} }: SoundConfig): Map<string, string[]> {
  const plans = new Map<string, string[]>();
  for (const [plan, own] of Object.entries(usagePlans)) {
    for (const [, key] of items(own?.keys)) plans.set(key, [...(plans.get(key) ?? []), plan]);
  }
  return plans;
}

function checkPlans(config: SoundConfig): Finding[] {
  const names = [...items(config.apis)].flatMap(([, { name, kind = 'rest' }]) =>
    kind === 'rest' ? (name ?? []) : [],
  );
  const plans = Object.entries(config.usagePlans ?? {});
  const found: Finding[] = [];
  for (const [plan, own] of plans) {
    for (const [index, name] of items(own?.apis)) {
      if (names.includes(name)) continue;
      const at = ['usagePlans', plan, 'apis', index];
      found.push(
        finding('CFG_UNKNOWN_API', at, `${quote(name)} is not the name of a REST API`, suggest(name, names)),
      );
    }
  }
  for (const [key, inPlans] of plansOf(config)) {
    const seen = new Map<string, string>();
    for (const plan of inPlans) {
      for (const [, api] of items(config.usagePlans?.[plan]?.apis)) {
        const other = seen.get(api);
        seen.set(api, plan);
        if (other === undefined) continue;
        found.push(
          finding(
            'CFG_API_KEY_PLANS',
            ['usagePlans', plan, 'keys'],
            `has key ${quote(key)}, which plan ${quote(other)} has for API ${quote(api)} too`,
            'keep the key in one of the two: API Gateway takes one plan of a key for a stage',
          ),
        );
      }
    }
  }
  return found;
}

function checkKeys(config: SoundConfig): Finding[] {
  const plans = plansOf(config);
  const found = Object.keys(config.apiKeys ?? {})
    .filter((key) => !plans.has(key))
    .map((key) =>
      finding(
        'CFG_API_KEY_NO_PLAN',
        ['apiKeys', key],
        'is in no usage plan, so that it opens nothing',
        'add it to keys of a usage plan, or remove it',
      ),
    );
  const planned = new Set(Object.values(config.usagePlans ?? {}).flatMap((own) => own?.apis ?? []));
  for (const [index, api] of items(config.apis)) {
    if (api.name === undefined || planned.has(api.name) || !accessOf(api).some(({ apiKey }) => apiKey))
      continue;
    found.push(
      finding(
        'CFG_API_KEY_NO_PLAN',
        ['apis', index],
        'wants API keys, and no usage plan has it: every call would get 403',
        'name it in apis of a usage plan',
      ),
    );
  }
  return found;
}

function checkCallers(config: SoundConfig): Finding[] {
  const names = [...items(config.apis)].flatMap(([, api]) => api.name ?? []);
  return Object.entries(config.callers ?? {}).flatMap(([caller, own]) =>
    [...items(own?.mayInvoke)].flatMap(([index, name]) =>
      names.includes(name)
        ? []
        : finding(
            'CFG_UNKNOWN_API',
            ['callers', caller, 'mayInvoke', index],
            `${quote(name)} is not the name of an API`,
            suggest(name, names),
          ),
    ),
  );
}

function checkCalls(config: SoundConfig): Finding[] {
  const callers = Object.keys(config.callers ?? {});
  const keys = [...plansOf(config).keys()];
  const found: Finding[] = [];
  for (const [index, { identity, apiKey }] of items(config.expect)) {
    if (identity !== undefined && !callers.includes(identity) && !isPrincipalArn(identity)) {
      const at = ['expect', index, 'identity'];
      found.push(
        finding('CFG_UNKNOWN_CALLER', at, `${quote(identity)} is not in callers`, suggest(identity, callers)),
      );
    }
    if (apiKey !== undefined && !keys.includes(apiKey)) {
      const at = ['expect', index, 'apiKey'];
      found.push(
        finding('CFG_UNKNOWN_API_KEY', at, `${quote(apiKey)} is in no usage plan`, suggest(apiKey, keys)),
      );
    }
  }
  return found;
}

/** IAM, callers, API keys and usage plans fit together. */
export const checkAccess: Rule = (config, context) => [
  ...[...items(config.apis)].flatMap(([index, api]) => checkApi(index, api, context)),
  ...checkCallers(config),
  ...checkPlans(config),
  ...checkKeys(config),
  ...checkCalls(config),
];
