import type { Domain, Model, RestApi, Stage } from '../../assembly/model';
import { perModel } from '../cache';
import { parentOf } from '../names';

/** APIs, stages and custom domains by the names that requests give. */
export interface GatewayIndex {
  readonly apis: ReadonlyMap<string, RestApi>;
  /** By API id, then stage name. */
  readonly stages: ReadonlyMap<string, ReadonlyMap<string, Stage>>;
  /** Of the public type; private ones depend on the endpoint (native.ts). */
  readonly domains: ReadonlyMap<string, Domain>;
  /** `.execute-api.{region}.amazonaws.com` */
  readonly suffix: string;
  /** Addresses of load balancer nodes: a caller with one of these is a load balancer. */
  readonly nodes: ReadonlySet<string>;
}

export const gatewayIndex = perModel((model: Model): GatewayIndex => {
  const stages = new Map<string, Map<string, Stage>>();
  for (const stage of model.stages) {
    const ofApi = stages.get(stage.apiId) ?? new Map<string, Stage>();
    stages.set(stage.apiId, ofApi.set(stage.name, stage));
  }
  const topLevel = model.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return {
    apis: new Map(model.restApis.map((api) => [api.id, api])),
    stages,
    domains: new Map(model.domains.flatMap((domain) => (domain.native ? [] : [[domain.name, domain]]))),
    suffix: `.execute-api.${model.region}.${topLevel}`,
    nodes: new Set(model.loadBalancers.flatMap((balancer) => balancer.nodes.map((node) => node.address))),
  };
});

/** What a Host header names. */
export type HostMeaning =
  | { readonly kind: 'api'; readonly apiId: string; readonly vpceId?: string }
  | { readonly kind: 'domain'; readonly domain: Domain }
  | { readonly kind: 'nothing' };

/** The Host header in lower case, without port and last dot. */
export function hostName(host: string): string {
  const lower = host.toLowerCase();
  const colon = lower.lastIndexOf(':');
  const name = colon > lower.lastIndexOf(']') ? lower.slice(0, colon) : lower;
  return name.endsWith('.') ? name.slice(0, -1) : name;
}

const nothing: HostMeaning = { kind: 'nothing' };

/** Default names, `{api}-{vpce}` names, custom domains and wildcard domains: aws-facts §1.3, §3.1 (doc) */
export function readHost(index: GatewayIndex, name: string): HostMeaning {
  const domain = index.domains.get(name) ?? index.domains.get(`*.${parentOf(name)}`);
  if (domain) return { kind: 'domain', domain };
  if (!name.endsWith(index.suffix)) return nothing;
  const label = name.slice(0, -index.suffix.length);
  if (label === '' || label.includes('.')) return nothing;
  const dash = label.indexOf('-vpce-');
  if (dash > 0) return { kind: 'api', apiId: label.slice(0, dash), vpceId: label.slice(dash + 1) };
  return { kind: 'api', apiId: label };
}
