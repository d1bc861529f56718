import type { HybridConfig } from './config-schema';
import { existingInboundEndpoint } from './config-schema/dns';
import { transitGatewayOf } from './config-schema/network';

/**
 * What no template can show, for the tools that read templates: the data centre, and everything that was there
 * before. Literals only. Read by tools/assembly; see docs/decisions/0013-existing-resources.md.
 */
export function kitMetadata(config: HybridConfig): object {
  const { onPremises } = config;
  return {
    schemaVersion: 1,
    onPremises: {
      cidrs: onPremises.cidrs,
      connection: onPremises.connect,
      simulated: onPremises.simulate,
      ...(onPremises.vpnGateway && { vpnGateway: onPremises.vpnGateway }),
    },
    existing: {
      vpcs: vpcs(config),
      endpoints: endpoints(config),
      zones: zones(config),
      certificates: certificates(config),
      transitGateways: transitGateways(config),
      inboundEndpoints: inboundEndpoints(config),
      resolverRules: resolverRules(config),
      callers: Object.entries(config.callers).map(([name, caller]) => ({ name, ...caller })),
    },
  };
}

function existingOf({ network }: HybridConfig) {
  return 'existing' in network ? network.existing : undefined;
}

function vpcs(config: HybridConfig): object[] {
  const existing = existingOf(config);
  if (!existing) return [];
  const { vpc, endpoint: _, ...facts } = existing;
  return [{ id: vpc, name: 'app', ...facts }];
}

function endpoints(config: HybridConfig): object[] {
  const existing = existingOf(config);
  if (!existing?.endpoint) return [];
  const { admitLoadBalancer: _, ...facts } = existing.endpoint;
  return [
    {
      ...facts,
      vpc: existing.vpc,
      privateDns: config.endpoint.privateDns,
      subnets: existing.subnets.map(({ id }) => id),
    },
  ];
}

/** The certificate of every account has the names of the one in `certificate`. */
function certificates({ certificate, accounts }: HybridConfig): object[] {
  const { names } = 'arn' in certificate ? certificate : certificate.validate;
  const others = Object.values(accounts?.apis ?? {}).map((account) => ({ arn: account.certificate, names }));
  return 'arn' in certificate ? [certificate, ...others] : others;
}

function zones(config: HybridConfig): object[] {
  const { dns } = config;
  if (!dns.existing) return [];
  const own = existingOf(config)?.vpc;
  const isPrivate = dns.visibility === 'private';
  const vpcs = isPrivate ? [...(own ? [own] : []), ...dns.associate] : [];
  return [{ id: dns.existing, name: dns.zone, private: isPrivate, vpcs }];
}

/** Only a VPC that is there can be attached already; a new attachment's table is that of a named gateway. */
function transitGateways(config: HybridConfig): object[] {
  const transit = transitGatewayOf(config.onPremises);
  const vpc = existingOf(config)?.vpc;
  return transit ? [{ ...transit, ...(vpc && { vpc }) }] : [];
}

function inboundEndpoints(config: HybridConfig): object[] {
  const inbound = existingInboundEndpoint(config.dns);
  if (!inbound) return [];
  const { existing: id, vpc = existingOf(config)?.vpc, ...facts } = inbound;
  return [{ id, vpc, ...facts }];
}

/** Of rules that are there the template shows an association at most. */
function resolverRules(config: HybridConfig): object[] {
  const vpc = existingOf(config)?.vpc;
  return config.dns.resolverRules.flatMap(({ existing, domain, type, to, associated }) =>
    existing === undefined ? [] : [{ id: existing, domain, type, to, vpcs: associated && vpc ? [vpc] : [] }],
  );
}
