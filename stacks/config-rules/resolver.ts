import { isAddress } from '../../tools/ipv4';
import type { HybridConfig } from '../config-schema';
import { hostNameFault, isInZone } from './host-name';
import {
  type ConfigPath,
  type Finding,
  findDuplicates,
  finding,
  items,
  quote,
  type Rule,
  type Sound,
  type SoundConfig,
} from './rule';

type ResolverRule = Sound<HybridConfig['dns']['resolverRules'][number]>;

/** Inbound endpoint and Resolver rules of the application VPC. */
export const checkResolver: Rule = (config, context) => {
  const { dns } = config;
  if (!dns || !context.isSound(['dns'])) return [];
  return [
    ...checkForwarded(config),
    ...checkInbound(config),
    ...checkRuleForms(config),
    ...checkShadows(config),
  ];
};

function existingVpc({ network }: SoundConfig): string | undefined {
  return network && 'existing' in network ? network.existing?.vpc : undefined;
}

function checkAddresses(path: ConfigPath, addresses: readonly (string | undefined)[] | undefined): Finding[] {
  return [...items(addresses)].flatMap(([index, address]) =>
    isAddress(address)
      ? []
      : [
          finding(
            'CFG_ADDRESS',
            [...path, index],
            `${quote(address)} is not an IPv4 address`,
            'write e.g. 10.20.1.9',
          ),
        ],
  );
}

/** An endpoint answers from its VPC: the zone has to be associated with that one. aws-facts §6 (doc) */
function checkInbound(config: SoundConfig): Finding[] {
  const inbound = config.dns?.inboundEndpoint;
  if (typeof inbound !== 'object') return [];
  const path = ['dns', 'inboundEndpoint'];
  const found = checkAddresses([...path, 'addresses'], inbound.addresses);
  const own = existingVpc(config);
  const vpc = inbound.vpc ?? own;
  if (vpc === undefined)
    return [
      ...found,
      finding(
        'CFG_INBOUND_ENDPOINT',
        path,
        'names an inbound endpoint that is there, but not its VPC, and network.cidr creates the application VPC',
        'add vpc: vpc-…, and the same VPC to dns.associate',
      ),
    ];
  if (vpc === own || config.dns?.associate?.includes(vpc)) return found;
  return [
    ...found,
    finding(
      'CFG_INBOUND_ENDPOINT',
      path,
      `stands in ${quote(vpc)}, which does not see the private zone: it would answer NXDOMAIN`,
      `add ${vpc} to dns.associate`,
    ),
  ];
}

/** A simulated data centre that forwards needs addresses to forward to, which are known only if the kit chose them. */
function checkForwarded({ dns, network, onPremises }: SoundConfig): Finding[] {
  if (onPremises?.resolve !== 'forwarded') return [];
  const path = ['onPremises', 'resolve'];
  const refuse = (what: string, fix: string) => [finding('CFG_FORWARDED', path, what, fix)];
  if (!onPremises.simulate)
    return refuse(
      '"forwarded" is built in a simulated data centre, and simulate is false',
      'remove resolve: a real data centre has forwarders of its own',
    );
  const inbound = dns?.inboundEndpoint;
  if (!inbound || dns?.visibility === 'public')
    return refuse(
      '"forwarded" has no inbound endpoint to forward to',
      'set dns.inboundEndpoint: true, and dns.visibility: private',
    );
  if (inbound === true && network && 'existing' in network)
    return refuse(
      '"forwarded" needs the addresses of the inbound endpoint, which Route 53 chooses in an existing VPC',
      'name an endpoint that is there: dns.inboundEndpoint: { existing, addresses }; or set resolve: associated',
    );
  return [];
}

function checkRuleForms(config: SoundConfig): Finding[] {
  const rules = [...items(config.dns?.resolverRules)];
  const domains = rules.flatMap(([index, { domain }]) =>
    domain === undefined ? [] : [{ path: ['dns', 'resolverRules', index, 'domain'], value: domain }],
  );
  return [
    ...findDuplicates(domains, 'domain'),
    ...rules.flatMap(([index, rule]) => checkForm(config, index, rule)),
  ];
}

function checkForm(config: SoundConfig, index: number, rule: ResolverRule): Finding[] {
  const path = ['dns', 'resolverRules', index];
  const { domain = '', type, to = [], existing, associated, outboundEndpoint } = rule;
  const found = checkAddresses([...path, 'to'], to);
  const refuse = (what: string, fix: string) => found.push(finding('CFG_RESOLVER_RULE', path, what, fix));
  const isPlain = domain === '.' || /^[a-z0-9-]+$/.test(domain); // one label will do
  const fault = isPlain ? undefined : hostNameFault(domain);
  if (fault)
    refuse(`has the domain ${quote(domain)}: ${fault}`, 'write e.g. branch.example, or "." for all names');
  if (type === 'forward' && to.length === 0)
    refuse('forwards to nobody', 'add to: the addresses of the DNS servers, e.g. [10.10.0.53]');
  if (type === 'system' && to.length + (outboundEndpoint ? 1 : 0) > 0)
    refuse(
      'is a system rule, which forwards nothing',
      'remove to and outboundEndpoint, or set type: forward',
    );
  if (type === 'forward' && existing === undefined && outboundEndpoint === undefined)
    refuse(
      'is created without an outbound endpoint',
      'add outboundEndpoint: rslvr-out-…, or existing: rslvr-rr-… for a rule that is there',
    );
  if (associated && (existing === undefined || existingVpc(config) === undefined))
    refuse(
      'is said to be associated already, which a rule or a VPC that is created here can not be',
      'remove associated: the kit associates it',
    );
  return found;
}

/** A rule beats a private zone of the same name (aws-facts §6, doc): the hosts would never be found. */
function checkShadows({ dns, apis }: SoundConfig): Finding[] {
  const { zone, visibility } = dns ?? {};
  if (zone === undefined || visibility === 'public') return [];
  const rules = [...items(dns?.resolverRules)].map(([index, rule]) => ({ ...rule, index }));
  const covering = (host: string) =>
    rules
      .filter(({ domain }) => domain !== undefined && domain !== '.' && isInZone(host, domain))
      .sort((a, b) => (b.domain?.length ?? 0) - (a.domain?.length ?? 0))[0];
  const shadowing = [...items(apis)].flatMap(([, { host }]) => {
    const rule = host === undefined ? undefined : covering(host.toLowerCase());
    const shadows = rule?.type === 'forward' && (rule.domain?.length ?? 0) >= zone.length;
    return shadows ? [{ host, rule }] : [];
  });
  return shadowing
    .filter(({ rule }, position) => shadowing.findIndex((other) => other.rule === rule) === position)
    .map(({ host, rule }) =>
      finding(
        'CFG_RULE_SHADOWS_ZONE',
        ['dns', 'resolverRules', rule.index, 'domain'],
        `${quote(rule.domain)} forwards ${quote(host)} to the data centre: a forward rule beats private zone ${quote(zone)}`,
        `take the rule off the VPC, or add { domain: ${host}, type: system }, which keeps that name in the VPC`,
      ),
    );
}
