import type { Assembly } from '../../../assembly';
import { normalName } from '../../../assembly/builders/dns';
import { World } from '../../../assembly/world';
import type { Facts } from '../../read';
import { type DomainFacts, isRead, type Snapshot } from '../snapshot';
import { readZones } from './dns';
import { readDomain, readHttpApi, readRestApi, readUsagePlans } from './gateway';
import { readLoadBalancing } from './load-balancing';
import { readNetwork } from './network';
import { readStacks } from './stacks';
import { told, toldAll } from './told';
import { readTransitGateways } from './transit-gateway';

/**
 * Reads what AWS has of the stacks of some templates, all at once; what is denied or fails is a part that says so.
 * @param names that callers resolve
 * @throws KitError where no call can be made at all
 */
export async function readSnapshot(
  assembly: Assembly,
  facts: Facts,
  { region, names }: { readonly region: string; readonly names: readonly string[] },
): Promise<Snapshot> {
  const who = await told(facts.read('sts:GetCallerIdentity', {}));
  const account = (isRead(who) ? who?.Account : undefined) ?? assembly.stacks[0]?.account ?? '';
  const stacks = await readStacks(assembly, facts, account);
  const ids = (...types: readonly string[]) =>
    stacks.flatMap(({ resources }) =>
      (isRead(resources) ? resources : [])
        .filter(({ ResourceType = '' }) => types.includes(ResourceType))
        .flatMap(({ PhysicalResourceId: id }) => id ?? []),
    );
  const { metadata } = new World(assembly);
  const vpcIds = [...new Set([...ids('AWS::EC2::VPC'), ...metadata.vpcs.map(({ id }) => id)])];
  const zoneIds = [...new Set([...ids('AWS::Route53::HostedZone'), ...metadata.zones.map(({ id }) => id)])];
  const privateDomains = ids('AWS::ApiGateway::DomainNameV2').map((arn) => {
    const [domainName = '', domainNameId] = arn.slice(arn.indexOf('/domainnames/') + 13).split('+');
    return { domainName, domainNameId };
  });
  const publicDomains = ids('AWS::ApiGateway::DomainName', 'AWS::ApiGatewayV2::DomainName');
  const [network, balancing, zones, domains, associations, httpApis, vpcLinks, httpVpcLinks, functions] =
    await Promise.all([
      readNetwork(facts, vpcIds),
      readLoadBalancing(facts, vpcIds),
      readZones(facts, { ids: zoneIds, vpcIds, names: names.map(normalName), region, account }),
      toldAll(
        [...publicDomains.map((domainName) => ({ domainName })), ...privateDomains].map((one) =>
          readDomain(facts, one),
        ),
      ),
      told(
        facts
          .read('apigateway:GetDomainNameAccessAssociations', { limit: 500 })
          .then((one) => one?.items ?? []),
      ),
      toldAll(ids('AWS::ApiGatewayV2::Api').map((id) => readHttpApi(facts, id))),
      toldAll(
        ids('AWS::ApiGateway::VpcLink').map((vpcLinkId) =>
          facts.read('apigateway:GetVpcLink', { vpcLinkId }),
        ),
      ),
      toldAll(
        ids('AWS::ApiGatewayV2::VpcLink').map((VpcLinkId) =>
          facts.read('apigatewayv2:GetVpcLink', { VpcLinkId }),
        ),
      ),
      toldAll(ids('AWS::Lambda::Function').map((name) => readFunction(facts, name))),
    ]);
  const apiIds = ids('AWS::ApiGateway::RestApi');
  const [transitGateways, usagePlans, apiKeys, restApis, certificates] = await Promise.all([
    readTransitGateways(facts, vpcIds),
    readUsagePlans(facts, ids('AWS::ApiGateway::UsagePlan'), apiIds),
    toldAll(
      ids('AWS::ApiGateway::ApiKey').map((apiKey) =>
        facts.read('apigateway:GetApiKey', { apiKey, includeValue: false }),
      ),
    ),
    toldAll([...new Set([...apiIds, ...mappedApis(domains, httpApis)])].map((id) => readRestApi(facts, id))),
    toldAll(
      [
        ...new Set([
          ...ids('AWS::CertificateManager::Certificate'),
          ...metadata.certificates.map(({ arn }) => arn),
          ...servedCertificates(balancing.loadBalancers, domains),
        ]),
      ].map(
        async (CertificateArn) =>
          (await facts.read('acm:DescribeCertificate', { CertificateArn }))?.Certificate,
      ),
    ),
  ]);
  return {
    region,
    account,
    stacks,
    ...network,
    ...balancing,
    zones,
    domains,
    associations,
    httpApis,
    vpcLinks,
    httpVpcLinks,
    functions,
    transitGateways,
    usagePlans,
    apiKeys,
    restApis,
    certificates,
  };
}

async function readFunction(facts: Facts, FunctionName: string) {
  const configuration = await facts.read('lambda:GetFunctionConfiguration', { FunctionName });
  if (!configuration) return undefined;
  const policy = await told(
    facts.read('lambda:GetPolicy', { FunctionName }).then((one) => one?.Policy ?? ''),
  );
  return { configuration, policy };
}

/** REST APIs that a custom domain leads to, in whatever stack they are. */
function mappedApis(domains: Snapshot['domains'], httpApis: Snapshot['httpApis']): readonly string[] {
  const http = new Set((isRead(httpApis) ? httpApis : []).map(({ api }) => api.ApiId));
  return (isRead(domains) ? domains : [])
    .flatMap(({ mappings }: DomainFacts) => (isRead(mappings) ? mappings : []))
    .flatMap(({ restApiId }) => (restApiId === undefined || http.has(restApiId) ? [] : [restApiId]));
}

/** What is presented to callers now. */
function servedCertificates(
  balancers: Snapshot['loadBalancers'],
  domains: Snapshot['domains'],
): readonly string[] {
  const ofListeners = (isRead(balancers) ? balancers : [])
    .flatMap(({ listeners }) => (isRead(listeners) ? listeners : []))
    .flatMap(({ listener, certificates }) => [
      ...(listener.Certificates ?? []),
      ...(isRead(certificates) ? certificates : []),
    ])
    .map(({ CertificateArn }) => CertificateArn);
  const ofDomains = (isRead(domains) ? domains : []).map(
    ({ domain }) => domain.regionalCertificateArn ?? domain.certificateArn,
  );
  return [...ofListeners, ...ofDomains].flatMap((arn) => arn ?? []);
}
