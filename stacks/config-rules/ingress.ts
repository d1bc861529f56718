import { domainsOf, planIngress } from '../ingress';
import { type Finding, finding, type Rule, type SoundConfig } from './rule';

/** The kinds of custom domains that every host gets; none where the way in is not known. */
export function domainKindsOf({ ingress, migration }: SoundConfig): readonly ('public' | 'private')[] {
  if (ingress === undefined) return [];
  const { to, step } = migration ?? {};
  const plan = planIngress({ ingress, migration: to && step && { to, step } });
  return [...new Set(plan.serve.map(domainsOf))];
}

/** A private custom domain must not be served by an endpoint that serves public ones (aws-facts §3.1, doc). */
function checkExistingEndpoint({ network, ingress }: SoundConfig): Finding[] {
  const endpoint = network && 'existing' in network ? network.existing?.endpoint : undefined;
  if (!endpoint || ingress === undefined || domainsOf(ingress) === 'public') return [];
  return [
    finding(
      'CFG_INGRESS',
      ['network', 'existing', 'endpoint'],
      `is there already, and ingress: ${ingress} has private custom domains, which need an endpoint that serves no public one`,
      'remove it: an endpoint for private custom domains is created',
    ),
  ];
}

/** A migration leads from public custom domains to private ones; between two of a kind there is nothing to keep up. */
function checkMigration({ ingress, migration }: SoundConfig): Finding[] {
  if (ingress === undefined || migration?.to === undefined || domainsOf(ingress) === 'public') return [];
  return [
    finding(
      'CFG_MIGRATION',
      ['migration'],
      `leads to ${migration.to}, and ingress: ${ingress} has private custom domains already`,
      'remove migration; the last step of one is ingress alone',
    ),
  ];
}

/** The way in fits what is there. */
export const checkIngress: Rule = (config) => [...checkExistingEndpoint(config), ...checkMigration(config)];
