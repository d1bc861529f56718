import { type Domain, isUnknown, type Model, type Where } from '../../assembly/model';
import { nativeDomainAt, nativeDomainsOf, servesNative, servesPublic } from '../endpoint/native-domains';
import type { GatewayRequest } from '../exchange';
import type { Verdict } from '../hop';
import { normalizeName } from '../names';
import { stop, unknown } from '../verdict';
import { forbidden, plainError } from './responses';

type RefusalCode = Parameters<typeof stop>[0];

/** That all of these are 403 Forbidden is plausible, not documented: aws-facts §14.2 */
function refuse(request: GatewayRequest, code: RefusalCode, because: string, where: readonly Where[]) {
  return stop(code, { kind: 'response', response: plainError(request, forbidden) }, because, where);
}

/**
 * The private custom domain that a Host header means, or why it means none. `undefined`: no private domain has a
 * part in it. An associated private domain comes before a public one of the same name (inferred; aws-facts §14.6).
 */
export function findNative(
  model: Model,
  request: GatewayRequest,
  name: string,
  publicDomain: Domain | undefined,
): Domain | Verdict | undefined {
  const { endpoint } = request;
  if (!endpoint) {
    const [domain] = publicDomain ? [] : nativeDomainsOf(model, name);
    const because = `${name} is a private custom domain, but the call reached the public front`;
    return domain && refuse(request, 'PRIVATE_API_FROM_PUBLIC', because, [domain.where]);
  }
  const choice = nativeDomainAt(model, endpoint, name);
  switch (choice.kind) {
    case 'one':
      return checkSession(model, request, choice.domain) ?? choice.domain;
    case 'several': {
      const because = `${choice.domains.length} private custom domains called ${name} are associated with ${endpoint.id}`;
      return unknown('DOMAIN_NAME_AMBIGUOUS', because, placesOf(choice.domains));
    }
    case 'not-known': {
      const because = `whether ${name} is associated with ${endpoint.id} is not known: ${choice.cause.reason}`;
      return unknown('DOMAIN_SETTING_NOT_KNOWN', because, [choice.cause.where]);
    }
    case 'not-shared': {
      const { account, where } = choice.association;
      const because = `account ${account} associates ${name} with ${endpoint.id}, and no template shares the domain with it`;
      return unknown('DOMAIN_NOT_SHARED', because, [where, choice.domain.where]);
    }
    case 'not-associated':
      return publicDomain
        ? servedBesides(model, request, publicDomain)
        : refuse(request, 'DOMAIN_NOT_ASSOCIATED', notAssociated(choice.domains, name, endpoint.id), [
            ...placesOf(choice.domains),
            endpoint.where,
          ]);
    case 'none':
      return publicDomain && servedBesides(model, request, publicDomain);
  }
}

function placesOf(domains: readonly Domain[]): Where[] {
  return domains.map(({ where }) => where);
}

function notAssociated(domains: readonly Domain[], name: string, endpointId: string): string {
  const others = domains.flatMap((domain) => domain.native?.associations.map((own) => own.endpointId) ?? []);
  const elsewhere = others.length > 0 ? `; it is with ${others.join(', ')}` : '';
  return `private custom domain ${name} is not associated with ${endpointId}${elsewhere}`;
}

/** An endpoint that serves public domains must have no private ones, says AWS, and not what breaks: aws-facts §3.1, §14.6 */
function servedBesides(model: Model, request: GatewayRequest, domain: Domain): Verdict | undefined {
  const endpoint = request.endpoint!;
  if (domain.endpointType === 'PRIVATE' || !servesNative(model, endpoint)) return undefined;
  const because = `${endpoint.id} has private custom domains, and ${domain.name} is a public one called through it`;
  return unknown('ENDPOINT_SERVES_BOTH_KINDS', because, [domain.where, endpoint.where]);
}

/** What the session must be like for a private domain to answer. */
function checkSession(model: Model, request: GatewayRequest, domain: Domain): Verdict | undefined {
  const endpoint = request.endpoint!;
  if (servesPublic(model, endpoint)) {
    const because = `${endpoint.id} serves public custom domains behind a load balancer, and private ${domain.name} besides`;
    return unknown('ENDPOINT_SERVES_BOTH_KINDS', because, [domain.where, endpoint.where]);
  }
  // aws-facts §14.3; a STRICT domain refuses it in any case
  if (request.sni === null && domain.accessMode !== 'STRICT') {
    const because = `the session to ${endpoint.id} carries no server name, and ${domain.name} is a private custom domain`;
    return unknown('PRIVATE_DOMAIN_WITHOUT_SNI', because, [domain.where]);
  }
  return undefined;
}

/** STRICT wants the endpoint type of the domain, and SNI and Host to be the same: aws-facts §1.8 (doc) */
export function checkAccessMode(request: GatewayRequest, domain: Domain): Verdict | undefined {
  const { accessMode, name, endpointType } = domain;
  const where = [{ ...domain.where, property: 'Properties.EndpointAccessMode' }];
  if (isUnknown(accessMode)) {
    const because = `the access mode of ${name} is not known: ${accessMode.reason}`;
    return unknown('DOMAIN_SETTING_NOT_KNOWN', because, where);
  }
  if (accessMode !== 'STRICT') return undefined;
  if ((endpointType === 'PRIVATE') !== (request.endpoint !== undefined)) {
    const way = request.endpoint ? `through ${request.endpoint.id}` : 'at the public front';
    const because = `${name} is ${endpointType.toLowerCase()} and STRICT, and the call came ${way}`;
    return refuse(request, 'ACCESS_MODE_STRICT', because, where);
  }
  const host = normalizeName(request.host);
  if (request.sni !== null && normalizeName(request.sni) === host) return undefined;
  const because = `${name} is STRICT: the server name is ${request.sni ?? 'not sent'}, the Host is ${host}`;
  return refuse(request, 'ACCESS_MODE_STRICT', because, where);
}
