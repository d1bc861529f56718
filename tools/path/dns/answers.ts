import { type DnsRecord, type HostedZone, isUnknown, type Model } from '../../assembly/model';
import type { Verdict } from '../hop';
import { normalizeName } from '../names';
import { openSetting } from '../unresolved';
import { pass, remark, unknown } from '../verdict';
import { awsTtl, executeApiZone, isExecuteApiName, type PublicAnswer, publicAnswer } from './public-names';
import {
  type Answer,
  longestChain,
  noData,
  notKnown,
  nxdomain,
  type Question,
  type Resolution,
} from './question';
import { recordsAt } from './records';
import { zoneFor } from './views';

type Chain = readonly Answer[];

/** Alias records inside a zone are followed silently: this marks them in a chain until the answer is made. */
const aliasStep = 'ALIAS';

/** What a hosted zone answers. */
export function fromZone(question: Question, zone: HostedZone, name: string, chain: Chain): Resolution {
  const records = recordsAt(zone, name);
  const record =
    records?.find((candidate) => candidate.type === question.type) ??
    records?.find((candidate) => candidate.type === 'CNAME');
  const unseen = openSetting(zone, /Record/);
  if (!record && unseen)
    return notKnown(`whether ${name} is in ${zone.name}: ${unseen.reason}`, [zone.where], chain);
  if (!records) {
    const kind = zone.private ? 'private' : 'public';
    const because = `${kind} zone ${zone.name} has no record ${name}${zone.private ? ', and hides public DNS' : ''}`;
    const fix = `Add a record ${name} to zone ${zone.name} (${zone.where.stack} ${zone.where.logicalId})`;
    return nxdomain('DNS_RECORD_NOT_FOUND', because, [zone.where], chain, fix);
  }
  if (!record) {
    const types = records.map((own) => own.type);
    return noData(question, name, types, [records[0]?.where ?? zone.where], chain);
  }
  return record.alias
    ? fromAlias(question, zone, name, record, chain)
    : fromValues(question, name, record, chain);
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
  chain: Chain,
): Resolution {
  const target = record.alias!.dnsName;
  const prefix = `the target of ${name} is not known`;
  if (isUnknown(target)) return notKnown(`${prefix}: ${target.reason}`, [record.where], chain);
  const wanted = normalizeName(target);
  // An alias is followed inside Route 53, so private DNS of an endpoint doesn't capture it: aws-facts §1.3.
  const published = publicAnswer(question.model, question.state, wanted);
  if (published) {
    return fromAws(question, name, { ...published, where: [record.where, ...published.where] }, chain);
  }
  if (!zoneFor([zone], wanted) || chain.length >= longestChain)
    return notKnown(`${prefix}: ${wanted} is nothing that the templates show`, [record.where], chain);
  const inner = fromZone(question, zone, wanted, [...chain, { name, type: aliasStep, ttl: 0, data: wanted }]);
  const answers = inner.answers
    .filter((answer) => answer.type !== aliasStep)
    .map((answer) => (answer.name === wanted ? { ...answer, name } : answer));
  return { ...inner, answers };
}

function fromValues(question: Question, name: string, record: DnsRecord, chain: Chain): Resolution {
  const missing = record.values.find(isUnknown) ?? openSetting(record, /ResourceRecords/);
  const known = record.values.filter((value): value is string => !isUnknown(value));
  const ttl = record.ttl ?? 300;
  if (known.length === 0) {
    const reason = missing?.reason ?? 'it has no value';
    return notKnown(`the target of ${name} is not known: ${reason}`, [record.where], chain);
  }
  if (record.type === 'CNAME' && question.type !== 'CNAME') {
    const next = normalizeName(known[0]!);
    return question.follow(next, [...chain, { name, type: 'CNAME', ttl, data: next }]);
  }
  const own = known.map((data) => ({ name, type: record.type, ttl, data }));
  const because = `${name} is ${known.join(', ')} for ${question.vantage.name}`;
  const verdict = missing
    ? unknown('DNS_TARGET_UNKNOWN', `${because}; another value is not known: ${missing.reason}`, [
        record.where,
      ])
    : pass('DNS_RESOLVED', because, [record.where]);
  const addresses = record.type === 'A' ? known : [];
  return { verdict, rcode: 'NOERROR', answers: [...chain, ...own], addresses };
}

/** An answer that AWS makes itself; these names have A records only here (IPv4). */
export function fromAws(question: Question, name: string, answer: PublicAnswer, chain: Chain): Resolution {
  const { addresses, where } = answer;
  if (addresses.length === 0) return notKnown(`the addresses of ${name} are not known`, where, chain);
  if (question.type !== 'A') return noData(question, name, ['A'], where, chain);
  const own = addresses.map((data) => ({ name, type: 'A', ttl: awsTtl, data }));
  return {
    verdict: judgeAws(question, name, answer),
    rcode: 'NOERROR',
    answers: [...chain, ...own],
    addresses,
  };
}

/** `d-….execute-api.{region}.amazonaws.com`: the public target of a custom domain. */
function isRegionalName(model: Model, name: string): boolean {
  return name.startsWith('d-') && isExecuteApiName(model, name);
}

function judgeAws({ model, view, vantage }: Question, name: string, answer: PublicAnswer): Verdict {
  const because = `${name} is ${answer.addresses.join(', ')} for ${vantage.name}`;
  if (answer.missingZones.length > 0) {
    const zones = answer.missingZones.join(', ');
    const text = `${because}; the load balancer leaves out ${zones}, which has no healthy target`;
    return remark('DNS_FEWER_ADDRESSES_THAN_ZONES', text, answer.where);
  }
  const api = model.restApis.find((candidate) => name === `${candidate.id}.${executeApiZone(model)}`);
  const captor = view.captors.find((endpoint) => answer.where.includes(endpoint.where));
  if (
    captor &&
    !answer.isPublicFront &&
    (api ? api.endpointType !== 'PRIVATE' : isRegionalName(model, name))
  ) {
    const text = `${because}: private DNS of ${captor.id} captures it`;
    return remark('DNS_CAPTURED_BY_ENDPOINT', text, api ? [captor.where, api.where] : [captor.where]);
  }
  const idle = model.endpoints.find(
    (own) => view.vpc && own.vpcId === view.vpc.id && own.privateDns === false,
  );
  if (answer.isPublicFront && api?.endpointType === 'PRIVATE' && idle) {
    const text = `${because}, the public front: private DNS of ${idle.id} is off`;
    return remark('DNS_ENDPOINT_PRIVATE_DNS_OFF', text, [idle.where]);
  }
  return pass('DNS_RESOLVED', because, answer.where);
}
