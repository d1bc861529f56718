import type { LoadBalancer, Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import { type LiveDraft, type LiveResource, textOf } from '../live-draft';
import { isRead, type ListenerFacts, type LoadBalancerFacts } from '../snapshot';

const kind = (name: string) => `AWS::ElasticLoadBalancingV2::${name}`;

/** Listeners of load balancers: a template's shape is AWS's own here, name by name. */
export function listeners(
  draft: LiveDraft,
  balancers: readonly LoadBalancerFacts[],
  stackOf: (balancer: LoadBalancer) => string,
): void {
  const found: Record<'Listener' | 'ListenerCertificate' | 'ListenerRule', LiveResource[]> = {
    Listener: [],
    ListenerCertificate: [],
    ListenerRule: [],
  };
  const unread = new Set<string>();
  for (const { balancer, listeners: read } of balancers) {
    const stack = stackOf(balancer);
    if (!isRead(read)) {
      unread.add(balancer.LoadBalancerArn ?? '');
      draft.mark(balancer.LoadBalancerArn ?? '', read.notRead, ['load-balancer']);
      continue;
    }
    for (const facts of read) {
      found.Listener.push(listenerOf(facts, stack));
      found.ListenerCertificate.push(...moreCertificates(draft, facts, stack));
      found.ListenerRule.push(...rulesOf(draft, facts, stack));
    }
  }
  draft.put(kind('Listener'), found.Listener, (resource) => {
    if (!unread.has(textOf(resource, 'LoadBalancerArn') ?? '')) return resource.physical.id ?? '';
    draft.leaveOne(resource, 'the listeners of its load balancer were not read');
    return undefined;
  });
  if (unread.size > 0) return;
  draft.put(
    kind('ListenerCertificate'),
    found.ListenerCertificate,
    (one) => textOf(one, 'ListenerArn') ?? '',
  );
  draft.put(kind('ListenerRule'), found.ListenerRule);
}

function listenerOf({ listener }: ListenerFacts, stack: string): LiveResource {
  const { ListenerArn: arn = '', MutualAuthentication: mutual } = listener;
  return {
    key: arn,
    stack,
    properties: {
      LoadBalancerArn: listener.LoadBalancerArn,
      Port: listener.Port,
      Protocol: listener.Protocol,
      ...(listener.SslPolicy ? { SslPolicy: listener.SslPolicy } : {}),
      ...(listener.Certificates?.length
        ? { Certificates: listener.Certificates.map(({ CertificateArn }) => ({ CertificateArn })) }
        : {}),
      DefaultActions: listener.DefaultActions ?? [],
      ...(mutual && mutual.Mode !== 'off'
        ? {
            MutualAuthentication: {
              Mode: mutual.Mode,
              ...(mutual.TrustStoreArn ? { TrustStoreArn: mutual.TrustStoreArn } : {}),
              IgnoreClientCertificateExpiry: mutual.IgnoreClientCertificateExpiry ?? false,
            },
          }
        : {}),
    },
    physical: { id: arn },
  };
}

function moreCertificates(draft: LiveDraft, facts: ListenerFacts, stack: string): LiveResource[] {
  const { listener, certificates } = facts;
  const arn = listener.ListenerArn ?? '';
  if (!isRead(certificates)) {
    draft.mark(arn, certificates.notRead, ['load-balancer']);
    return [];
  }
  const first = listener.Certificates?.map(({ CertificateArn }) => CertificateArn) ?? [];
  const more = certificates.filter(
    ({ CertificateArn, IsDefault }) => !IsDefault && !first.includes(CertificateArn),
  );
  if (more.length === 0) return [];
  const Certificates = more.map(({ CertificateArn }) => ({ CertificateArn }));
  return [{ key: arn, stack, properties: { ListenerArn: arn, Certificates } }];
}

function rulesOf(draft: LiveDraft, { listener, rules }: ListenerFacts, stack: string): LiveResource[] {
  const listenerArn = listener.ListenerArn ?? '';
  if (!isRead(rules)) {
    draft.mark(listenerArn, rules.notRead, ['load-balancer']);
    return [];
  }
  return rules
    .filter(({ IsDefault }) => !IsDefault)
    .map((rule: Rule) => ({
      key: rule.RuleArn ?? '',
      stack,
      properties: {
        ListenerArn: listenerArn,
        Priority: Number(rule.Priority),
        Conditions: rule.Conditions ?? [],
        Actions: rule.Actions ?? [],
        ...(rule.Transforms?.length ? { Transforms: rule.Transforms } : {}),
      },
      physical: { id: rule.RuleArn },
    }));
}
