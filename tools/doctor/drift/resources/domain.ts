import type { DomainName } from '@aws-sdk/client-api-gateway';
import type { Physical } from '../../../assembly/physical';
import { type LiveDraft, type LiveResource, textOf } from '../live-draft';
import type { Properties } from '../properties';
import { type DomainFacts, isRead, type Snapshot } from '../snapshot';
import { unescaped } from './rest-api';

const publicTypes = ['AWS::ApiGateway::DomainName', 'AWS::ApiGatewayV2::DomainName'] as const;
const privateType = 'AWS::ApiGateway::DomainNameV2';
const mappingTypes = {
  first: 'AWS::ApiGateway::BasePathMapping',
  second: 'AWS::ApiGatewayV2::ApiMapping',
  private: 'AWS::ApiGateway::BasePathMappingV2',
} as const;

export const isPrivate = ({ endpointConfiguration }: DomainName) =>
  endpointConfiguration?.types?.includes('PRIVATE') ?? false;

/** Custom domain names, public and private, with what they map to. */
export function domains(draft: LiveDraft, { domains: read }: Snapshot): void {
  const all = [...publicTypes, privateType, ...Object.values(mappingTypes)];
  if (!draft.has(read, all)) return;
  const idOf = ({ domain }: DomainFacts) =>
    (isPrivate(domain) ? domain.domainNameArn : domain.domainName)?.toLowerCase() ?? '';
  const owner = (id: string) =>
    draft.declaredOf(...publicTypes, privateType).find(({ physical }) => physical.id?.toLowerCase() === id);
  const ofType = (type: string) =>
    read.filter((facts) => (owner(idOf(facts))?.type ?? defaultType(facts)) === type);
  for (const type of [...publicTypes, privateType])
    draft.put(
      type,
      ofType(type).map((facts) => ({
        key: idOf(facts),
        stack: owner(idOf(facts))?.scope.name ?? '',
        properties: type === publicTypes[1] ? secondOf(facts.domain) : propertiesOf(facts.domain),
        physical: domainPhysical(facts.domain),
      })),
      ({ physical }) => physical.id?.toLowerCase() ?? '',
    );
  const unread = new Set<string>();
  const mappings: Record<keyof typeof mappingTypes, LiveResource[]> = { first: [], second: [], private: [] };
  for (const facts of read) {
    const id = idOf(facts);
    const stack = owner(id)?.scope.name ?? '';
    const { mappings: first, apiMappings: second, domain } = facts;
    for (const part of [first, second]) {
      if (isRead(part)) continue;
      unread.add(id);
      draft.mark(domain.domainName ?? '', part.notRead, ['gateway']);
    }
    const known = new Set<string>();
    for (const { basePath, restApiId, stage } of isRead(first) ? first : []) {
      const path = basePath === '(none)' ? '' : (basePath ?? '');
      known.add(path);
      mappings[isPrivate(domain) ? 'private' : 'first'].push({
        key: `${id} ${path}`,
        stack,
        properties: {
          ...(isPrivate(domain)
            ? { DomainNameArn: domain.domainNameArn }
            : { DomainName: domain.domainName }),
          ...(path === '' ? {} : { BasePath: path }),
          RestApiId: restApiId,
          Stage: stage,
        },
      });
    }
    for (const { ApiId, ApiMappingKey = '', Stage } of isRead(second) ? second : []) {
      if (known.has(ApiMappingKey)) continue;
      mappings.second.push({
        key: `${id} ${ApiMappingKey}`,
        stack,
        properties: { DomainName: domain.domainName, ApiMappingKey, ApiId, Stage },
      });
    }
  }
  putMappings(draft, mappings, unread);
  routingRules(draft, read, (facts) => owner(idOf(facts))?.scope.name ?? '');
}

const ruleType = 'AWS::ApiGatewayV2::RoutingRule';

function routingRules(
  draft: LiveDraft,
  read: readonly DomainFacts[],
  stackOf: (facts: DomainFacts) => string,
): void {
  const live: LiveResource[] = [];
  for (const facts of read) {
    const { domain, rules } = facts;
    if (!isRead(rules)) {
      draft.mark(domain.domainName ?? '', rules.notRead, ['gateway']);
      continue;
    }
    const arn = isPrivate(domain) ? domain.domainNameArn : publicArn(domain.domainName ?? '', draft);
    for (const { Priority, Conditions, Actions } of rules)
      live.push({
        key: `${arn} ${Priority}`,
        stack: stackOf(facts),
        properties: { DomainNameArn: arn, Priority, Conditions, Actions },
      });
  }
  if (read.every(({ rules }) => isRead(rules)))
    draft.put(
      ruleType,
      live,
      (resource) => `${textOf(resource, 'DomainNameArn')} ${textOf(resource, 'Priority')}`,
    );
}

/** Without an account, as its name is unique among all of them: aws-facts §3.4. */
function publicArn(name: string, { world }: LiveDraft): string {
  const [{ partition, region } = { partition: 'aws', region: '' }] = world.scopes;
  return `arn:${partition}:apigateway:${region}::/domainnames/${name}`;
}

/** One name space: what a template declares by one version's type may be listed by the other's. */
function putMappings(
  draft: LiveDraft,
  mappings: Record<keyof typeof mappingTypes, LiveResource[]>,
  unread: ReadonlySet<string>,
): void {
  const keyOf = (domain: string | undefined, path: string | undefined) =>
    `${domain?.toLowerCase()} ${path === '(none)' ? '' : (path ?? '')}`;
  const declaredSecond = new Set(
    draft
      .declaredOf(mappingTypes.second)
      .map((one) => keyOf(textOf(one, 'DomainName'), textOf(one, 'ApiMappingKey'))),
  );
  const moved = mappings.first.filter(({ key }) => declaredSecond.has(key));
  const second = [
    ...mappings.second,
    ...moved.map(({ properties: { BasePath, RestApiId, ...rest }, ...one }) => ({
      ...one,
      properties: { ...rest, ApiId: RestApiId, ApiMappingKey: BasePath ?? '' },
    })),
  ];
  const put = (type: string, live: readonly LiveResource[], domain: string, path: string) =>
    draft.put(type, live, (resource) => {
      if (!unread.has(textOf(resource, domain)?.toLowerCase() ?? ''))
        return keyOf(textOf(resource, domain), textOf(resource, path));
      draft.leaveOne(resource, 'the mappings of its domain were not read');
      return undefined;
    });
  put(
    mappingTypes.first,
    mappings.first.filter((one) => !moved.includes(one)),
    'DomainName',
    'BasePath',
  );
  put(mappingTypes.second, second, 'DomainName', 'ApiMappingKey');
  put(mappingTypes.private, mappings.private, 'DomainNameArn', 'BasePath');
}

const defaultType = ({ domain }: DomainFacts) => (isPrivate(domain) ? privateType : publicTypes[0]);

function propertiesOf(domain: DomainName): Properties {
  const { types = [] } = domain.endpointConfiguration ?? {};
  const certificate = isPrivate(domain) || types.includes('EDGE');
  return {
    DomainName: domain.domainName,
    EndpointConfiguration: { Types: types },
    ...(certificate
      ? { CertificateArn: domain.certificateArn }
      : { RegionalCertificateArn: domain.regionalCertificateArn }),
    ...(domain.securityPolicy ? { SecurityPolicy: domain.securityPolicy } : {}),
    ...(domain.endpointAccessMode ? { EndpointAccessMode: domain.endpointAccessMode } : {}),
    ...(domain.routingMode ? { RoutingMode: domain.routingMode } : {}),
    ...(domain.policy ? { Policy: unescaped(domain.policy) } : {}),
  };
}

/** The second version's type keeps the certificate in a list of one. */
function secondOf(domain: DomainName): Properties {
  return {
    DomainName: domain.domainName,
    DomainNameConfigurations: [
      {
        CertificateArn: domain.regionalCertificateArn ?? domain.certificateArn,
        EndpointType: domain.endpointConfiguration?.types?.[0],
        SecurityPolicy: domain.securityPolicy,
      },
    ],
    ...(domain.routingMode ? { RoutingMode: domain.routingMode } : {}),
  };
}

/** Names that AWS allotted to a custom domain. */
export function domainPhysical(domain: DomainName): Physical {
  const { regionalDomainName, regionalHostedZoneId, distributionDomainName, distributionHostedZoneId } =
    domain;
  const entries = {
    RegionalDomainName: regionalDomainName,
    RegionalHostedZoneId: regionalHostedZoneId,
    DistributionDomainName: distributionDomainName,
    DistributionHostedZoneId: distributionHostedZoneId,
  };
  return {
    id: isPrivate(domain) ? domain.domainNameArn : domain.domainName,
    attributes: Object.fromEntries(
      Object.entries(entries).filter((entry): entry is [string, string] => Boolean(entry[1])),
    ),
  };
}
