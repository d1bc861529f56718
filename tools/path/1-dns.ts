import {
  type DnsRecord,
  type HostedZone,
  isUnknown,
  type Model,
  type Vantage,
  type Where,
} from '../assembly/model';
import { walkLeg } from './2-network';
import { perState } from './cache';
import {
  awsTtl,
  executeApiZone,
  isExecuteApiName,
  type PublicAnswer,
  publicAnswer,
} from './dns/public-names';
import { recordsAt } from './dns/records';
import { resolverVpcOf, type View, viewOf, zoneFor } from './dns/views';
import type { Verdict } from './hop';
import { indexOf } from './model-index';
import { normalizeName, parentOf } from './names';
import type { ReasonCode } from './reasons';
import type { State } from './state';
import { pass, remark, stop, unknown } from './verdict';

/** One resource record of an answer; TTL in seconds. */
export interface Answer {
  readonly name: string;
  readonly type: string;
  readonly ttl: number;
  readonly data: string;
}

/** What a resolver in the vantage's network answers. */
export interface Resolution {
  readonly verdict: Verdict;
  readonly rcode: 'NOERROR' | 'NXDOMAIN' | 'SERVFAIL';
  readonly answers: readonly Answer[];
  /** Those of type A among the answers. */
  readonly addresses: readonly string[];
}

/** Names that one answer may lead through before it counts as a loop. */
const longestChain = 8;

const remembered = perState<Resolution>();

/**
 * The answer to a question asked from a vantage: private zones of its VPC first (the most specific wins, with no
 * public fallback), then the hidden zone of the VPC's endpoints, then public DNS. aws-facts §5, §6 (doc)
 */
export function resolve(model: Model, state: State, vantage: Vantage, name: string, type = 'A'): Resolution {
  return remembered(model, state, `${vantage.name} ${type} ${name}`, () => {
    const question: Question = {
      model,
      state,
      vantage,
      view: viewOf(model, vantage),
      type: type.toUpperCase(),
    };
    const asked = normalizeName(name);
    return reachResolver(question, asked) ?? ask(question, asked, []);
  });
}

interface Question {
  readonly model: Model;
  readonly state: State;
  readonly vantage: Vantage;
  readonly view: View;
  readonly type: string;
}

function failed(verdict: Verdict, rcode: Resolution['rcode'], answers: readonly Answer[] = []): Resolution {
  return { verdict, rcode, answers, addresses: [] };
}

function nxdomain(code: ReasonCode, because: string, where: readonly Where[], fix?: string): Resolution {
  return failed(stop(code, { kind: 'nxdomain' }, because, where, fix ? { fix } : {}), 'NXDOMAIN');
}

/** A resolver that doesn't answer at all. */
function reachResolver({ model, state, vantage, view }: Question, name: string): Resolution | undefined {
  const servfail = (code: ReasonCode, because: string, where: readonly Where[], fix?: string) =>
    failed(stop(code, { kind: 'servfail' }, because, where, fix ? { fix } : {}), 'SERVFAIL');
  if (view.vpc && !view.vpc.dnsSupport) {
    const because = `VPC ${view.vpc.name} has enableDnsSupport off, so its resolver does not answer for ${name}`;
    return servfail('DNS_VPC_SUPPORT_OFF', because, [
      { ...view.vpc.where, property: 'Properties.EnableDnsSupport' },
    ]);
  }
  if (vantage.kind !== 'external' || !vantage.source || vantage.resolverVpcId === undefined) return undefined;
  const source = vantage.source;
  const own = model.inboundEndpoints
    .flatMap((inbound) => inbound.interfaces)
    .filter((candidate) => candidate.vpcId === vantage.resolverVpcId);
  const legs = own.map((candidate) =>
    walkLeg(model, state, source, { address: candidate.address, port: 53 }),
  );
  const blocked = legs.find((leg) => leg.outcome === 'stop');
  if (!blocked || legs.some((leg) => leg.outcome !== 'stop')) return undefined;
  const because = `no inbound endpoint of ${vantage.resolverVpcId} is reached: ${blocked.because}`;
  return servfail('DNS_RESOLVER_UNREACHABLE', because, blocked.where, blocked.fix);
}

function ask(question: Question, name: string, chain: readonly Answer[]): Resolution {
  const { model, view } = question;
  if (chain.length >= longestChain) {
    const because = `${chain[0]?.name} leads through more than ${longestChain} names`;
    return failed(stop('DNS_CNAME_LOOP', { kind: 'servfail' }, because), 'SERVFAIL', chain);
  }
  const zone = zoneFor(view.zones, name);
  const uncertain = zoneFor(view.uncertainZones, name);
  if (uncertain && uncertain.name.length >= (zone?.name.length ?? 0)) {
    const because = `whether zone ${uncertain.name} is associated with VPC ${view.vpc?.name} is not known`;
    return failed(unknown('DNS_TARGET_UNKNOWN', because, [uncertain.where]), 'SERVFAIL', chain);
  }
  const captor = view.captors[0];
  // The hidden zone is one more private zone: a longer name of one's own beats it.
  const hidden = executeApiZone(model);
  if (captor && isExecuteApiName(model, name) && (zone?.name.length ?? 0) < hidden.length) {
    const addresses = captor.interfaces.map((own) => own.address);
    const exists = name === hidden || parentOf(name) === hidden;
    if (!exists)
      return nxdomain('DNS_RECORD_NOT_FOUND', `${hidden} in VPC ${view.vpc?.name} has no ${name}`, [
        captor.where,
      ]);
    return fromAws(question, name, { addresses, where: [captor.where], missingZones: [] }, chain);
  }
  if (zone) return fromZone(question, zone, name, chain);
  return fromPublic(question, name, chain);
}

function fromZone(question: Question, zone: HostedZone, name: string, chain: readonly Answer[]): Resolution {
  const records = recordsAt(zone, name);
  if (!records) {
    const kind = zone.private ? 'private' : 'public';
    const because = `${kind} zone ${zone.name} has no record ${name}${zone.private ? ', and hides public DNS' : ''}`;
    const fix = `Add a record ${name} to zone ${zone.name} (${zone.where.stack} ${zone.where.logicalId})`;
    return { ...nxdomain('DNS_RECORD_NOT_FOUND', because, [zone.where], fix), answers: chain };
  }
  const record =
    records.find((candidate) => candidate.type === question.type) ??
    records.find((candidate) => candidate.type === 'CNAME');
  if (!record)
    return noData(
      question,
      name,
      records.map((own) => own.type),
      records[0]?.where ?? zone.where,
      chain,
    );
  return record.alias
    ? fromAlias(question, zone, name, record, chain)
    : fromValues(question, name, record, chain);
}

function noData(
  question: Question,
  name: string,
  types: readonly string[],
  where: Where,
  chain: readonly Answer[],
) {
  const has = types.length > 0 ? `records of type ${[...new Set(types)].join(', ')}` : 'names below it';
  const because = `${name} has ${has} and no ${question.type}`;
  return failed(stop('DNS_NO_DATA', { kind: 'no-data' }, because, [where]), 'NOERROR', chain);
}

function targetUnknown(reason: string, name: string, where: Where, chain: readonly Answer[]): Resolution {
  return failed(
    unknown('DNS_TARGET_UNKNOWN', `the target of ${name} is not known: ${reason}`, [where]),
    'SERVFAIL',
    chain,
  );
}

/**
 * `EvaluateTargetHealth` changes nothing for a record that has no sibling to fail over to: Route 53 answers
 * with an unhealthy record rather than with none, and the load balancer's own answer follows health anyway.
 */
function fromAlias(
  question: Question,
  zone: HostedZone,
  name: string,
  record: DnsRecord,
  chain: readonly Answer[],
) {
  const target = record.alias!.dnsName;
  if (isUnknown(target)) return targetUnknown(target.reason, name, record.where, chain);
  const wanted = normalizeName(target);
  // An alias is followed inside Route 53, so private DNS of an endpoint doesn't capture it: aws-facts §1.3.
  const published = publicAnswer(question.model, question.state, wanted);
  if (published) {
    const answer = { ...published, where: [record.where, ...published.where] };
    return fromAws(question, name, answer, chain);
  }
  if (zoneFor([zone], wanted) && chain.length < longestChain) {
    const inner = fromZone(question, zone, wanted, [...chain, { name, type: 'ALIAS', ttl: 0, data: wanted }]);
    const renamed = inner.answers
      .filter((answer) => answer.type !== 'ALIAS')
      .map((answer) => (answer.name === wanted ? { ...answer, name } : answer));
    return { ...inner, answers: renamed };
  }
  return targetUnknown(`${wanted} is nothing that the templates show`, name, record.where, chain);
}

function fromValues(
  question: Question,
  name: string,
  record: DnsRecord,
  chain: readonly Answer[],
): Resolution {
  const missing = record.values.find(isUnknown);
  const known = record.values.filter((value): value is string => !isUnknown(value));
  const ttl = record.ttl ?? 300;
  if (record.type === 'CNAME' && question.type !== 'CNAME') {
    const target = known[0];
    if (target === undefined)
      return targetUnknown(missing?.reason ?? 'it has no value', name, record.where, chain);
    const next = normalizeName(target);
    return ask(question, next, [...chain, { name, type: 'CNAME', ttl, data: next }]);
  }
  if (missing && known.length === 0) return targetUnknown(missing.reason, name, record.where, chain);
  const own = known.map((data) => ({ name, type: record.type, ttl, data }));
  const addresses = record.type === 'A' ? known : [];
  const because = `${name} is ${known.join(', ')} for ${question.vantage.name}`;
  const verdict = missing
    ? unknown('DNS_TARGET_UNKNOWN', `${because}; another value is not known: ${missing.reason}`, [
        record.where,
      ])
    : pass('DNS_RESOLVED', because, [record.where]);
  return { verdict, rcode: 'NOERROR', answers: [...chain, ...own], addresses };
}

/** An answer that AWS makes itself; these names have A records only here (IPv4). */
function fromAws(
  question: Question,
  name: string,
  answer: PublicAnswer,
  chain: readonly Answer[],
): Resolution {
  const where = answer.where;
  if (question.type !== 'A') return noData(question, name, ['A'], where[0] ?? question.vantage.where, chain);
  const own = answer.addresses.map((data) => ({ name, type: 'A', ttl: awsTtl, data }));
  const { verdict } = judgeAws(question, name, answer);
  return { verdict, rcode: 'NOERROR', answers: [...chain, ...own], addresses: answer.addresses };
}

function judgeAws(question: Question, name: string, answer: PublicAnswer): { readonly verdict: Verdict } {
  const { model, view, vantage } = question;
  const because = `${name} is ${answer.addresses.join(', ')} for ${vantage.name}`;
  if (answer.missingZones.length > 0) {
    const text = `${because}; the load balancer leaves out ${answer.missingZones.join(', ')}, which has no healthy target`;
    return { verdict: remark('DNS_FEWER_ADDRESSES_THAN_ZONES', text, answer.where) };
  }
  const api = model.restApis.find((candidate) => name === `${candidate.id}.${executeApiZone(model)}`);
  const captor = view.captors.find((endpoint) => answer.where.includes(endpoint.where));
  if (captor && api && api.endpointType !== 'PRIVATE')
    return {
      verdict: remark('DNS_CAPTURED_BY_ENDPOINT', `${because}: private DNS of ${captor.id} captures it`, [
        captor.where,
        api.where,
      ]),
    };
  const idle = model.endpoints.find(
    (endpoint) => view.vpc && endpoint.vpcId === view.vpc.id && endpoint.privateDns === false,
  );
  if (answer.isPublicFront && api?.endpointType === 'PRIVATE' && idle) {
    const text = `${because}, the public front: private DNS of ${idle.id} is off`;
    return { verdict: remark('DNS_ENDPOINT_PRIVATE_DNS_OFF', text, [idle.where]) };
  }
  return { verdict: pass('DNS_RESOLVED', because, answer.where) };
}

function fromPublic(question: Question, name: string, chain: readonly Answer[]): Resolution {
  const { model, state } = question;
  const published = publicAnswer(model, state, name);
  if (published) return fromAws(question, name, published, chain);
  const zone = zoneFor(indexOf(model).publicZones, name);
  if (zone) return fromZone(question, zone, name, chain);
  const hiddenZone = zoneFor(privateZones(model), name);
  if (hiddenZone) return { ...notVisible(question, hiddenZone, name), answers: chain };
  const because = `no zone of the templates holds ${name}`;
  return failed(unknown('DNS_NAME_NOT_IN_TEMPLATES', because), 'SERVFAIL', chain);
}

function privateZones(model: Model): HostedZone[] {
  return model.hostedZones.filter((zone) => zone.private).sort((a, b) => b.name.length - a.name.length);
}

/** The name's only known zone is a private one that this vantage doesn't see: public DNS doesn't have it. */
function notVisible({ view, vantage }: Question, zone: HostedZone, name: string): Resolution {
  const only = `${name} is in private zone ${zone.name} only`;
  if (view.hostnamesOff && view.vpc) {
    const where = [{ ...view.vpc.where, property: 'Properties.EnableDnsHostnames' }];
    return nxdomain(
      'DNS_VPC_HOSTNAMES_OFF',
      `${only}, and VPC ${view.vpc.name} has enableDnsHostnames off`,
      where,
    );
  }
  if (resolverVpcOf(vantage) !== undefined) {
    const vpc = view.vpc?.name ?? resolverVpcOf(vantage);
    const fix = `Associate zone ${zone.name} with VPC ${vpc}`;
    const where = [{ ...zone.where, property: 'Properties.VPCs' }];
    return nxdomain(
      'DNS_ZONE_NOT_ASSOCIATED',
      `${only}, which is not associated with VPC ${vpc}`,
      where,
      fix,
    );
  }
  return nxdomain('DNS_ZONE_IS_PRIVATE', `${only}, and ${vantage.name} asks public DNS`, [zone.where]);
}
