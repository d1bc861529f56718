import {
  type Endpoint,
  type HostedZone,
  isUnknown,
  type Model,
  type ResolverRule,
  type Vantage,
  type Vpc,
} from '../../assembly/model';
import { indexOf, isExecuteApi } from '../model-index';
import { isInZone } from '../names';

/**
 * What a resolver knows before it asks public DNS: the private zones of one VPC, and the hidden zones of the
 * endpoints there that have private DNS. Nobody outside that VPC sees either: aws-facts §5 (doc).
 */
export interface View {
  readonly vpc?: Vpc;
  /** Private zones associated with the VPC, most specific first. */
  readonly zones: readonly HostedZone[];
  /** Private zones of which it isn't known whether they are associated with the VPC. */
  readonly uncertainZones: readonly HostedZone[];
  /** execute-api endpoints with private DNS in this VPC. */
  readonly captors: readonly Endpoint[];
  /** Endpoints of which it isn't known whether they have private DNS here. */
  readonly uncertainCaptors: readonly Endpoint[];
  /** Resolver rules of the VPC, most specific first. */
  readonly rules: readonly KnownRule[];
  /** Rules of which it isn't known which names they take, or whether they are the VPC's. */
  readonly uncertainRules: readonly ResolverRule[];
  /** Whether `enableDnsHostnames` keeps private zones and private DNS from being used. aws-facts §6 (doc) */
  readonly hostnamesOff: boolean;
}

/** A rule whose names and kind are known. */
export interface KnownRule extends ResolverRule {
  readonly domain: string;
  readonly type: 'FORWARD' | 'SYSTEM';
}

const publicView: View = {
  rules: [],
  uncertainRules: [],
  zones: [],
  uncertainZones: [],
  captors: [],
  uncertainCaptors: [],
  hostnamesOff: false,
};

/** The VPC whose resolver answers a vantage: its own, or the one that a data centre forwards to. */
export function resolverVpcOf(vantage: Vantage): string | undefined {
  if (vantage.kind === 'internet') return undefined;
  return vantage.kind === 'vpc' ? vantage.vpcId : vantage.resolverVpcId;
}

export function viewOf(model: Model, vantage: Vantage): View {
  const vpcId = resolverVpcOf(vantage);
  if (vpcId === undefined) return publicView;
  const { vpcs, privateZones } = indexOf(model);
  const vpc = vpcs.get(vpcId);
  const hostnamesOff = vpc ? !vpc.dnsHostnames : false;
  const rules = rulesOf(model, vpcId);
  if (hostnamesOff) return { ...publicView, ...rules, vpc, hostnamesOff };
  const zones = privateZones.filter((zone) => zone.vpcIds.includes(vpcId));
  const uncertainZones = privateZones.filter((zone) => !zones.includes(zone) && zone.vpcIds.some(isUnknown));
  const endpoints = model.endpoints.filter((endpoint) => endpoint.vpcId === vpcId && isExecuteApi(endpoint));
  const captors = endpoints.filter((endpoint) => endpoint.privateDns === true);
  const uncertainCaptors = endpoints.filter((endpoint) => isUnknown(endpoint.privateDns));
  return { vpc, zones, uncertainZones, captors, uncertainCaptors, ...rules, hostnamesOff };
}

function isKnownRule(rule: ResolverRule): rule is KnownRule {
  return !isUnknown(rule.domain) && !isUnknown(rule.type);
}

function rulesOf(model: Model, vpcId: string): Pick<View, 'rules' | 'uncertainRules'> {
  const associated = model.resolverRules.filter((rule) => rule.vpcIds.includes(vpcId));
  const maybe = model.resolverRules.filter(
    (rule) => !associated.includes(rule) && rule.vpcIds.some(isUnknown),
  );
  return {
    rules: associated.filter(isKnownRule).sort((a, b) => b.domain.length - a.domain.length),
    uncertainRules: [...associated.filter((rule) => !isKnownRule(rule)), ...maybe],
  };
}

/** The rule that decides who is asked for the name: the most specific one. */
export function ruleFor(rules: readonly KnownRule[], name: string): KnownRule | undefined {
  return rules.find(({ domain }) => domain === '' || isInZone(name, domain));
}

/** The zone that answers for the name: the most specific one. */
export function zoneFor(zones: readonly HostedZone[], name: string): HostedZone | undefined {
  return zones.find((zone) => isInZone(name, zone.name));
}
