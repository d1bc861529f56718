import { routeTargetOf } from '../config-schema/apis';
import { wholePath } from '../links';
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
} from './rule';

type SoundBackend = NonNullable<NonNullable<SoundConfig['backends']>[string]>;

/** Whether a VPC link of its version can lead to the backend, by what is said of it. */
function checkBackend(name: string, backend: SoundBackend, kinds: ReadonlySet<string>): Finding[] {
  const path = ['backends', name];
  const { vpcLink } = backend;
  const wrong = (at: ConfigPath, what: string, fix: string) => [finding('CFG_LINK', at, what, fix)];
  if ('host' in backend) {
    const { loadBalancer, listener, securityGroup } = backend;
    if (kinds.has('rest') && loadBalancer === undefined)
      return wrong(
        path,
        'is reached by a VPC link and names no loadBalancer',
        'add loadBalancer with its ARN',
      );
    if (kinds.has('http') && listener === undefined)
      return wrong(
        path,
        'is reached by the VPC link of an HTTP API and names no listener',
        'add listener with its ARN',
      );
    if (vpcLink === 1 && loadBalancer?.includes('/app/'))
      return wrong(
        [...path, 'vpcLink'],
        'is 1, and loadBalancer is no Network Load Balancer',
        'remove vpcLink, or name a Network Load Balancer',
      );
    if (vpcLink !== 1 && securityGroup === undefined)
      return wrong(
        path,
        'is reached by a VPC link and names no securityGroup',
        'add the one of the load balancer',
      );
    return [];
  }
  if (vpcLink === 1 && 'sample' in backend && backend.nlb === false)
    return wrong([...path, 'vpcLink'], 'is 1, which needs a Network Load Balancer', 'add nlb: true');
  return [];
}

function checkRoute(at: ConfigPath, text: string, version: number | undefined): Finding[] {
  const path = text.split(' ')[1] ?? '';
  if (version === 1 || wholePath(path) !== undefined) return [];
  return [
    finding(
      'CFG_LINK_PATH',
      at,
      'has a path that no single mapping says, so that its backend would get the stage before it',
      'use /{proxy+}, a path without parameters, or a backend with vpcLink: 1',
    ),
  ];
}

/** Destination and source as a REST API takes them (DG rest-api-parameter-mapping, doc). */
const destination =
  /^(integration\.request\.(header|querystring|path)\.[\w.$-]+|context\.requestOverride\.path)$/;
const source = /^('.*'|(method\.request|context|stageVariables)\.[\w.$[\]-]+)$/s;

function checkParameters(
  at: ConfigPath,
  parameters: Readonly<Record<string, string | undefined>>,
): Finding[] {
  return Object.entries(parameters).flatMap(([key, value]): Finding[] => {
    const wrong = (what: string, fix: string) => [finding('CFG_PARAMETER_MAPPING', [...at, key], what, fix)];
    if (!destination.test(key))
      return wrong(
        'is not what a mapping of a REST API can set',
        'use integration.request.header.NAME, .querystring.NAME or .path.NAME',
      );
    if (value === undefined || source.test(value)) return [];
    return wrong(
      `is ${quote(value)}, which is no source of a mapping`,
      `use method.request.…, context.… or stageVariables.…, or a text in single quotes: "'text'"`,
    );
  });
}

const routesOf = (api: SoundApi) => Object.entries(api.routes ?? {});

/** Routes reach backends through VPC links that can lead there. */
export const checkLinks: Rule = ({ apis, backends = {} }, context: RuleContext) => {
  const found: Finding[] = [];
  const used = new Map<string, Set<string>>();
  for (const [index, api] of items(apis)) {
    for (const [text, target] of routesOf(api)) {
      if (target === undefined) continue;
      const { backend, via, ...more } = routeTargetOf(target);
      const at = ['apis', index, 'routes', text, 'parameters'];
      if (api.kind === 'rest' && 'parameters' in more && more.parameters) {
        if (via === 'vpc-link') found.push(...checkParameters(at, more.parameters));
        else
          found.push(
            finding(
              'CFG_LINK',
              at,
              'are handed to a backend by a VPC link only',
              'add via: vpc-link, or remove them',
            ),
          );
      }
      if (via !== 'vpc-link' || backend === undefined) continue;
      used.set(backend, (used.get(backend) ?? new Set()).add(api.kind ?? 'rest'));
      if (api.kind === 'rest')
        found.push(...checkRoute(['apis', index, 'routes', text], text, backends[backend]?.vpcLink));
    }
  }
  for (const [name, kinds] of used) {
    const backend = backends[name];
    if (backend && context.isSound(['backends', name])) found.push(...checkBackend(name, backend, kinds));
  }
  return found;
};
