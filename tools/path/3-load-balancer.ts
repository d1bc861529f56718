import {
  type Certificate,
  isUnknown,
  type Listener,
  type LoadBalancer,
  type LoadBalancerNode,
  type Model,
  type Target,
  type TargetGroup,
  type Where,
} from '../assembly/model';
import { locate } from './2-network';
import type { Symptom, Verdict } from './hop';
import { chooseCertificate } from './load-balancer/certificates';
import { groupsOf } from './load-balancer/health';
import { zoneOf } from './model-index';
import { covers } from './names';
import type { State } from './state';
import { negotiate, type TlsVersion, versionsOf } from './tls-policies';
import { openSetting } from './unresolved';
import { pass, remark, stop, unknown } from './verdict';

export { checkTarget, settle } from './load-balancer/health';

/** How a client opens TLS. */
export interface ClientHello {
  readonly sni: string | null;
  readonly maxTls: TlsVersion;
  /** The name that the client holds the certificate against. */
  readonly host: string;
  readonly verify: boolean;
}

/** What a listener does with the port. No listener: the node refuses. */
export function listen(
  _model: Model,
  loadBalancer: LoadBalancer,
  port: number,
): { readonly verdict: Verdict; readonly listener?: Listener } {
  const listener = loadBalancer.listeners.find((own) => own.port === port && own.protocol !== 'UDP');
  const candidates = listener ? [listener] : loadBalancer.listeners;
  const unseen = candidates
    .map((own) => openSetting(own, /\.(Port|Protocol)$/))
    .find((own) => own !== undefined);
  if (unseen) {
    const because = `whether ${loadBalancer.where.logicalId} listens on port ${port} is not known: ${unseen.reason}`;
    return { verdict: unknown('LISTENER_NOT_KNOWN', because, [unseen.where]), listener };
  }
  if (!listener) {
    const ports = loadBalancer.listeners.map((own) => own.port).join(', ') || 'none';
    const because = `${loadBalancer.where.logicalId} has no listener on port ${port}; its listeners: ${ports}`;
    return { verdict: stop('LISTENER_NOT_FOUND', { kind: 'refused' }, because, [loadBalancer.where]) };
  }
  const because = `${listener.where.logicalId} listens on ${listener.protocol} ${port}`;
  return { verdict: pass('LISTENER_FORWARDS', because, [listener.where]), listener };
}

/** Whether the load balancer ends the client's TLS session itself. */
export function endsTls(listener: Listener): boolean {
  return listener.protocol === 'TLS' || listener.protocol === 'HTTPS';
}

/** The TLS handshake with a listener that ends TLS: version, then certificate. */
export function handshake(
  model: Model,
  listener: Listener,
  hello: ClientHello,
): { readonly verdict: Verdict; readonly certificate?: Certificate; readonly version?: TlsVersion } {
  const name = listener.where.logicalId;
  if (listener.protocol === 'HTTP') {
    const because = `${name} speaks plain HTTP on port ${listener.port}`;
    const symptom: Symptom = { kind: 'tls', alert: 'handshake_failure' };
    return { verdict: stop('LISTENER_PROTOCOL_MISMATCH', symptom, because, [listener.where]) };
  }
  if (!endsTls(listener)) {
    const because = `${name} passes TLS through to the target`;
    return { verdict: pass('LISTENER_PASSES_TLS_THROUGH', because, [listener.where]) };
  }
  const policy = listener.sslPolicy;
  const accepted = isUnknown(policy) ? undefined : versionsOf(policy);
  const version = accepted && negotiate(accepted, hello.maxTls);
  const policyWhere: Where = { ...listener.where, property: 'Properties.SslPolicy' };
  if (accepted && !version) {
    const because = `${name} has policy ${String(policy)} (TLS ${accepted.join(', ')}), the client offers up to ${hello.maxTls}`;
    const symptom: Symptom = { kind: 'tls', alert: 'protocol_version' };
    return { verdict: stop('TLS_VERSION_NOT_ACCEPTED', symptom, because, [policyWhere]) };
  }
  const { certificate, verdict } = present(model, listener, hello);
  if (verdict) return { verdict, certificate, version };
  // Every policy speaks 1.2 or 1.3, so a client of 1.3 gets through whatever it is.
  if (!accepted && hello.maxTls !== '1.3') {
    const because = `the versions of ${name}'s policy are not known: ${isUnknown(policy) ? policy.reason : policy}`;
    return { verdict: unknown('TLS_POLICY_NOT_KNOWN', because, [policyWhere]), certificate };
  }
  if (accepted && (accepted[0] === '1.0' || accepted[0] === '1.1')) {
    const because = `${name} accepts TLS ${accepted[0]} by policy ${String(policy)}`;
    return { verdict: remark('TLS_POLICY_OLD', because, [policyWhere]), certificate, version };
  }
  const because = `${name} presents ${certificateText(certificate)}${version ? ` on TLS ${version}` : ''}`;
  return { verdict: pass('LISTENER_FORWARDS', because, [listener.where]), certificate, version };
}

function certificateText(certificate: Certificate | undefined): string {
  if (!certificate) return 'a certificate';
  return isUnknown(certificate.names) ? certificate.arn : `a certificate for ${certificate.names.join(', ')}`;
}

/** The certificate, and a verdict where the client or nobody can be content with it. */
function present(
  model: Model,
  listener: Listener,
  hello: ClientHello,
): { certificate?: Certificate; verdict?: Verdict } {
  const name = listener.where.logicalId;
  const where: Where = { ...listener.where, property: 'Properties.Certificates' };
  if (listener.certificateArns.length === 0) {
    const symptom: Symptom = { kind: 'tls', alert: 'handshake_failure' };
    return { verdict: stop('LISTENER_HAS_NO_CERTIFICATE', symptom, `${name} has no certificate`, [where]) };
  }
  const { certificate, bySni, uncertain } = chooseCertificate(model, listener, hello.sni);
  if (!hello.verify) return { certificate };
  const names = certificate?.names;
  const isCovered = names !== undefined && !isUnknown(names) && covers(names, hello.host);
  if (uncertain && !(isCovered && bySni)) {
    const because = `whether ${name} has a certificate for ${hello.host} is not known: ${uncertain.reason}`;
    return { certificate, verdict: unknown('CERTIFICATE_NOT_KNOWN', because, [uncertain.where]) };
  }
  if (isCovered) return { certificate };
  const how = bySni ? `by SNI ${hello.sni}` : `as its default (SNI ${hello.sni ?? 'not sent'})`;
  const because = `${name} presents ${certificateText(certificate)} ${how}, which does not cover ${hello.host}`;
  const symptom: Symptom = { kind: 'tls', alert: 'certificate_name' };
  const fix = `Add a certificate for ${hello.host} to ${name}`;
  const places = certificate ? [where, certificate.where] : [where];
  return { certificate, verdict: stop('CERTIFICATE_NAME_MISMATCH', symptom, because, places, { fix }) };
}

/** A target with the group that it is chosen from. */
export interface ChosenTarget {
  readonly group: TargetGroup;
  readonly target: Target;
}

export interface TargetChoice {
  readonly verdict: Verdict;
  /** The first of the listener's groups. */
  readonly group?: TargetGroup;
  /** Those that a new connection may be sent to. */
  readonly targets: readonly Target[];
  readonly chosen: readonly ChosenTarget[];
}

/**
 * Where a node may send a connection: healthy targets of its own zone, of all zones with cross-zone on, and all
 * of them where none is healthy (fail open). aws-facts §4.3 (doc)
 */
export function chooseTargets(
  model: Model,
  state: State,
  loadBalancer: LoadBalancer,
  node: LoadBalancerNode,
  listener: Listener,
): TargetChoice {
  const groups = groupsOf(model, listener.targetGroupArns);
  const group = groups[0];
  const none = (verdict: Verdict): TargetChoice => ({ verdict, group, targets: [], chosen: [] });
  // Inferred: a TLS listener has already shaken hands when it finds no target; a TCP one resets the SYN.
  const symptom: Symptom = { kind: endsTls(listener) ? 'reset' : 'refused' };
  const name = listener.where.logicalId;
  if (listener.targetGroupArns.length === 0)
    return none(stop('ELBV2_LISTENER_HAS_NO_TG', symptom, `${name} has no target group`, [listener.where]));
  if (!group)
    return none(
      unknown('TARGETS_NOT_KNOWN', `the target group of ${name} is not in the templates`, [listener.where]),
    );

  const registered = groups.flatMap((own) => own.targets.map((target) => ({ group: own, target })));
  const open = registered.find(({ target }) => isUnknown(target));
  const known = registered.filter((entry): entry is ChosenTarget => !isUnknown(entry.target));
  const zone = zoneOf(model, node);
  const eligible = known.filter((entry) => isEligible(loadBalancer, entry, zone));
  const healthy = eligible.filter((entry) => state.isHealthy(entry.group, entry.target));
  const chosen = healthy.length > 0 ? healthy : eligible;
  const give = (verdict: Verdict): TargetChoice => ({
    verdict,
    group,
    targets: chosen.map((own) => own.target),
    chosen,
  });

  if (chosen.length === 0) {
    if (isUnknown(open?.target)) {
      const because = `a target of ${open.group.where.logicalId} is not known: ${open.target.reason}`;
      return give(unknown('TARGETS_NOT_KNOWN', because, [open.target.where]));
    }
    if (known.length === 0) {
      const because = `target group ${group.where.logicalId} has no targets`;
      return give(
        stop(
          'TARGET_GROUP_HAS_NO_TARGETS',
          symptom,
          because,
          groups.map((own) => own.where),
        ),
      );
    }
    const because = `node ${node.address} in ${zone ?? 'an unknown zone'} has no target in its zone, and cross-zone is off`;
    return give(stop('ELB_NOT_CROSSZONE', symptom, because, [loadBalancer.where, group.where]));
  }
  const fault = groupFault(model, listener, chosen);
  if (fault) return give(fault);
  const unseen = groups.map((own) => openSetting(own, decisiveSettings)).find((own) => own !== undefined);
  if (unseen) {
    const because = `a setting of ${unseen.where.logicalId} is not known: ${unseen.reason}`;
    return give(unknown('TARGETS_NOT_KNOWN', because, [unseen.where]));
  }
  const text = chosen.map(({ target }) => `${target.id}:${target.port}`).join(', ');
  if (healthy.length === 0) {
    const because = `no target is healthy, so ${node.address} sends to all of ${text}`;
    return give(
      remark('TARGETS_UNHEALTHY_FAIL_OPEN', because, [
        { ...group.where, property: 'Properties.HealthCheckProtocol' },
      ]),
    );
  }
  return give(pass('LISTENER_FORWARDS', `${name} sends to ${text}`, [listener.where, group.where]));
}

/** Settings of a target group that decide whether an endpoint understands what arrives. */
const decisiveSettings = /TargetGroupAttributes|TargetType|\.(Protocol|Port)$/;

function isEligible(
  loadBalancer: LoadBalancer,
  { group, target }: ChosenTarget,
  zone: string | undefined,
): boolean {
  const crossZone = group.crossZone ?? loadBalancer.crossZone;
  return (
    crossZone || target.zone === 'all' || target.zone === zone || isUnknown(target.zone) || zone === undefined
  );
}

/** What makes a group useless for endpoint interfaces although the network is open. */
function groupFault(model: Model, listener: Listener, chosen: readonly ChosenTarget[]): Verdict | undefined {
  const toEndpoint = chosen.filter(({ target }) => locate(model, target.id).kind === 'endpoint');
  const first = toEndpoint[0];
  if (!first) return undefined;
  const { group } = first;
  const name = group.where.logicalId;
  const where = (key: string): Where[] => [{ ...group.where, property: `Properties.${key}` }];
  // The client's own session ends at the load balancer: it sees TLS succeed and then a reset (inferred).
  const symptom: Symptom = { kind: endsTls(listener) ? 'reset' : 'timeout' };
  if (group.preserveClientIp) {
    const because = `${name} preserves client addresses towards endpoint interfaces, which loses the connection`;
    return stop('CLIENT_IP_PRESERVED', symptom, because, where('TargetGroupAttributes'));
  }
  if (group.proxyProtocolV2) {
    const because = `${name} puts a proxy protocol header before TLS towards an endpoint`;
    return stop('PROXY_PROTOCOL_ON', { kind: 'reset' }, because, where('TargetGroupAttributes'));
  }
  const encrypts = group.protocol === 'TLS' || group.protocol === 'HTTPS';
  if (endsTls(listener) && !encrypts) {
    const because = `${listener.where.logicalId} ends TLS and ${name} sends ${group.protocol} to an endpoint, which expects TLS`;
    return stop('TARGET_GROUP_NOT_TLS', { kind: 'reset' }, because, where('Protocol'));
  }
  const wrong = toEndpoint.find(({ target }) => target.port !== 443);
  if (wrong) {
    const because = `${wrong.target.id} is registered on port ${wrong.target.port}; an endpoint serves 443 only`;
    return stop('TARGET_PORT_RESTRICTION', symptom, because, [wrong.target.where, group.where]);
  }
  return undefined;
}
