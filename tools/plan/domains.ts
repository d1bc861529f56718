import { isUnknown } from '../assembly/model';
import type { Resource } from '../assembly/resource';
import { type Change, counterpart } from './change';
import { type Trap, trap } from './trap';

const mappingTypes = [
  'AWS::ApiGateway::BasePathMapping',
  'AWS::ApiGateway::BasePathMappingV2',
  'AWS::ApiGatewayV2::ApiMapping',
];

/** Public ones, of either version: one name space. */
const domainTypes = ['AWS::ApiGateway::DomainName', 'AWS::ApiGatewayV2::DomainName'];

/**
 * CloudFormation creates what is new before it deletes what is old, so mappings of both templates meet:
 * "Only one base path mapping is allowed if the base path is empty" (failures in the field, aws-cdk#11095).
 */
export function basePathTraps({ deployed, next }: Change): Trap[] {
  const before = mappings(deployed.ofType(...mappingTypes));
  const after = mappings(next.ofType(...mappingTypes));
  return [...after].flatMap(([domain, paths]) => {
    const old = before.get(domain);
    if (!old) return [];
    const fresh = [...paths.keys()].filter((path) => !old.has(path));
    const whole = fresh.includes('') ? [...old.keys()][0] : undefined;
    const named = old.has('') ? fresh.find((path) => path !== '') : undefined;
    const met = whole ?? named;
    if (met === undefined) return [];
    const [first, second] = named === undefined ? ['', met] : [met, ''];
    const because = `${nameOf(first)} of ${domain} is added while ${nameOf(second)} is still there`;
    const where = [paths.get(first)?.where, old.get(second)?.where].filter((place) => place !== undefined);
    return [trap('BASE_PATHS_MIXED', because, where)];
  });
}

function nameOf(path: string): string {
  return path === '' ? 'the mapping of the whole host' : `base path "${path}"`;
}

/** Domain → base path → mapping. */
function mappings(resources: readonly Resource[]): Map<string, Map<string, Resource>> {
  const byDomain = new Map<string, Map<string, Resource>>();
  for (const resource of resources) {
    const domain = resource.settings.text('DomainName') ?? resource.settings.text('DomainNameArn');
    if (domain === undefined || isUnknown(domain)) continue;
    const own = byDomain.get(domain) ?? new Map<string, Resource>();
    const path = resource.settings.literal('BasePath') ?? resource.settings.literal('ApiMappingKey') ?? '';
    byDomain.set(domain, own.set(path, resource));
  }
  return byDomain;
}

/** A public custom domain exists once per name and region: aws-facts §3.1 (doc). */
export function domainTraps({ deployed, next }: Change): Trap[] {
  const held = new Map(
    deployed.ofType(...domainTypes).map((one) => [one.settings.literal('DomainName'), one]),
  );
  return next.ofType(...domainTypes).flatMap((one) => {
    const name = one.settings.literal('DomainName');
    const holder = name === undefined ? undefined : held.get(name);
    if (!holder || counterpart(deployed, one)?.settings.literal('DomainName') === name) return [];
    const because = `${one.scope.name} creates custom domain ${name}, which ${holder.logicalId} of ${holder.scope.name} has`;
    return [trap('DOMAIN_STILL_HELD', because, [one.where, holder.where])];
  });
}
