import { domainsOf, planIngress } from '../ingress';
import { type Finding, finding, type Rule, type SoundConfig } from './rule';

/** The kinds of custom domains that every host gets; none where the way in is not known. */
export function domainKindsOf({ ingress }: SoundConfig): readonly ('public' | 'private')[] {
  return ingress === undefined ? [] : [...new Set(planIngress({ ingress }).serve.map(domainsOf))];
}

/** A private custom domain must not be served by an endpoint that serves public ones (aws-facts §3.1, doc). */
function checkExistingEndpoint(config: SoundConfig): Finding[] {
  const { network, ingress } = config;
  const endpoint = network && 'existing' in network ? network.existing?.endpoint : undefined;
  if (!endpoint || ingress === undefined || !domainKindsOf(config).includes('private')) return [];
  return [
    finding(
      'CFG_INGRESS',
      ['network', 'existing', 'endpoint'],
      `is there already, and ingress: ${ingress} has private custom domains, which need an endpoint that serves no public one`,
      'remove it: an endpoint for private custom domains is created',
    ),
  ];
}

/** The way in fits what is there. */
export const checkIngress: Rule = (config) => checkExistingEndpoint(config);
