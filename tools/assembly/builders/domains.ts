import { type BasePathMapping, type Domain, isUnknown, type Known } from '../model';
import type { Resource } from '../resource';
import { publicDomainArn, regionalDomainName } from '../stand-ins/api-gateway';
import type { World } from '../world';
import { elementOf, required } from './element';
import { Groups } from './groups';
import { buildNativeDomains } from './native-domains';
import { routingRules, ruleOf } from './routing-rules';

/** Custom domain names with their mappings: those of the public type, then the private ones. */
export function buildDomains(world: World): Domain[] {
  return [...buildPublicDomains(world), ...buildNativeDomains(world)];
}

function buildPublicDomains(world: World): Domain[] {
  const lower = (name: Known<string> | undefined) => (typeof name === 'string' ? name.toLowerCase() : name);
  const mappings = new Groups(
    world.ofType('AWS::ApiGateway::BasePathMapping', 'AWS::ApiGatewayV2::ApiMapping'),
    ({ settings }) => lower(settings.text('DomainName')),
  );
  const rules = routingRules(world);
  return world
    .ofType('AWS::ApiGateway::DomainName', 'AWS::ApiGatewayV2::DomainName')
    .flatMap((resource): Domain[] => {
      const { settings } = resource;
      const name = lower(required(resource, 'DomainName'));
      if (name === undefined || isUnknown(name)) return [];
      for (const orphan of [...mappings.orphans, ...rules.orphans]) settings.keep(orphan);
      // The v2 type keeps certificate and endpoint type in a list of one.
      const own = settings.items('DomainNameConfigurations')[0] ?? settings;
      const types = settings.nested('EndpointConfiguration').texts('Types');
      const fallback = settings.has('DomainNameConfigurations') ? 'REGIONAL' : 'EDGE';
      const type = own.text('EndpointType') ?? types[0] ?? fallback;
      if (isUnknown(type)) settings.keep(type);
      const certificate = own.text('RegionalCertificateArn') ?? own.text('CertificateArn');
      return [
        {
          name,
          endpointType: (isUnknown(type) ? fallback : type) as Domain['endpointType'],
          certificateArn: certificate ?? required(resource, 'RegionalCertificateArn'),
          securityPolicy: own.text('SecurityPolicy') ?? 'TLS_1_2',
          regionalDomainName: regionalDomainName(resource),
          mappings: mappings.get(name).map(mappingOf),
          accessMode: own.text('EndpointAccessMode'),
          routingMode: own.text('RoutingMode') ?? settings.text('RoutingMode'),
          rules: rules.get(publicDomainArn(resource, name)).map(ruleOf),
          ...elementOf(resource),
        },
      ];
    });
}

export function mappingOf(resource: Resource): BasePathMapping {
  const { settings } = resource;
  const written = settings.literal('BasePath') ?? settings.literal('ApiMappingKey') ?? '';
  const basePath = written === '(none)' ? '' : written.replace(/^\/|\/$/g, '');
  const apiId = settings.has('ApiId') ? required(resource, 'ApiId') : required(resource, 'RestApiId');
  return {
    basePath,
    multiLevel: basePath.includes('/'),
    apiId,
    stage: required(resource, 'Stage'),
    ...elementOf(resource),
  };
}
