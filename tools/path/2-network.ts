import type { Model, NetworkInterface, Vantage, Where } from '../assembly/model';
import { isPrivateAddress } from '../ipv4';
import { perState } from './cache';
import type { Verdict } from './hop';
import { indexOf, zoneOf } from './model-index';
import { checkNetworkAcl, ephemeralPorts, type PortRange } from './network/network-acls';
import { describeParty, type Finding, internetParty, type Party, partyAt, partyOf } from './network/party';
import { checkRoute } from './network/routes';
import { checkSecurityGroups } from './network/security-groups';
import { reasons } from './reasons';
import type { State } from './state';
import { pass, stop, unknown } from './verdict';

export type { Destination } from './network/destinations';
export { locate } from './network/party';

/** Where a leg leads. */
export interface LegEnd {
  readonly address: string;
  readonly port: number;
}

const remembered = perState<Verdict>();

/** The first leg of a call, from wherever the vantage is. */
export function leave(model: Model, state: State, vantage: Vantage, to: LegEnd): Verdict {
  if (vantage.kind === 'internet') return walkLeg(model, state, 'internet', to);
  if (vantage.source) return walkLeg(model, state, vantage.source, to);
  const because = `no host of ${vantage.name} is in the templates`;
  return unknown('NETWORK_NOT_KNOWN', because, [vantage.where], { address: to.address });
}

/**
 * One TCP leg, there and back: security group outward, network ACL, routes, peering or transit gateway,
 * network ACL, security group inward, and the stateless rules and routes of the response.
 * Like Reachability Analyzer it names every setting that blocks, not the first only.
 */
export function walkLeg(
  model: Model,
  state: State,
  from: NetworkInterface | 'internet',
  to: LegEnd,
): Verdict {
  const source = from === 'internet' ? 'internet' : `${from.address}@${from.subnetId ?? ''}`;
  return remembered(model, state, `${source}>${to.address}:${to.port}`, () =>
    walkOnce(model, state, from, to),
  );
}

function walkOnce(model: Model, state: State, from: NetworkInterface | 'internet', to: LegEnd): Verdict {
  const client = from === 'internet' ? internetParty : partyOf(model, from);
  const server = partyAt(model, to.address);
  const details = { address: to.address };
  if (server === undefined || server === 'nobody') {
    if (client.kind === 'internet' && isPrivateAddress(to.address)) {
      const because = `${to.address} is private: the internet does not route it`;
      return stop('NETWORK_PRIVATE_ADDRESS', { kind: 'timeout' }, because, [], details);
    }
    if (server === undefined)
      return unknown('NETWORK_NOT_KNOWN', `no known network holds ${to.address}`, [], details);
    const because = `no interface of the templates has the address ${to.address}`;
    return stop('NETWORK_NOBODY_AT_ADDRESS', { kind: 'timeout' }, because, [], details);
  }
  const findings = [...silences(model, state, client, server), ...crossings(model, client, server, to.port)];
  return judge(
    findings,
    `TCP ${to.port} from ${describeParty(client)} to ${describeParty(server)}`,
    to.address,
  );
}

/**
 * Failures silence an interface both ways. The host of a vantage is spared: it stands for its whole network,
 * which does not fail with one zone.
 */
export function isSilent(model: Model, state: State, own: NetworkInterface): boolean {
  const { zones, targets } = state.failures;
  if (targets.includes(own.address)) return true;
  if (zones.length === 0 || indexOf(model).vantageAddresses.has(own.address)) return false;
  return zones.includes(zoneOf(model, own) ?? '');
}

function silences(model: Model, state: State, client: Party, server: Party): Finding[] {
  return [client, server].flatMap((party): Finding[] => {
    const own = party.interface;
    if (!own || !isSilent(model, state, own)) return [];
    const because = `${own.address} in ${zoneOf(model, own) ?? 'no zone'} is out of service`;
    return [
      {
        outcome: 'block',
        direction: 'request',
        code: 'NETWORK_INTERFACE_SILENT',
        because,
        where: [own.where],
      },
    ];
  });
}

/** Every setting that the request and its response meet. */
function crossings(model: Model, client: Party, server: Party, port: number): Finding[] {
  const only: PortRange = { from: port, to: port };
  const back = ephemeralPorts(client);
  const there = checkRoute(model, client, server, 'request');
  const home = checkRoute(model, server, client, 'response');
  const findings = [
    checkSecurityGroups(model, client, 'egress', server, port, there.via),
    checkNetworkAcl(model, client, true, server, only, 'request'),
    there.finding,
    checkNetworkAcl(model, server, false, client, only, 'request'),
    checkSecurityGroups(model, server, 'ingress', client, port, there.via),
    checkNetworkAcl(model, server, true, client, back, 'response'),
    home.finding,
    checkNetworkAcl(model, client, false, server, back, 'response'),
  ].filter((finding) => finding !== undefined);
  // An address that the sender can't route to has no response to speak of.
  const isUnroutable = there.finding.code === 'NETWORK_PRIVATE_ADDRESS';
  return isUnroutable ? [there.finding] : findings;
}

function judge(findings: readonly Finding[], leg: string, address: string): Verdict {
  const blocks = findings.filter((finding) => finding.outcome === 'block');
  const first = blocks[0];
  if (first) {
    const isReturn = blocks.every((block) => block.direction === 'response');
    const causes = blocks.map((block) =>
      block.direction === 'response' && !isReturn ? `back: ${block.because}` : block.because,
    );
    const because = `${leg} ${isReturn ? 'arrives, and only the response is blocked' : 'is dropped'}: ${causes.join('; ')}`;
    const fixes = new Set(blocks.map((block) => block.fix ?? reasons[block.code].fix));
    const fix = [...fixes].map((text) => text.replace(/\.$/, '')).join('; ');
    return stop(first.code, { kind: 'timeout' }, because, places(blocks), { address, fix });
  }
  const open = findings.filter((finding) => finding.outcome === 'unknown');
  if (open.length > 0) {
    const causes = open.map((finding) => finding.because).join('; ');
    return unknown('NETWORK_NOT_KNOWN', `${leg} is not known to pass: ${causes}`, places(open), { address });
  }
  return pass('NETWORK_OPEN', `${leg} passes, and so does the response`, places(findings), { address });
}

function places(findings: readonly Finding[]): Where[] {
  const seen = new Map<string, Where>();
  for (const where of findings.flatMap((finding) => finding.where))
    seen.set(`${where.stack}/${where.logicalId}/${where.property ?? ''}`, where);
  return [...seen.values()];
}
