import type { Listener } from '@aws-sdk/client-elastic-load-balancing-v2';
import { versionsOf } from '../../path/tls-policies';
import type { Check, Ward } from '../check';
import { type Draft, NotKnown, notApplicable, pass, remark, stop, unknown } from '../finding';
import { balancerOf, certificateOf } from '../places';
import { type BalancedWay, eachBalancer, protocolOf, shortName } from './load-balancer';

const reads = ['elbv2:DescribeListeners'] as const;

interface Held {
  readonly listener: Listener;
  readonly name: string;
  readonly where: readonly string[];
}

/** The listener on 443. @throws NotKnown where it can't be read, or is not there */
async function listenerOn443({ env, facts }: Ward, way: BalancedWay): Promise<Held | undefined> {
  const { id, where } = balancerOf(env, way.balancer);
  const answer = await facts.read('elbv2:DescribeListeners', { LoadBalancerArn: id });
  if (!answer) throw new NotKnown('RESOURCE_MISSING', `there is no load balancer ${id}`, { where: [where] });
  const listener = answer.Listeners?.find(({ Port }) => Port === 443);
  return listener && { listener, name: shortName(id), where: [where] };
}

async function heldListener(ward: Ward, way: BalancedWay): Promise<Held> {
  const held = await listenerOn443(ward, way);
  if (!held) throw new NotKnown('NOT_REACHED', 'the load balancer has no listener on port 443');
  return held;
}

/** Asks the listener of every load balancer that ends TLS. @param decides what the endpoint decides of one that does not */
async function eachTlsListener(
  ward: Ward,
  decides: string,
  judge: (held: Held) => Draft,
): Promise<readonly Draft[]> {
  return eachBalancer(ward, async (way) => {
    if (way.ingress !== 'nlb-passthrough') return judge(await heldListener(ward, way));
    const { id } = balancerOf(ward.env, way.balancer);
    return notApplicable(shortName(id), `TLS is passed through: the endpoint ${decides}`);
  });
}

const protocol: Check = {
  name: 'listener',
  hop: 'load-balancer',
  asks: 'Does the load balancer listen on port 443, with the protocol of the ingress, and forward?',
  reads,
  run: async (ward) =>
    eachBalancer(ward, async (way) => {
      const at = balancerOf(ward.env, way.balancer);
      const held = await listenerOn443(ward, way);
      if (!held)
        return stop('LISTENER_NOT_FOUND', shortName(at.id), 'it has no listener on port 443', {
          where: [at.where],
        });
      const { listener, name, where } = held;
      const wanted = protocolOf(way);
      const actions = (listener.DefaultActions ?? []).map(({ Type }) => Type);
      const details = { where, evidence: { protocol: listener.Protocol, defaultActions: actions } };
      if (listener.Protocol !== wanted)
        return stop(
          'LISTENER_PROTOCOL_MISMATCH',
          name,
          `its listener on 443 speaks ${listener.Protocol}, and ${way.ingress} needs ${wanted}`,
          details,
        );
      // An Application Load Balancer forwards by rules for hosts; anything else it answers itself.
      if (wanted !== 'HTTPS' && !actions.includes('forward'))
        return stop(
          'ELBV2_LISTENER_HAS_NO_TG',
          name,
          'its listener on 443 forwards to no target group',
          details,
        );
      return pass(name, `it listens on 443 by ${wanted}`, details);
    }),
};

const policy: Check = {
  name: 'listener-tls-policy',
  hop: 'load-balancer',
  asks: 'Is the TLS policy of the listener current, and that of hybrid.yaml?',
  reads,
  run: async (ward) =>
    eachTlsListener(ward, 'decides', ({ listener, name, where }) => {
      const { SslPolicy: seen } = listener;
      const wanted = ward.env.config.loadBalancer.tlsPolicy;
      const details = { where, evidence: { SslPolicy: seen, configured: wanted } };
      const versions = seen === undefined ? undefined : versionsOf(seen);
      if (!versions)
        return unknown(
          'TLS_POLICY_NOT_KNOWN',
          name,
          `the versions of policy ${seen ?? '(none told)'} are not known`,
          details,
        );
      if (versions.includes('1.0') || versions.includes('1.1'))
        return stop('TLS_POLICY_OLD', name, `${seen} accepts TLS ${versions.join(', ')}`, details);
      if (seen !== wanted)
        return remark('TLS_POLICY_DIFFERS', name, `it is ${seen}; hybrid.yaml says ${wanted}`, details);
      return pass(name, `${seen} accepts TLS ${versions.join(' and ')}`, details);
    }),
};

const certificate: Check = {
  name: 'listener-certificate',
  hop: 'load-balancer',
  asks: 'Does the listener present the certificate of hybrid.yaml?',
  reads,
  run: async (ward) =>
    eachTlsListener(ward, 'presents the certificate', ({ listener, name, where }) => {
      const wanted = certificateOf(ward.env);
      // Listeners tell their default certificate only, which is the one that every host of the kit gets.
      const arns = (listener.Certificates ?? []).flatMap(({ CertificateArn }) => CertificateArn ?? []);
      const details = {
        where: [...where, wanted.where],
        evidence: { presented: arns, configured: wanted.id },
      };
      if (arns.length === 0)
        return stop('LISTENER_HAS_NO_CERTIFICATE', name, 'its listener has no certificate', details);
      if (!arns.includes(wanted.id))
        return stop(
          'LISTENER_CERTIFICATE_DIFFERS',
          name,
          `its listener presents ${arns.join(', ')}`,
          details,
        );
      return pass(name, 'its listener presents the certificate', details);
    }),
};

export const listenerChecks: readonly Check[] = [protocol, policy, certificate];
