import {
  type Endpoint,
  type HostedZone,
  isUnknown,
  type Model,
  type Unknown,
  type Vantage,
} from '../assembly/model';
import { walkLeg } from './2-network';
import { perState } from './cache';
import { fromAws, fromZone } from './dns/answers';
import { forward, forwarderOf } from './dns/forward';
import { executeApiZone, isExecuteApiName, publicAnswer } from './dns/public-names';
import {
  type Answer,
  failed,
  longestChain,
  notKnown,
  nxdomain,
  type Question,
  type Resolution,
  servfail,
} from './dns/question';
import { resolverVpcOf, viewOf, zoneFor } from './dns/views';
import { indexOf } from './model-index';
import { normalizeName, parentOf } from './names';
import type { State } from './state';
import { openSetting } from './unresolved';
import { unknown } from './verdict';

export type { Answer, Resolution } from './dns/question';

const remembered = perState<Resolution>();

/**
 * The answer to a question asked from a vantage: private zones of its VPC first (the most specific wins, with no
 * public fallback), among them the hidden zone of the VPC's endpoints, then public DNS. aws-facts §5, §6 (doc)
 */
export function resolve(model: Model, state: State, vantage: Vantage, name: string, type = 'A'): Resolution {
  return remembered(model, state, `${vantage.name} ${type} ${name}`, () => {
    const view = viewOf(model, vantage);
    const question: Question = {
      model,
      state,
      vantage,
      view,
      type: type.toUpperCase(),
      follow: (next, chain) => ask(question, next, chain),
    };
    const asked = normalizeName(name);
    return reachResolver(question, asked) ?? ask(question, asked, []);
  });
}

/** A resolver that doesn't answer at all, for whatever name. */
function reachResolver({ model, state, vantage, view }: Question, name: string): Resolution | undefined {
  if (view.vpc && !view.vpc.dnsSupport) {
    const because = `VPC ${view.vpc.name} has enableDnsSupport off, so its resolver does not answer for ${name}`;
    return servfail('DNS_VPC_SUPPORT_OFF', because, [
      { ...view.vpc.where, property: 'Properties.EnableDnsSupport' },
    ]);
  }
  if (vantage.kind !== 'external' || !vantage.source || vantage.resolverVpcId === undefined) return undefined;
  const source = vantage.source;
  const legs = model.inboundEndpoints
    .flatMap((inbound) => inbound.interfaces)
    // One in a VPC that no template shows is used because hybrid.yaml says so.
    .filter((own) => own.vpcId === vantage.resolverVpcId && own.subnetId !== undefined)
    .map((own) => walkLeg(model, state, source, { address: own.address, port: 53 }));
  if (legs.length === 0 || legs.some((leg) => leg.outcome === 'pass')) return undefined;
  const blocked = legs.find((leg) => leg.outcome === 'stop');
  const unclear = legs.find((leg) => leg.outcome === 'unknown');
  if (blocked && !unclear) {
    const because = `no inbound endpoint of ${vantage.resolverVpcId} is reached: ${blocked.because}`;
    return servfail('DNS_RESOLVER_UNREACHABLE', because, blocked.where, blocked.fix);
  }
  if (!unclear) return undefined;
  const because = `whether an inbound endpoint of ${vantage.resolverVpcId} is reached is not known: ${unclear.because}`;
  return failed(unknown('DNS_RESOLVER_NOT_KNOWN', because, unclear.where), 'SERVFAIL');
}

type Chain = readonly Answer[];

function ask(question: Question, name: string, chain: Chain): Resolution {
  const { model, view } = question;
  if (chain.length >= longestChain) {
    const because = `${chain[0]?.name} leads through more than ${longestChain} names`;
    return { ...servfail('DNS_CNAME_LOOP', because, []), answers: chain };
  }
  const zone = zoneFor(view.zones, name);
  const specificity = zone?.name.length ?? 0;
  const uncertain = zoneFor(view.uncertainZones, name);
  if (uncertain && uncertain.name.length >= specificity) {
    const cause = uncertain.vpcIds.find(isUnknown)?.reason;
    const because = `whether zone ${uncertain.name} is associated with VPC ${view.vpc?.name} is not known: ${cause}`;
    return notKnown(because, [uncertain.where], chain);
  }
  const unclear = view.uncertainRules[0];
  if (unclear) {
    const cause = isUnknown(unclear.domain) ? unclear.domain : unclear.vpcIds.find(isUnknown);
    const because = `whether a Resolver rule takes ${name} away is not known: ${cause?.reason}`;
    return failed(unknown('DNS_FORWARDED_ELSEWHERE', because, [unclear.where]), 'SERVFAIL', chain);
  }
  // The hidden zone is one more private zone: a longer name of one's own beats it.
  const isCapturable = isExecuteApiName(model, name) && specificity < executeApiZone(model).length;
  const captor = view.captors[0];
  const rule = forwarderOf(
    question,
    name,
    isCapturable && captor ? executeApiZone(model).length : specificity,
  );
  if (rule) return forward(question, rule, name, chain, ask);
  if (isCapturable && captor) return settleVpc(question, fromHiddenZone(question, captor, name, chain));
  const maybe = view.uncertainCaptors[0];
  if (isCapturable && maybe) {
    const cause = (maybe.privateDns as Unknown).reason;
    return notKnown(`whether ${maybe.id} has private DNS is not known: ${cause}`, [maybe.where], chain);
  }
  if (zone) return settleVpc(question, fromZone(question, zone, name, chain));
  return fromPublic(question, name, chain);
}

/** Private answers need both DNS settings of the VPC; where these aren't known, neither is the answer. */
function settleVpc({ view }: Question, answer: Resolution): Resolution {
  const unseen = view.vpc && openSetting(view.vpc, /Dns/);
  if (!unseen || answer.verdict.outcome !== 'pass') return answer;
  const because = `${answer.verdict.because} if VPC ${view.vpc?.name} uses private zones: ${unseen.reason}`;
  return { ...answer, verdict: unknown('DNS_VPC_SETTINGS_NOT_KNOWN', because, [unseen.where]) };
}

function fromHiddenZone(question: Question, captor: Endpoint, name: string, chain: Chain): Resolution {
  const hidden = executeApiZone(question.model);
  if (name !== hidden && parentOf(name) !== hidden) {
    const because = `${hidden} in VPC ${question.view.vpc?.name} has no ${name}`;
    return nxdomain('DNS_RECORD_NOT_FOUND', because, [captor.where], chain);
  }
  const addresses = captor.interfaces.map((own) => own.address);
  return fromAws(question, name, { addresses, where: [captor.where], missingZones: [] }, chain);
}

function fromPublic(question: Question, name: string, chain: Chain): Resolution {
  const { model, state } = question;
  const published = publicAnswer(model, state, name);
  if (published) return fromAws(question, name, published, chain);
  const { publicZones, privateZones } = indexOf(model);
  const zone = zoneFor(publicZones, name);
  if (zone) return fromZone(question, zone, name, chain);
  const hiddenZone = zoneFor(privateZones, name);
  if (hiddenZone) return notVisible(question, hiddenZone, name, chain);
  const because = `no zone of the templates holds ${name}`;
  return failed(unknown('DNS_NAME_NOT_IN_TEMPLATES', because), 'SERVFAIL', chain);
}

/** The name's only known zone is a private one that this vantage doesn't see: public DNS doesn't have it. */
function notVisible({ view, vantage }: Question, zone: HostedZone, name: string, chain: Chain): Resolution {
  const only = `${name} is in private zone ${zone.name} only`;
  if (view.hostnamesOff && view.vpc) {
    const where = [{ ...view.vpc.where, property: 'Properties.EnableDnsHostnames' }];
    const because = `${only}, and VPC ${view.vpc.name} has enableDnsHostnames off`;
    return nxdomain('DNS_VPC_HOSTNAMES_OFF', because, where, chain);
  }
  const resolver = resolverVpcOf(vantage);
  if (resolver !== undefined) {
    const vpc = view.vpc?.name ?? resolver;
    const where = [{ ...zone.where, property: 'Properties.VPCs' }];
    const because = `${only}, which is not associated with VPC ${vpc}`;
    return nxdomain(
      'DNS_ZONE_NOT_ASSOCIATED',
      because,
      where,
      chain,
      `Associate zone ${zone.name} with VPC ${vpc}`,
    );
  }
  return nxdomain('DNS_ZONE_IS_PRIVATE', `${only}, and ${vantage.name} asks public DNS`, [zone.where], chain);
}
