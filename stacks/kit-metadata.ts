import type { HybridConfig } from './config-schema';

/**
 * What no template can show, for the tools that read templates: the data centre, and everything that was there
 * before. Literals only. Read by tools/assembly; see docs/decisions/0013-existing-resources.md.
 */
export function kitMetadata(config: HybridConfig): object {
  const { network, dns, certificate, onPremises, endpoint } = config;
  const existing = 'existing' in network ? network.existing : undefined;
  const vpcs = existing
    ? [{ id: existing.vpc, name: 'app', cidrs: existing.cidrs, subnets: existing.subnets }]
    : [];
  const endpoints = existing?.endpoint
    ? [
        {
          id: existing.endpoint.id,
          vpc: existing.vpc,
          privateDns: endpoint.privateDns,
          securityGroup: existing.endpoint.securityGroup,
          subnets: existing.subnets.map(({ id }) => id),
          ...(existing.endpoint.addresses ? { addresses: existing.endpoint.addresses } : {}),
        },
      ]
    : [];
  const zones = dns.existing
    ? [
        {
          id: dns.existing,
          name: dns.zone,
          private: dns.visibility === 'private',
          vpcs: dns.visibility === 'private' ? [...(existing ? [existing.vpc] : []), ...dns.associate] : [],
        },
      ]
    : [];
  const certificates = 'arn' in certificate ? [{ arn: certificate.arn, names: certificate.names }] : [];
  return {
    schemaVersion: 1,
    onPremises: { cidrs: onPremises.cidrs, connection: onPremises.connect, simulated: onPremises.simulate },
    existing: { vpcs, endpoints, zones, certificates },
  };
}
