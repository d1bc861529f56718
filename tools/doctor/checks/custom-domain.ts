import type { DomainName } from '@aws-sdk/client-api-gateway';
import type { Check, Ward } from '../check';
import type { Located } from '../environment';
import { resourceOf } from '../environment';
import { type Draft, each, NotKnown, notApplicable, pass, remark, stop } from '../finding';
import { certificateOf, endpointOf, waysOf } from '../places';
import { type Host, hostsOf, stackOfHost } from '../stacks';

const publicType = 'AWS::ApiGateway::DomainName';
const privateType = 'AWS::ApiGateway::DomainNameV2';

/** A custom domain of the environment: a host by one kind of way in. */
export interface HeldDomain {
  readonly host: Host;
  readonly kind: 'public' | 'private';
  readonly at: Located;
  readonly which: { readonly domainName: string; readonly domainNameId?: string };
}

/** @throws NotKnown where it can't be told */
function locate({ env }: Ward, host: Host, kind: HeldDomain['kind']): HeldDomain {
  const { apis } = stackOfHost(env.config, host);
  if (kind === 'private') {
    const at = resourceOf(env, apis, privateType);
    const [, domainNameId] = at.id.split('+');
    return { host, kind, at, which: { domainName: host.name, domainNameId } };
  }
  // HTTP and WebSocket APIs have their custom domain by the second version's type.
  const type = host.kind === 'rest' ? publicType : 'AWS::ApiGatewayV2::DomainName';
  return { host, kind, at: resourceOf(env, apis, type), which: { domainName: host.name } };
}

/** Custom domains, each by itself; two a host in a migration. */
export async function eachDomain(
  ward: Ward,
  check: (held: HeldDomain) => Promise<readonly Draft[] | Draft>,
): Promise<readonly Draft[]> {
  const kinds = [...new Set(waysOf(ward.env).flatMap(({ serves, domains }) => (serves ? [domains] : [])))];
  const wanted = hostsOf(ward.env.config).flatMap((host) =>
    (host.kind === 'rest' ? kinds : (['public'] as const)).map((kind) => ({ host, kind })),
  );
  return each(
    wanted,
    ({ host }) => host.name,
    async ({ host, kind }) => check(locate(ward, host, kind)),
  );
}

/** @throws NotKnown where it can't be read, or is not there */
async function describe({ facts }: Ward, { at, which }: HeldDomain): Promise<DomainName> {
  const found = await facts.read('apigateway:GetDomainName', which);
  if (!found)
    throw new NotKnown('RESOURCE_MISSING', `there is no custom domain ${which.domainName}`, {
      where: [at.where],
    });
  return found;
}

const exists: Check = {
  name: 'custom-domain',
  hop: 'gateway',
  asks: 'Is the custom domain of every host there and available?',
  reads: ['apigateway:GetDomainName'],
  run: async (ward) =>
    eachDomain(ward, async ({ host: { name }, at: { where }, which }) => {
      const found = await ward.facts.read('apigateway:GetDomainName', which);
      if (!found)
        return stop('UNKNOWN_HOST', name, 'API Gateway has no custom domain of that name', {
          where: [where],
        });
      const { domainNameStatus: status, domainNameStatusMessage: message } = found;
      const details = { where: [where], evidence: { status, message } };
      if (status !== undefined && status !== 'AVAILABLE' && status !== 'UPDATING')
        return stop(
          'DOMAIN_NOT_AVAILABLE',
          name,
          `its status is ${status}${message ? `: ${message}` : ''}`,
          details,
        );
      return pass(name, 'its custom domain is there', details);
    }),
};

const certificate: Check = {
  name: 'custom-domain-tls',
  hop: 'gateway',
  asks: 'Does every custom domain have the certificate of hybrid.yaml, and no old TLS?',
  reads: ['apigateway:GetDomainName'],
  run: async (ward) =>
    eachDomain(ward, async (held) => {
      const found = await describe(ward, held);
      const wanted = held.host.account === undefined ? certificateOf(ward.env).id : undefined;
      const seen = found.regionalCertificateArn ?? found.certificateArn;
      const { name } = held.host;
      const details = {
        where: [held.at.where],
        evidence: { certificate: seen, policy: found.securityPolicy },
      };
      if (found.securityPolicy === 'TLS_1_0')
        return remark('DOMAIN_TLS_OLD', name, 'it accepts TLS 1.0', details);
      if (wanted !== undefined && seen !== wanted)
        return remark(
          'DOMAIN_CERTIFICATE_DIFFERS',
          name,
          `it has ${seen ?? 'no certificate'}, not ${wanted}`,
          details,
        );
      return pass(
        name,
        `it has the certificate of hybrid.yaml and ${found.securityPolicy ?? 'TLS_1_2'}`,
        details,
      );
    }),
};

const associated: Check = {
  name: 'access-association',
  hop: 'gateway',
  asks: 'May the endpoint serve every private custom domain?',
  reads: ['apigateway:GetDomainNameAccessAssociations'],
  run: async (ward) => {
    const way = waysOf(ward.env).find(({ serves, domains }) => serves && domains === 'private');
    if (!way) return [notApplicable(ward.env.config.name, 'it has no private custom domain')];
    const endpoint = endpointOf(ward.env, way).id;
    const answer = await ward.facts.read('apigateway:GetDomainNameAccessAssociations', { limit: 500 });
    const all = answer?.items ?? [];
    return eachDomain(ward, async ({ host: { name }, at, kind }) => {
      if (kind === 'public') return notApplicable(name, 'a public custom domain needs no association');
      const own = all.filter(({ domainNameArn }) => domainNameArn?.toLowerCase() === at.id.toLowerCase());
      const sources = own.flatMap(({ accessAssociationSource }) => accessAssociationSource ?? []);
      const details = { where: [at.where], evidence: { domain: at.id, associatedWith: sources, endpoint } };
      if (sources.includes(endpoint)) return pass(name, `${endpoint} may serve it`, details);
      const held =
        sources.length > 0 ? `it is associated with ${sources.join(', ')}` : 'it has no association';
      return stop('DOMAIN_NOT_ASSOCIATED', name, `${held}, not with ${endpoint}`, details);
    });
  },
};

export const customDomainChecks: readonly Check[] = [exists, certificate, associated];
