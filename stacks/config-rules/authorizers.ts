import type { AuthorizerConfig } from '../config-schema';
import { checkAuthorizerFiles } from './authorizer-files';
import type { ConfigErrorCode } from './errors';
import { checkIdentitySources } from './identity-sources';
import {
  type ConfigPath,
  type Finding,
  finding,
  items,
  quote,
  type Rule,
  type Sound,
  type SoundConfig,
  suggest,
} from './rule';
import { checkScopes } from './scopes';
import { checkSourceRules } from './source-rules';

export type SoundAuthorizer = Sound<AuthorizerConfig>;

const kinds = ['function', 'jwt', 'saml', 'rules'] as const;
/** What only one's own code needs: the ready ones know it themselves. */
const ofOwnCode = ['type', 'identitySource', 'validation'] as const;

/** Per API (aws-facts §8.1, doc). */
const authorizersPerApi = 10;

function checkKind(path: ConfigPath, authorizer: SoundAuthorizer): Finding[] {
  const report = (code: ConfigErrorCode, at: ConfigPath, what: string, fix: string) =>
    finding(code, at, what, fix);
  const named = kinds.filter((kind) => authorizer[kind] !== undefined);
  if (named.length !== 1)
    return [
      report(
        'CFG_AUTHORIZER_KIND',
        path,
        named.length === 0 ? 'does not say what it is' : `is ${named.join(' and ')} at once`,
        `keep one of ${kinds.join(', ')}`,
      ),
    ];
  if (authorizer.function !== undefined) return [];
  return ofOwnCode
    .filter((setting) => authorizer[setting] !== undefined)
    .map((setting) =>
      report(
        'CFG_AUTHORIZER_KIND',
        [...path, setting],
        `is for code of your own; ${named[0]} brings its own`,
        'remove it',
      ),
    );
}

/** Where authorizers are named: APIs and their routes. */
function* uses(config: SoundConfig): Generator<{ readonly at: ConfigPath; readonly name: string }> {
  for (const [index, api] of items(config.apis)) {
    if (api.authorizer !== undefined) yield { at: ['apis', index, 'authorizer'], name: api.authorizer };
    for (const [route, target] of Object.entries(api.routes ?? {})) {
      if (typeof target !== 'object' || target.authorizer === undefined) continue;
      yield { at: ['apis', index, 'routes', route, 'authorizer'], name: target.authorizer };
    }
  }
}

/** Authorizers are of one kind, of the form that API Gateway takes, and guard something. */
export const checkAuthorizers: Rule = (config, context) => {
  const authorizers = Object.entries(config.authorizers ?? {});
  const names = config.authorizers && Object.keys(config.authorizers);
  const used = [...uses(config)];
  const found = authorizers.flatMap(([name, authorizer]) => {
    if (!authorizer) return [];
    const path = ['authorizers', name];
    const whole = context.isSound(path) ? checkKind(path, authorizer) : [];
    const { function: fn } = authorizer;
    if (fn !== undefined && context.functionNames?.includes(fn) === false)
      whole.push(
        finding(
          'CFG_UNKNOWN_FUNCTION',
          [...path, 'function'],
          `names ${quote(fn)}, which is not in functions`,
          suggest(fn, context.functionNames),
        ),
      );
    if (name === 'none')
      whole.push(
        finding('CFG_AUTHORIZER_KIND', path, 'has the name that says "no authorizer"', 'use another name'),
      );
    else if (context.isSound(['apis']) && !used.some((use) => use.name === name))
      whole.push(
        finding(
          'CFG_UNUSED_AUTHORIZER',
          path,
          'guards no API and no route',
          'remove it, or name it by authorizer: at an API or a route',
        ),
      );
    return [
      ...whole,
      ...checkIdentitySources(path, authorizer),
      ...checkAuthorizerFiles(path, authorizer, context),
    ];
  });
  if (names)
    for (const { at, name } of used)
      if (name !== 'none' && !names.includes(name) && context.isSound(['authorizers', name]))
        found.push(
          finding(
            'CFG_UNKNOWN_AUTHORIZER',
            at,
            `names ${quote(name)}, which is not in authorizers`,
            suggest(name, [...names, 'none']),
          ),
        );
  return [
    ...found,
    ...checkPlaces(config),
    ...checkScopes(config, context),
    ...checkSourceRules(config, context),
  ];
};

function checkPlaces({ apis }: SoundConfig): Finding[] {
  return [...items(apis)].flatMap(([index, api]) => {
    const path = ['apis', index];
    const names = new Set(
      Object.values(api.routes ?? {}).map(
        (target) => (typeof target === 'object' ? target.authorizer : undefined) ?? api.authorizer,
      ),
    );
    names.delete('none');
    names.delete(undefined);
    const found: Finding[] = [];
    if (api.openapi !== undefined && api.authorizer !== undefined)
      found.push(
        finding(
          'CFG_AUTHORIZER_PLACE',
          [...path, 'authorizer'],
          'is beside openapi, whose file says who may call',
          'declare it in the file (x-amazon-apigateway-authorizer), or write routes',
        ),
      );
    if (names.size > authorizersPerApi)
      found.push(
        finding(
          'CFG_QUOTA',
          path,
          `has ${names.size} authorizers; an API has at most ${authorizersPerApi}`,
          'let routes share authorizers, or split the API',
        ),
      );
    return found;
  });
}
