import { isUnknown, type NetworkInterface, type Vantage } from '../../assembly/model';
import { cidrContains } from '../../ipv4';
import { walkLeg } from '../2-network';
import { indexOf } from '../model-index';
import { partyAt } from '../network/party';
import { unknown } from '../verdict';
import { type Answer, failed, type Question, type Resolution, servfail } from './question';
import { type KnownRule, ruleFor, viewOf, zoneFor } from './views';

type Chain = readonly Answer[];
type Ask = (question: Question, name: string, chain: Chain) => Resolution;

/**
 * The forward rule that takes a name away from the VPC's own resolver: rules and private zones compete by the
 * longest name, and a rule beats a zone of the same one. aws-facts §6 (doc)
 */
export function forwarderOf({ view }: Question, name: string, specificity: number): KnownRule | undefined {
  const rule = ruleFor(view.rules, name);
  return rule?.type === 'FORWARD' && rule.domain.length >= specificity ? rule : undefined;
}

/** What the servers that a rule names answer: an inbound endpoint here, or the data centre's own. */
export function forward(
  question: Question,
  rule: KnownRule,
  name: string,
  chain: Chain,
  ask: Ask,
): Resolution {
  const { view, forwardedBy = [] } = question;
  const vpc = view.vpc?.name ?? 'the VPC';
  const says = `rule ${rule.domain || '.'} of VPC ${vpc} forwards ${name} to ${rule.targets.map(textOf).join(', ')}`;
  if (forwardedBy.includes(rule.id)) {
    const because = `${says}, where it has come from: the question goes round in a circle`;
    return servfail('DNS_FORWARD_LOOP', because, [rule.where]);
  }
  const servers = rule.targets.flatMap((target) =>
    isUnknown(target) ? [] : [serverAt(question, rule, target, name)],
  );
  const answering = servers.find((server) => server.kind === 'resolver');
  if (answering?.kind === 'resolver') {
    const next = { ...question, ...answering, forwardedBy: [...forwardedBy, rule.id] };
    const resolution = ask({ ...next, follow: (onward, links) => ask(next, onward, links) }, name, chain);
    return explain(resolution, says);
  }
  const unclear = servers.length < rule.targets.length || servers.some(({ kind }) => kind === 'elsewhere');
  if (!unclear && servers.length > 0) {
    const causes = servers.flatMap((server) => (server.kind === 'unreachable' ? [server.because] : []));
    return servfail('DNS_FORWARD_TARGET_UNREACHABLE', `${says}: ${causes.join('; ')}`, [rule.where]);
  }
  const hidden = zoneFor(view.zones, name);
  if (hidden) {
    const because = `${says}, before private zone ${hidden.name} is looked at; what they answer is not known`;
    return failed(unknown('DNS_ZONE_SHADOWED', because, [rule.where, hidden.where]), 'SERVFAIL', chain);
  }
  return failed(
    unknown('DNS_FORWARDED_ELSEWHERE', `${says}; what they answer is not known`, [rule.where]),
    'SERVFAIL',
    chain,
  );
}

type Server =
  /** Answers from the standpoint of a VPC. */
  | { readonly kind: 'resolver'; readonly vantage: Vantage; readonly view: Question['view'] }
  | { readonly kind: 'unreachable'; readonly because: string }
  | { readonly kind: 'elsewhere' };

/** The data centre's servers, too, send names on to an inbound endpoint: those of private zones there, and no others. */
function serverAt({ model, state }: Question, rule: KnownRule, address: string, name: string): Server {
  const legs = sourcesOf(model.outboundEndpoints, rule).map((own) =>
    walkLeg(model, state, own, { address, port: 53 }),
  );
  const blocked = legs.length > 0 && legs.every(({ outcome }) => outcome === 'stop') ? legs[0] : undefined;
  if (blocked) return { kind: 'unreachable', because: blocked.because };
  const from = (vpcId: string): Extract<Server, { kind: 'resolver' }> => {
    const vantage: Vantage = { name: vpcId, kind: 'vpc', where: rule.where, vpcId };
    return { kind: 'resolver', vantage, view: viewOf(model, vantage) };
  };
  const inbound = indexOf(model).destinations.get(address);
  if (inbound?.kind === 'resolver' && inbound.interface.vpcId !== undefined)
    return from(inbound.interface.vpcId);
  const behind = resolverBehind(model.vantages, address);
  if (behind !== undefined) {
    const server = from(behind);
    return zoneFor(server.view.zones, name) ? server : { kind: 'elsewhere' };
  }
  if (partyAt(model, address) === 'nobody')
    return { kind: 'unreachable', because: `no interface of the templates has the address ${address}` };
  return { kind: 'elsewhere' };
}

function sourcesOf(
  outbound: Question['model']['outboundEndpoints'],
  { outboundEndpointId }: KnownRule,
): readonly NetworkInterface[] {
  return outbound.find(({ id }) => id === outboundEndpointId)?.interfaces ?? [];
}

function resolverBehind(vantages: readonly Vantage[], address: string): string | undefined {
  return vantages.find(
    ({ kind, source, cidrs = [] }) =>
      kind === 'external' && source && cidrs.some((cidr) => cidrContains(cidr, address)),
  )?.resolverVpcId;
}

function explain(resolution: Resolution, says: string): Resolution {
  const { verdict } = resolution;
  if (verdict.code === 'DNS_FORWARD_LOOP') return resolution;
  const because = `${says}: ${verdict.because}`;
  return { ...resolution, verdict: { ...verdict, because } };
}

function textOf(target: unknown): string {
  return isUnknown(target) ? 'an unknown address' : String(target);
}
