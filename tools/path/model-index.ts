import type {
  Certificate,
  Endpoint,
  HostedZone,
  LoadBalancer,
  Model,
  NetworkAcl,
  NetworkInterface,
  RouteTable,
  SecurityGroup,
  Subnet,
  TargetGroup,
  Vantage,
  Vpc,
} from '../assembly/model';
import { isUnknown } from '../assembly/model';
import { perModel } from './cache';
import { type Destination, indexDestinations } from './network/destinations';

/** A model's parts by their ids, built once per model. */
export interface ModelIndex {
  readonly vantages: ReadonlyMap<string, Vantage>;
  readonly vpcs: ReadonlyMap<string, Vpc>;
  readonly subnets: ReadonlyMap<string, Subnet>;
  readonly routeTables: ReadonlyMap<string, RouteTable>;
  readonly networkAcls: ReadonlyMap<string, NetworkAcl>;
  readonly securityGroups: ReadonlyMap<string, SecurityGroup>;
  readonly targetGroups: ReadonlyMap<string, TargetGroup>;
  readonly certificates: ReadonlyMap<string, Certificate>;
  readonly endpoints: ReadonlyMap<string, Endpoint>;
  /** By DNS name, lower case. */
  readonly loadBalancers: ReadonlyMap<string, LoadBalancer>;
  /** Hosted zones, longest name first. */
  readonly publicZones: readonly HostedZone[];
  readonly privateZones: readonly HostedZone[];
  readonly destinations: ReadonlyMap<string, Destination>;
  /** Addresses of the hosts that vantages call from. */
  readonly vantageAddresses: ReadonlySet<string>;
}

function by<T, K extends keyof T>(items: readonly T[], key: K): Map<T[K], T> {
  return new Map(items.map((item) => [item[key], item]));
}

/** Most specific first. */
function byLength(a: HostedZone, b: HostedZone): number {
  return b.name.length - a.name.length;
}

export const indexOf = perModel(
  (model: Model): ModelIndex => ({
    vantages: by(model.vantages, 'name'),
    vpcs: by(model.vpcs, 'id'),
    subnets: by(model.subnets, 'id'),
    routeTables: by(model.routeTables, 'id'),
    networkAcls: by(model.networkAcls, 'id'),
    securityGroups: by(model.securityGroups, 'id'),
    targetGroups: by(model.targetGroups, 'arn'),
    certificates: by(model.certificates, 'arn'),
    endpoints: by(model.endpoints, 'id'),
    loadBalancers: new Map(model.loadBalancers.map((balancer) => [balancer.dnsName.toLowerCase(), balancer])),
    publicZones: model.hostedZones.filter((zone) => !zone.private).sort(byLength),
    privateZones: model.hostedZones.filter((zone) => zone.private).sort(byLength),
    destinations: indexDestinations(model),
    vantageAddresses: new Set(model.vantages.flatMap((vantage) => vantage.source?.address ?? [])),
  }),
);

/** The zone that an interface stands in; `undefined` outside AWS or where it isn't known. */
export function zoneOf(
  model: Model,
  networkInterface: NetworkInterface & { readonly zone?: unknown },
): string | undefined {
  if (typeof networkInterface.zone === 'string') return networkInterface.zone;
  const zone = indexOf(model).subnets.get(networkInterface.subnetId ?? '')?.zone;
  return zone === undefined || isUnknown(zone) ? undefined : zone;
}

/** Whether the endpoint is one of API Gateway's (`com.amazonaws.{region}.execute-api`). */
export function isExecuteApi(endpoint: Endpoint): boolean {
  return !isUnknown(endpoint.service) && endpoint.service.endsWith('.execute-api');
}
